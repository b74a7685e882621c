/* SPDX-License-Identifier: GPL-3.0-or-later */
/* go-to.c - a small window with a number in it: what the page is called. */
#include "app/present/go-to.h"

#include <adwaita.h>

static const char go[] = "go";

static void
on_response(AdwMessageDialog *dialog, const char *response, Talk *talk)
{
    GtkWidget *number = adw_message_dialog_get_extra_child(dialog);
    guint page;

    if (g_str_equal(response, go) &&
        talk_find(talk, gtk_editable_get_text(GTK_EDITABLE(number)), &page))
        talk_go(talk, page);
}

/* Only to where there is a page. */
static void
on_changed(GtkEditable *number, AdwMessageDialog *dialog)
{
    Talk *talk = g_object_get_data(G_OBJECT(dialog), "talk");
    guint page;

    adw_message_dialog_set_response_enabled(dialog, go,
                                            talk_find(talk, gtk_editable_get_text(number), &page));
}

static GtkWidget *
number_new(Talk *talk)
{
    GtkWidget *number = gtk_entry_new();
    g_autofree char *now = talk_address(talk, talk_get_page(talk));

    gtk_editable_set_text(GTK_EDITABLE(number), now);
    gtk_entry_set_input_purpose(GTK_ENTRY(number), GTK_INPUT_PURPOSE_NUMBER);
    gtk_entry_set_activates_default(GTK_ENTRY(number), TRUE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(number), GTK_ACCESSIBLE_PROPERTY_LABEL, "Step",
                                   -1);
    return number;
}

void
go_to_ask(Talk *talk, GtkWindow *parent)
{
    g_autofree char *first = talk_address(talk, 0);
    g_autofree char *last = talk_address(talk, deck_pages_n(talk_get_pages(talk)) - 1);
    g_autofree char *range =
        g_strdup_printf("%s is the first page, the last one is %s", first, last);
    GtkWidget *dialog = adw_message_dialog_new(parent, "Go to Step", range);
    GtkWidget *number = number_new(talk);

    adw_message_dialog_set_extra_child(ADW_MESSAGE_DIALOG(dialog), number);
    adw_message_dialog_add_responses(ADW_MESSAGE_DIALOG(dialog), "cancel", "_Cancel", go, "_Go",
                                     NULL);
    adw_message_dialog_set_default_response(ADW_MESSAGE_DIALOG(dialog), go);
    g_object_set_data_full(G_OBJECT(dialog), "talk", g_object_ref(talk), g_object_unref);
    g_signal_connect_object(number, "changed", G_CALLBACK(on_changed), dialog, 0);
    g_signal_connect_object(dialog, "response", G_CALLBACK(on_response), talk, 0);
    gtk_window_present(GTK_WINDOW(dialog));
    gtk_widget_grab_focus(number);
}
