/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-chapters.c - the list of chapters in the speaker's window. */
#include "app/present/notes-chapters.h"

#include "app/present/notes-label.h"
#include "ui/model/text.h"

/* Of the chapters: a cover is in front of them. */
static guint
first_page(Talk *talk)
{
    return deck_pages_place(talk_get_pages(talk), 0).is_cover;
}

/* The page after the last one of the chapter that begins with `page`. */
static guint
chapter_end(Talk *talk, guint page)
{
    const DeckPages *pages = talk_get_pages(talk);
    guint chapter = deck_pages_place(pages, page).chapter;

    while (page < deck_pages_n(pages) && deck_pages_place(pages, page).chapter == chapter)
        page++;
    return page;
}

static GtkWidget *
row_new(Talk *talk, guint page, guint end)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    g_autofree char *name = talk_words(talk, page);
    g_autofree char *steps = text_count(end - page - 1, "step", "steps");
    GtkWidget *title = notes_label_new(talk, name, 1.1, FALSE);
    GtkWidget *number = notes_label_new(talk, steps, 1, FALSE);

    gtk_widget_set_hexpand(title, TRUE);
    gtk_widget_add_css_class(number, "dim");
    gtk_box_append(GTK_BOX(row), title);
    gtk_box_append(GTK_BOX(row), number);
    return row;
}

static void
on_row(GtkListBox *list, GtkListBoxRow *row, Talk *talk)
{
    guint page = first_page(talk);

    for (int i = gtk_list_box_row_get_index(row); i > 0; i--)
        page = chapter_end(talk, page);
    talk_go(talk, page);
}

static void
on_turned(Talk *talk, GtkListBox *list)
{
    guint chapter = deck_pages_place(talk_get_pages(talk), talk_get_page(talk)).chapter;

    gtk_list_box_select_row(list, gtk_list_box_get_row_at_index(list, (int) chapter));
}

GtkWidget *
notes_chapters_new(Talk *talk)
{
    GtkWidget *card = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6), *list = gtk_list_box_new();
    guint n = deck_pages_n(talk_get_pages(talk));

    gtk_box_append(GTK_BOX(card), notes_label_new(talk, "Chapters", 1, TRUE));
    for (guint page = first_page(talk), end; page < n; page = end) {
        end = chapter_end(talk, page);
        gtk_list_box_append(GTK_LIST_BOX(list), row_new(talk, page, end));
    }
    gtk_box_append(GTK_BOX(card), list);
    gtk_widget_add_css_class(card, "notes-card");
    g_signal_connect_object(list, "row-activated", G_CALLBACK(on_row), talk, 0);
    g_signal_connect_object(talk, "turned", G_CALLBACK(on_turned), list, 0);
    on_turned(talk, GTK_LIST_BOX(list));
    return card;
}
