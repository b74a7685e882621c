/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-note.c - a text field whose text is kept in the recording when one goes elsewhere. */
#include "app/window/slides-note.h"

#include "app/run/page-note.h"
#include "app/say/testlog.h"

enum { HEIGHT = 66 /* px */ };

struct _SlidesNote {
    GtkBox parent_instance;
    Recording *recording;
    DeckPages *pages; /* NULL: there is none */
    guint page;
    GtkWidget *words, *field;
};

enum { SIGNAL_NOTED, SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SlidesNote, slides_note, GTK_TYPE_BOX)

/* There must be an event to note it at. */
static gboolean
has_note(SlidesNote *self)
{
    gsize first = 0, end = 0;

    if (self->pages)
        deck_pages_events(self->pages, self->page, &first, &end);
    return first < end;
}

static char *
written(SlidesNote *self)
{
    GtkTextBuffer *buffer = gtk_text_view_get_buffer(GTK_TEXT_VIEW(self->field));
    GtkTextIter begin, end;

    gtk_text_buffer_get_bounds(buffer, &begin, &end);
    return g_strstrip(gtk_text_buffer_get_text(buffer, &begin, &end, FALSE));
}

static void
show_note(SlidesNote *self)
{
    g_autofree char *note =
        has_note(self) ? deck_pages_note(self->pages, self->page) : g_strdup("");

    gtk_text_buffer_set_text(gtk_text_view_get_buffer(GTK_TEXT_VIEW(self->field)), note, -1);
    gtk_widget_set_sensitive(self->field, has_note(self));
}

void
slides_note_keep(SlidesNote *self)
{
    g_autofree char *text = written(self);
    g_autofree char *before =
        has_note(self) ? deck_pages_note(self->pages, self->page) : g_strdup("");
    g_autoptr(GError) error = NULL;

    if (!has_note(self) || g_str_equal(text, before))
        return;
    if (page_note_set(self->recording, self->pages, self->page, text, &error)) {
        test_log("slides note %u %s", self->page, text);
        g_signal_emit(self, signals[SIGNAL_NOTED], 0);
        return;
    }
    show_note(self);
    g_signal_emit(self, signals[SIGNAL_FAILED], 0, error->message);
}

static void
show_words(SlidesNote *self)
{
    g_autofree char *words = NULL;

    if (self->pages) {
        const ExportPages ask = deck_pages_export(self->pages);
        words = ask.words(ask.data, self->page);
    }
    gtk_label_set_text(GTK_LABEL(self->words), words ? words : "");
}

void
slides_note_show(SlidesNote *self, DeckPages *pages, guint page)
{
    slides_note_keep(self);
    self->pages = pages;
    self->page = page;
    show_words(self);
    show_note(self);
}

GtkWidget *
slides_note_get_field(SlidesNote *self)
{
    return self->field;
}

/* ---- the widget ---- */

static void
slides_note_finalize(GObject *object)
{
    g_object_unref(AWAITSCOPE_SLIDES_NOTE(object)->recording);
    G_OBJECT_CLASS(slides_note_parent_class)->finalize(object);
}

static void
slides_note_class_init(SlidesNoteClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = slides_note_finalize;
    signals[SIGNAL_NOTED] = g_signal_new("noted", SLIDES_NOTE_TYPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
    signals[SIGNAL_FAILED] = g_signal_new("failed", SLIDES_NOTE_TYPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "slidesnote");
}

/* Its end is the window's, too: a note that one has just written is not lost. */
static GtkWidget *
field_new(SlidesNote *self)
{
    GtkWidget *scroller = gtk_scrolled_window_new();
    GtkEventController *focus = gtk_event_controller_focus_new();

    self->field = gtk_text_view_new();
    gtk_text_view_set_wrap_mode(GTK_TEXT_VIEW(self->field), GTK_WRAP_WORD_CHAR);
    gtk_text_view_set_accepts_tab(GTK_TEXT_VIEW(self->field), FALSE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->field), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   "Your note on this page", -1);
    g_signal_connect_swapped(focus, "leave", G_CALLBACK(slides_note_keep), self);
    gtk_widget_add_controller(self->field, focus);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroller), self->field);
    gtk_widget_set_size_request(scroller, -1, HEIGHT);
    gtk_widget_add_css_class(scroller, "pane-card");
    return scroller;
}

static void
slides_note_init(SlidesNote *self)
{
    GtkWidget *label = gtk_label_new("Your note on this page, for the speaker alone");

    self->words = gtk_label_new("");
    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_xalign(GTK_LABEL(self->words), 0);
    gtk_label_set_wrap(GTK_LABEL(self->words), TRUE);
    gtk_widget_add_css_class(self->words, "words");
    gtk_widget_add_css_class(label, "pane-heading");
    gtk_box_append(GTK_BOX(self), self->words);
    gtk_box_append(GTK_BOX(self), label);
    gtk_box_append(GTK_BOX(self), field_new(self));
}

GtkWidget *
slides_note_new(Recording *recording)
{
    SlidesNote *self =
        g_object_new(SLIDES_NOTE_TYPE, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 4, NULL);

    self->recording = g_object_ref(recording);
    return GTK_WIDGET(self);
}
