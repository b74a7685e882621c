/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-missing.c - says which source is missing, and asks for it. */
#include "ui/widgets/code-missing.h"

static GtkWidget *
new_label(const char *class)
{
    GtkWidget *label = gtk_label_new("");

    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_justify(GTK_LABEL(label), GTK_JUSTIFY_CENTER);
    gtk_widget_add_css_class(label, class);
    return label;
}

static void
on_clicked(GtkButton *button, CodeView *self)
{
    g_signal_emit_by_name(self, "source-wanted");
}

static GtkWidget *
new_find_button(CodeView *self)
{
    GtkWidget *button = gtk_button_new_with_label("Find the source…");

    gtk_widget_set_halign(button, GTK_ALIGN_CENTER);
    g_signal_connect(button, "clicked", G_CALLBACK(on_clicked), self);
    return button;
}

/* The trouble is a status, which screen readers read out when it appears. */
static GtkWidget *
new_trouble(void)
{
    GtkWidget *label = g_object_new(GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                    "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "justify",
                                    GTK_JUSTIFY_CENTER, "visible", FALSE, NULL);

    gtk_widget_add_css_class(label, "error");
    return label;
}

/* In a pane that is too low for it, it scrolls. */
GtkWidget *
code_missing_new(CodeView *self)
{
    GtkWidget *scrolled = gtk_scrolled_window_new();
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);

    self->about = new_label("about");
    self->find = new_find_button(self);
    self->trouble = new_trouble();
    gtk_box_append(GTK_BOX(box), self->about);
    gtk_box_append(GTK_BOX(box), self->find);
    gtk_box_append(GTK_BOX(box), self->trouble);
    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class(box, "missing");
    gtk_widget_set_focusable(scrolled, FALSE); /* its child is */
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER,
                                   GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), box);
    return scrolled;
}

void
code_missing_update(CodeView *self)
{
    g_autofree char *name = self->file ? g_path_get_basename(self->file) : g_strdup("");
    g_autofree char *about = g_strdup_printf(
        "The recording does not have the source of %s, and it was found neither where the "
        "program had it nor beside the recording.",
        name);
    g_autofree char *label = g_strdup_printf("Find the source of %s", name);

    gtk_label_set_text(GTK_LABEL(self->about), about);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->find), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                   -1);
    code_view_tell_trouble(self, "");
    gtk_stack_set_visible_child_name(GTK_STACK(self->pages),
                                     self->has_source ? "source" : "missing");
}
