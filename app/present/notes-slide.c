/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-slide.c - a page in the speaker's window, and what is said on the next one. */
#include "app/present/notes-slide.h"

#include "app/present/audience.h"
#include "app/present/notes-label.h"
#include "ui/scene/deck.h"

/* What follows the talk: a page, or a text. */
typedef struct {
    Talk *talk; /* not owned */
    guint ahead;
    GtkWidget *slide, *number;
} NotesSlide;

static gboolean
is_there(const NotesSlide *self)
{
    return talk_get_page(self->talk) + self->ahead < deck_pages_n(talk_get_pages(self->talk));
}

static char *
number_text(const NotesSlide *self)
{
    guint page = talk_get_page(self->talk) + self->ahead;
    g_autofree char *address = talk_address(self->talk, page);
    DeckPlace place = deck_pages_place(talk_get_pages(self->talk), page);

    if (place.number > 0)
        return g_strdup_printf("step %s", address);
    return g_strdup(place.is_cover ? "cover" : "title");
}

static void
on_turned(Talk *talk, GtkWidget *box)
{
    const NotesSlide *self = g_object_get_data(G_OBJECT(box), "slide");
    g_autofree char *number = is_there(self) ? number_text(self) : g_strdup("the end");

    gtk_label_set_text(GTK_LABEL(self->number), number);
    if (is_there(self))
        audience_show_page(SLIDE_VIEW(self->slide), talk, talk_get_page(talk) + self->ahead);
    else
        slide_view_set_page(SLIDE_VIEW(self->slide), NULL, talk_get_theme(talk), "the end");
}

static GtkWidget *
heading_new(Talk *talk, const char *title, GtkWidget *number)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
    GtkWidget *label = notes_label_new(talk, title, 1, TRUE);

    gtk_widget_set_hexpand(label, TRUE);
    gtk_box_append(GTK_BOX(box), label);
    gtk_box_append(GTK_BOX(box), number);
    return box;
}

GtkWidget *
notes_slide_new(Talk *talk, const char *title, guint ahead)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
    GtkWidget *frame =
        gtk_aspect_frame_new(0.5f, 0, (float) DECK_WIDTH / (float) DECK_HEIGHT, FALSE);
    NotesSlide slide = {talk, ahead, slide_view_new(), notes_label_new(talk, "", 1, FALSE)};

    gtk_aspect_frame_set_child(GTK_ASPECT_FRAME(frame), slide.slide);
    gtk_widget_set_vexpand(frame, TRUE);
    gtk_box_append(GTK_BOX(box), heading_new(talk, title, slide.number));
    gtk_box_append(GTK_BOX(box), frame);
    g_object_set_data_full(G_OBJECT(box), "slide", g_memdup2(&slide, sizeof slide), g_free);
    g_signal_connect_object(talk, "turned", G_CALLBACK(on_turned), box, 0);
    on_turned(talk, box);
    return box;
}

static void
on_next_turned(Talk *talk, GtkLabel *label)
{
    guint next = talk_get_page(talk) + 1;
    g_autofree char *words =
        next < deck_pages_n(talk_get_pages(talk)) ? talk_words(talk, next) : NULL;

    gtk_label_set_text(label, words ? words : "");
}

GtkWidget *
notes_slide_next_words_new(Talk *talk)
{
    GtkWidget *label = notes_label_new(talk, "", 1.1, FALSE);

    gtk_label_set_lines(GTK_LABEL(label), 3);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    g_signal_connect_object(talk, "turned", G_CALLBACK(on_next_turned), label, 0);
    on_next_turned(talk, GTK_LABEL(label));
    return label;
}
