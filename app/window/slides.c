/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides.c - puts the dialog together, and keeps two decks: one of all pages, for the preview, and
 * one without those that are left out, which is what is written. */
#include "app/window/slides-private.h"

#include "app/say/testlog.h"
#include "app/window/slides-write.h"
#include "ui/export/deck-steps.h"
#include "ui/model/text.h"

enum { WIDTH = 1120, HEIGHT = 760, OPTIONS_WIDTH = 300 /* px */ };

enum { SIGNAL_WANTED, SIGNAL_WRITTEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SlidesDialog, slides_dialog, ADW_TYPE_WINDOW)

/* ---- what is left out ---- */

/* Pages are known by their events, which stay when other options change the pages. */
static void
read_left_out(SlidesDialog *self)
{
    g_array_set_size(self->left_out, 0);
    for (guint i = 0; i < deck_pages_n(self->all); i++)
        if (deck_pages_place(self->all, i).number > 0 &&
            g_hash_table_contains(self->unwanted, GSIZE_TO_POINTER(deck_pages_event(self->all, i))))
            g_array_append_val(self->left_out, i);
}

static void on_note_page(SlidesDialog *self);

/* ---- the decks ---- */

static DeckPages *
new_deck(SlidesDialog *self, const DeckOptions *options, GError **error)
{
    const Model *model = recording_get_model(self->recording);
    guint without;

    if (deck_steps_are_there(options, &model, 1, &without))
        return deck_pages_new(&model, 1, options, error);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "there are no bookmarks: in the window, M sets one");
    return NULL;
}

static void
show_decks(SlidesDialog *self, const GError *error)
{
    const SlidesShown shown = {self->all, self->kept, self->left_out, self->options.theme};
    guint n = self->kept ? deck_pages_n(self->kept) : 0;
    g_autofree char *subtitle = n ? text_count(n, "page", "pages") : g_strdup(error->message);

    slides_grid_show(AWAITSCOPE_SLIDES_GRID(self->grid), &shown);
    adw_window_title_set_subtitle(ADW_WINDOW_TITLE(self->title), subtitle);
    gtk_widget_set_sensitive(self->export, n > 0);
    test_log("slides %s", subtitle);
}

static void
make_kept(SlidesDialog *self)
{
    g_autoptr(GError) error = NULL;

    g_clear_pointer(&self->kept, deck_pages_free);
    read_left_out(self);
    self->options.left_out = self->left_out;
    self->kept = new_deck(self, &self->options, &error);
    show_decks(self, error);
}

static void
make_decks(SlidesDialog *self)
{
    DeckPages *before = self->all;
    g_autoptr(GError) error = NULL;

    self->options = (DeckOptions){.progress = slides_progress(self)};
    slides_options_read(AWAITSCOPE_SLIDES_OPTIONS(self->choices), &self->view, &self->options);
    slides_note_show(AWAITSCOPE_SLIDES_NOTE(self->note), NULL, 0);
    self->all = new_deck(self, &self->options, &error);
    if (self->all) {
        make_kept(self);
    } else {
        g_clear_pointer(&self->kept, deck_pages_free);
        show_decks(self, error);
    }
    g_clear_pointer(&before, deck_pages_free);
    on_note_page(self);
}

/* ---- what the user does ---- */

static void
on_note_page(SlidesDialog *self)
{
    guint page = slides_grid_get_selected(AWAITSCOPE_SLIDES_GRID(self->grid));
    gboolean is_one = self->all && page < deck_pages_n(self->all);

    slides_note_show(AWAITSCOPE_SLIDES_NOTE(self->note), is_one ? self->all : NULL, page);
}

static void
on_toggled(SlidesGrid *grid, guint page, SlidesDialog *self)
{
    gpointer event = GSIZE_TO_POINTER(deck_pages_event(self->all, page));

    if (!g_hash_table_remove(self->unwanted, event))
        g_hash_table_add(self->unwanted, event);
    make_kept(self);
}

static void
on_activated(SlidesDialog *self)
{
    gtk_widget_grab_focus(slides_note_get_field(AWAITSCOPE_SLIDES_NOTE(self->note)));
}

static void
on_noted(SlidesDialog *self)
{
    slides_grid_notes_changed(AWAITSCOPE_SLIDES_GRID(self->grid));
}

void
slides_toast(SlidesDialog *self, const char *text)
{
    g_autofree char *markup = g_markup_escape_text(text, -1);

    test_log("toast %s", text);
    adw_toast_overlay_add_toast(ADW_TOAST_OVERLAY(self->toasts), adw_toast_new(markup));
}

static void
on_failed(SlidesNote *note, const char *why, SlidesDialog *self)
{
    slides_toast(self, why);
}

static void
on_export(SlidesDialog *self)
{
    slides_note_keep(AWAITSCOPE_SLIDES_NOTE(self->note));
    g_signal_emit(self, signals[SIGNAL_WANTED], 0);
}

void
slides_dialog_write(SlidesDialog *self, const char *path)
{
    g_autoptr(SlidesDialog) kept = g_object_ref(self);
    g_autofree char *words = slides_write(self, path);

    if (words) {
        gtk_window_close(GTK_WINDOW(self));
        g_signal_emit(self, signals[SIGNAL_WRITTEN], 0, words);
    }
}

const char *
slides_dialog_get_ending(SlidesDialog *self)
{
    return slides_options_get_ending(AWAITSCOPE_SLIDES_OPTIONS(self->choices));
}

void
slides_dialog_open(SlidesDialog *self, SlidesView *view)
{
    g_strfreev(self->view.lanes);
    self->view = *view;
    make_decks(self);
    gtk_window_present(GTK_WINDOW(self));
    gtk_widget_grab_focus(self->grid);
}

/* ---- the window ---- */

static GtkWidget *
header_new(SlidesDialog *self)
{
    GtkWidget *header = adw_header_bar_new();

    self->title = adw_window_title_new("Export Slides", "");
    self->export = gtk_button_new_with_mnemonic("_Export…");
    gtk_widget_add_css_class(self->export, "suggested-action");
    gtk_widget_set_tooltip_text(self->export, "Choose a file, and write the slides");
    g_signal_connect_swapped(self->export, "clicked", G_CALLBACK(on_export), self);
    adw_header_bar_set_title_widget(ADW_HEADER_BAR(header), self->title);
    adw_header_bar_pack_end(ADW_HEADER_BAR(header), self->export);
    return header;
}

static GtkWidget *
preview_new(SlidesDialog *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    self->grid = slides_grid_new();
    self->note = slides_note_new(self->recording);
    gtk_widget_set_hexpand(self->grid, TRUE);
    gtk_widget_set_vexpand(self->grid, TRUE);
    g_signal_connect_swapped(self->grid, "selected", G_CALLBACK(on_note_page), self);
    g_signal_connect_swapped(self->grid, "activated", G_CALLBACK(on_activated), self);
    g_signal_connect(self->grid, "toggled", G_CALLBACK(on_toggled), self);
    g_signal_connect_swapped(self->note, "noted", G_CALLBACK(on_noted), self);
    g_signal_connect(self->note, "failed", G_CALLBACK(on_failed), self);
    gtk_box_append(GTK_BOX(box), self->grid);
    gtk_box_append(GTK_BOX(box), self->note);
    return box;
}

static GtkWidget *
body_new(SlidesDialog *self, Settings *settings)
{
    GtkWidget *body = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

    self->choices = slides_options_new(settings);
    gtk_widget_set_size_request(self->choices, OPTIONS_WIDTH, -1);
    g_signal_connect_swapped(self->choices, "changed", G_CALLBACK(make_decks), self);
    gtk_box_append(GTK_BOX(body), self->choices);
    gtk_box_append(GTK_BOX(body), gtk_separator_new(GTK_ORIENTATION_VERTICAL));
    gtk_box_append(GTK_BOX(body), preview_new(self));
    gtk_widget_set_vexpand(body, TRUE);
    self->body = body;
    return body;
}

static GtkWidget *
content_new(SlidesDialog *self, Settings *settings)
{
    GtkWidget *content = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    gtk_box_append(GTK_BOX(content), header_new(self));
    gtk_box_append(GTK_BOX(content), body_new(self, settings));
    gtk_box_append(GTK_BOX(content), slides_progress_new(self));
    self->toasts = adw_toast_overlay_new();
    adw_toast_overlay_set_child(ADW_TOAST_OVERLAY(self->toasts), content);
    return self->toasts;
}

/* The field is emptied, since notes may be written elsewhere until the dialog is opened again. */
static gboolean
slides_dialog_close_request(GtkWindow *window)
{
    SlidesDialog *self = AWAITSCOPE_SLIDES_DIALOG(window);

    if (slides_cancel(self))
        return TRUE;
    slides_note_show(AWAITSCOPE_SLIDES_NOTE(self->note), NULL, 0);
    test_log("slides closed");
    return GTK_WINDOW_CLASS(slides_dialog_parent_class)->close_request(window);
}

static void
slides_dialog_dispose(GObject *object)
{
    SlidesDialog *self = AWAITSCOPE_SLIDES_DIALOG(object);

    slides_cancel(self);
    if (self->note)
        slides_note_show(AWAITSCOPE_SLIDES_NOTE(self->note), NULL, 0);
    self->note = NULL;
    G_OBJECT_CLASS(slides_dialog_parent_class)->dispose(object);
}

static void
slides_dialog_finalize(GObject *object)
{
    SlidesDialog *self = AWAITSCOPE_SLIDES_DIALOG(object);

    g_clear_pointer(&self->all, deck_pages_free);
    g_clear_pointer(&self->kept, deck_pages_free);
    g_hash_table_unref(self->unwanted);
    g_array_unref(self->left_out);
    g_strfreev(self->view.lanes);
    g_object_unref(self->recording);
    G_OBJECT_CLASS(slides_dialog_parent_class)->finalize(object);
}

static void
slides_dialog_class_init(SlidesDialogClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = slides_dialog_dispose;
    G_OBJECT_CLASS(klass)->finalize = slides_dialog_finalize;
    GTK_WINDOW_CLASS(klass)->close_request = slides_dialog_close_request;
    signals[SIGNAL_WANTED] = g_signal_new("wanted", SLIDES_DIALOG_TYPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
    signals[SIGNAL_WRITTEN] = g_signal_new("written", SLIDES_DIALOG_TYPE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
    gtk_widget_class_add_binding_action(GTK_WIDGET_CLASS(klass), GDK_KEY_Escape, 0, "window.close",
                                        NULL);
}

static void
slides_dialog_init(SlidesDialog *self)
{
    self->unwanted = g_hash_table_new(NULL, NULL);
    self->left_out = g_array_new(FALSE, FALSE, sizeof(guint));
}

GtkWidget *
slides_dialog_new(GtkWindow *parent, Recording *recording, Settings *settings)
{
    SlidesDialog *self = g_object_new(SLIDES_DIALOG_TYPE, "title", "Export Slides", "transient-for",
                                      parent, "modal", TRUE, "hide-on-close", TRUE, NULL);

    self->recording = g_object_ref(recording);
    gtk_window_set_default_size(GTK_WINDOW(self), WIDTH, HEIGHT);
    adw_window_set_content(ADW_WINDOW(self), content_new(self, settings));
    return GTK_WIDGET(self);
}
