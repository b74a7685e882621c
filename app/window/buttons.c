/* SPDX-License-Identifier: GPL-3.0-or-later */
/* buttons.c - see buttons.h. */
#include "app/window/buttons.h"

#include "app/window/keys.h"

void
button_set_action(GtkWidget *button, const char *action, const char *about)
{
    g_autofree char *detailed = g_strdup_printf("win.%s", action);
    g_autofree char *tip = about ? keys_tip(about, action) : NULL;

    gtk_actionable_set_detailed_action_name(GTK_ACTIONABLE(button), detailed);
    gtk_widget_set_tooltip_text(button, tip);
}

GtkWidget *
button_new(const char *label, const char *action, const char *about)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    button_set_action(button, action, about);
    if (about)
        gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, about,
                                       -1);
    return button;
}
