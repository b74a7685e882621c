/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-words.c - what is said on the page, and the speaker's own note, which a button makes
 * editable. */
#include "app/present/notes-words.h"

#include "app/present/notes-label.h"

enum { HEIGHT = 210 /* px */ };

typedef struct {
    Talk *talk; /* not owned */
    guint page;
    GtkWidget *first, *second, *note, *edit, *own, *text, *trouble;
} NotesWords;

static gboolean
is_editing(const NotesWords *self)
{
    return gtk_widget_get_visible(self->text);
}

static void
set_editing(const NotesWords *self, gboolean editing)
{
    gtk_widget_set_visible(self->text, editing);
    gtk_widget_set_visible(self->note, !editing);
    gtk_button_set_label(GTK_BUTTON(self->edit), editing ? "Done" : "Edit");
}

static void
show_note(const NotesWords *self)
{
    g_autofree char *note = talk_note(self->talk, self->page);

    gtk_label_set_text(GTK_LABEL(self->note), *note ? note : "none");
    gtk_text_buffer_set_text(gtk_text_view_get_buffer(GTK_TEXT_VIEW(self->text)), note, -1);
}

static void
keep_note(const NotesWords *self)
{
    GtkTextBuffer *buffer = gtk_text_view_get_buffer(GTK_TEXT_VIEW(self->text));
    GtkTextIter begin, end;
    g_autoptr(GError) error = NULL;

    gtk_text_buffer_get_bounds(buffer, &begin, &end);
    g_autofree char *text = gtk_text_buffer_get_text(buffer, &begin, &end, FALSE);
    talk_set_note(self->talk, self->page, g_strstrip(text), &error);
    gtk_label_set_text(GTK_LABEL(self->trouble), error ? error->message : "");
    show_note(self);
}

/* A note that is being written is kept when the talk goes on, or ends. */
static void
end_editing(Talk *talk, GtkWidget *box)
{
    const NotesWords *self = g_object_get_data(G_OBJECT(box), "words");

    if (is_editing(self))
        keep_note(self);
    set_editing(self, FALSE);
}

/* There must be an event to note it at. */
static gboolean
has_note(const NotesWords *self)
{
    gsize first, end;

    deck_pages_events(talk_get_pages(self->talk), self->page, &first, &end);
    return first < end;
}

static void
on_turned(Talk *talk, GtkWidget *box)
{
    NotesWords *self = g_object_get_data(G_OBJECT(box), "words");

    gtk_label_set_text(GTK_LABEL(self->trouble), "");
    end_editing(talk, box);
    self->page = talk_get_page(talk);
    Sentences sentences = deck_pages_sentences(talk_get_pages(talk), self->page);
    gtk_label_set_text(GTK_LABEL(self->first), sentences.first);
    gtk_label_set_text(GTK_LABEL(self->second), sentences.second ? sentences.second : "");
    sentences_clear(&sentences);
    gtk_widget_set_visible(self->own, has_note(self));
    show_note(self);
}

static void
on_edit(GtkButton *button, GtkWidget *box)
{
    const NotesWords *self = g_object_get_data(G_OBJECT(box), "words");

    if (is_editing(self))
        keep_note(self);
    set_editing(self, !is_editing(self));
    gtk_widget_grab_focus(is_editing(self) ? self->text : self->edit);
}

/* Escape ends the writing, not the talk. */
static gboolean
on_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, GtkWidget *box)
{
    if (key == GDK_KEY_Escape)
        on_edit(NULL, box);
    return key == GDK_KEY_Escape;
}

static void
add_keys(GtkWidget *text, GtkWidget *box)
{
    GtkEventController *keys = gtk_event_controller_key_new();

    g_signal_connect(keys, "key-pressed", G_CALLBACK(on_key), box);
    gtk_widget_add_controller(text, keys);
}

static GtkWidget *
note_heading_new(Talk *talk, GtkWidget *edit)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
    GtkWidget *label = notes_label_new(talk, "Your note", 0.9, TRUE);

    gtk_widget_add_css_class(label, "dim");
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_add_css_class(edit, "flat");
    gtk_box_append(GTK_BOX(box), label);
    gtk_box_append(GTK_BOX(box), edit);
    return box;
}

static GtkWidget *
text_new(void)
{
    GtkWidget *text = gtk_text_view_new();

    gtk_text_view_set_wrap_mode(GTK_TEXT_VIEW(text), GTK_WRAP_WORD_CHAR);
    gtk_text_view_set_accepts_tab(GTK_TEXT_VIEW(text), FALSE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(text), GTK_ACCESSIBLE_PROPERTY_LABEL, "Your note",
                                   -1);
    return text;
}

/* Of one height, so that nothing else moves when the words change. */
static GtkWidget *
scroller_new(GtkWidget *box)
{
    GtkWidget *scroller = gtk_scrolled_window_new();

    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller), GTK_POLICY_NEVER,
                                   GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroller), box);
    gtk_widget_set_size_request(scroller, -1, HEIGHT);
    gtk_widget_add_css_class(scroller, "notes-words");
    return scroller;
}

GtkWidget *
notes_words_new(Talk *talk)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    NotesWords words = {
        .talk = talk,
        .first = notes_label_new(talk, "", 1.7, TRUE),
        .second = notes_label_new(talk, "", 1.5, FALSE),
        .note = notes_label_new(talk, "", 1.4, FALSE),
        .edit = gtk_button_new_with_label("Edit"),
        .own = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4),
        .text = text_new(),
        .trouble = notes_label_new(talk, "", 0.9, FALSE),
    };

    gtk_box_append(GTK_BOX(box), words.first);
    gtk_box_append(GTK_BOX(box), words.second);
    gtk_box_append(GTK_BOX(box), words.own);
    gtk_box_append(GTK_BOX(words.own), gtk_separator_new(GTK_ORIENTATION_HORIZONTAL));
    gtk_box_append(GTK_BOX(words.own), note_heading_new(talk, words.edit));
    gtk_box_append(GTK_BOX(words.own), words.note);
    gtk_box_append(GTK_BOX(words.own), words.text);
    gtk_box_append(GTK_BOX(words.own), words.trouble);
    set_editing(&words, FALSE);
    g_object_set_data_full(G_OBJECT(box), "words", g_memdup2(&words, sizeof words), g_free);
    g_signal_connect(words.edit, "clicked", G_CALLBACK(on_edit), box);
    add_keys(words.text, box);
    g_signal_connect_object(talk, "turned", G_CALLBACK(on_turned), box, 0);
    g_signal_connect_object(talk, "ended", G_CALLBACK(end_editing), box, 0);
    on_turned(talk, box);
    return scroller_new(box);
}
