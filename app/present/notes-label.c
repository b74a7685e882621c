/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-label.c - texts of the speaker's window, which grow together. */
#include "app/present/notes-label.h"

typedef struct {
    double share;
    gboolean bold;
} LabelLook;

static void
on_changed(Talk *talk, GtkLabel *label)
{
    const LabelLook *look = g_object_get_data(G_OBJECT(label), "look");
    PangoAttrList *attributes = pango_attr_list_new();

    pango_attr_list_insert(attributes, pango_attr_scale_new(talk_get_size(talk) * look->share));
    if (look->bold)
        pango_attr_list_insert(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
    gtk_label_set_attributes(label, attributes);
    pango_attr_list_unref(attributes);
}

GtkWidget *
notes_label_new(Talk *talk, const char *text, double share, gboolean bold)
{
    GtkWidget *label = gtk_label_new(text);
    LabelLook look = {share, bold};

    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    g_object_set_data_full(G_OBJECT(label), "look", g_memdup2(&look, sizeof look), g_free);
    g_signal_connect_object(talk, "changed", G_CALLBACK(on_changed), label, 0);
    on_changed(talk, GTK_LABEL(label));
    return label;
}
