/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-settings.c - what the window remembers from one run of the program to the next. */
#include "app/window/window-settings.h"

static void
restore_action(MainWindow *self, const char *name, GVariant *state)
{
    g_action_group_change_action_state(G_ACTION_GROUP(self), name, state);
}

/* A choice from the settings. One that does not exist leaves things as they are. */
static void
restore_choice(MainWindow *self, const char *action, const char *group, const char *key)
{
    g_autofree char *choice = settings_get_text(self->settings, group, key, NULL);

    if (choice)
        restore_action(self, action, g_variant_new_string(choice));
}

/* A size from the settings. Out of range it counts as not set, since anybody may edit the file. */
static int
setting_px(MainWindow *self, const char *key, int fallback)
{
    gint64 px = settings_get_number(self->settings, "window", key, fallback);

    return px > 0 && px <= MAX_SIZE_PX ? (int) px : fallback;
}

void
window_restore_settings(MainWindow *self)
{
    gboolean exact = settings_get_number(self->settings, "run", "exact", FALSE) != 0;
    gboolean sidebar = settings_get_number(self->settings, "view", "sidebar", TRUE) != 0;
    gboolean column = settings_get_number(self->settings, "view", "column", TRUE) != 0;

    restore_choice(self, "axis", "view", "axis");
    restore_choice(self, "theme", "view", "theme");
    restore_choice(self, "step-mode", "playback", "step");
    restore_choice(self, "speed", "playback", "speed");
    restore_action(self, "exact", g_variant_new_boolean(exact));
    restore_action(self, "sidebar", g_variant_new_boolean(sidebar));
    restore_action(self, "column", g_variant_new_boolean(column));
    gtk_window_set_default_size(GTK_WINDOW(self), setting_px(self, "width", WINDOW_WIDTH_PX),
                                setting_px(self, "height", WINDOW_HEIGHT_PX));
    if (settings_get_number(self->settings, "window", "maximized", FALSE))
        gtk_window_maximize(GTK_WINDOW(self));
}

void
window_keep_size(MainWindow *self)
{
    int width, height;

    gtk_window_get_default_size(GTK_WINDOW(self), &width, &height);
    settings_set_number(self->settings, "window", "width", width);
    settings_set_number(self->settings, "window", "height", height);
    settings_set_number(self->settings, "window", "maximized",
                        gtk_window_is_maximized(GTK_WINDOW(self)));
    settings_save(self->settings);
}
