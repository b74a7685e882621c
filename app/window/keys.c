/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keys.c - which key does what, by the table at the end, and the page that shows it. */
#include "app/window/keys.h"

/* A key that does something; one action may have several. */
typedef struct {
    const char *action; /* detailed: "axis::time" */
    const char *accel;
    gboolean plain; /* a key that text fields and lists use too: they come first */
    const char *group, *label;
} KeyRow;

static const KeyRow key_rows[];

/* ---- the page ---- */

/* All keys of the action at `first`, which follow each other in the table. */
static void
append_shortcut(GString *xml, const KeyRow *first_row)
{
    g_autoptr(GString) accels = g_string_new(NULL);
    g_autofree char *escaped = NULL;

    for (const KeyRow *row = first_row; row->action && !strcmp(row->action, first_row->action);
         row++)
        g_string_append_printf(accels, "%s%s", accels->len ? " " : "", row->accel);
    escaped = g_markup_escape_text(accels->str, -1);
    g_string_append_printf(xml,
                           "<child><object class='GtkShortcutsShortcut'>"
                           "<property name='accelerator'>%s</property>"
                           "<property name='title'>%s</property></object></child>",
                           escaped, first_row->label);
}

static const char *const key_groups[] = {"Recordings", "Playhead", "Timeline", "Window"};

static void
append_group(GString *xml, const char *group)
{
    g_string_append_printf(xml,
                           "<child><object class='GtkShortcutsGroup'>"
                           "<property name='title'>%s</property>",
                           group);
    for (const KeyRow *row = key_rows; row->action; row++) {
        gboolean again = row > key_rows && g_str_equal(row[-1].action, row->action);
        if (g_str_equal(row->group, group) && !again)
            append_shortcut(xml, row);
    }
    g_string_append(xml, "</object></child>");
}

/* GTK 4.8 fills a page of shortcuts from XML only. */
void
keys_show_page(GtkWindow *window)
{
    g_autoptr(GString) xml = g_string_new("<interface><object class='GtkShortcutsWindow' id='page'>"
                                          "<property name='modal'>1</property><child>"
                                          "<object class='GtkShortcutsSection'>");
    g_autoptr(GtkBuilder) builder = NULL;
    GtkWindow *page;

    for (guint i = 0; i < G_N_ELEMENTS(key_groups); i++)
        append_group(xml, key_groups[i]);
    g_string_append(xml, "</object></child></object></interface>");
    builder = gtk_builder_new_from_string(xml->str, (gssize) xml->len);
    page = GTK_WINDOW(gtk_builder_get_object(builder, "page"));
    gtk_window_set_transient_for(page, window);
    gtk_window_present(page);
}

/* ---- from the table to GTK ---- */

static void
add_plain_key(GtkEventController *controller, const KeyRow *row)
{
    g_autofree char *action = g_strdup_printf("win.%s", row->action);
    g_autofree char *name = NULL;
    g_autoptr(GVariant) target = NULL;
    GtkShortcut *shortcut;

    g_action_parse_detailed_name(action, &name, &target, NULL);
    shortcut =
        gtk_shortcut_new(gtk_shortcut_trigger_parse_string(row->accel), gtk_named_action_new(name));
    if (target)
        gtk_shortcut_set_arguments(shortcut, target);
    gtk_shortcut_controller_add_shortcut(GTK_SHORTCUT_CONTROLLER(controller), shortcut);
}

void
keys_add_plain(GtkWidget *content)
{
    GtkEventController *controller = gtk_shortcut_controller_new();

    for (const KeyRow *row = key_rows; row->action; row++) {
        if (row->plain)
            add_plain_key(controller, row);
    }
    gtk_widget_add_controller(content, controller);
}

/* All accelerators with modifiers that belong to the action of `first`. */
static void
add_accels(GtkApplication *application, const KeyRow *first_row)
{
    g_autofree char *action = g_strdup_printf("win.%s", first_row->action);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_auto(GStrv) accels = NULL;

    for (const KeyRow *row = key_rows; row->action; row++) {
        if (!row->plain && g_str_equal(row->action, first_row->action))
            g_strv_builder_add(builder, row->accel);
    }
    accels = g_strv_builder_end(builder);
    gtk_application_set_accels_for_action(application, action, (const char *const *) accels);
}

void
keys_add_accels(GtkApplication *application)
{
    for (const KeyRow *row = key_rows; row->action; row++) {
        if (!row->plain)
            add_accels(application, row);
    }
}

/* ---- the table ---- */

static const KeyRow key_rows[] = {
    {"open", "<Control>o", FALSE, "Recordings", "Open a recording"},
    {"save", "<Control>s", FALSE, "Recordings", "Save the recording"},
    {"export::svg", "<Control>e", FALSE, "Recordings", "Export the timeline"},
    {"run", "<Control>r", FALSE, "Recordings", "Run the scenario"},
    {"run", "F5", FALSE, "Recordings", "Run the scenario"},
    {"stop", "<Control>period", FALSE, "Recordings", "Stop the run"},
    {"back", "Left", TRUE, "Playhead", "Previous event, of the selected lane or of all"},
    {"forward", "Right", TRUE, "Playhead", "Next event, of the selected lane or of all"},
    {"first", "Home", TRUE, "Playhead", "First event"},
    {"last", "End", TRUE, "Playhead", "Last event; follow a run"},
    {"lane-up", "Up", TRUE, "Timeline", "Select the lane above"},
    {"lane-down", "Down", TRUE, "Timeline", "Select the lane below"},
    {"unselect", "Escape", TRUE, "Timeline", "Select no lane"},
    {"zoom-in", "<Control>plus", FALSE, "Timeline", "Zoom in"},
    {"zoom-in", "<Control>equal", FALSE, "Timeline", "Zoom in"},
    {"zoom-in", "plus", TRUE, "Timeline", "Zoom in"},
    {"zoom-out", "<Control>minus", FALSE, "Timeline", "Zoom out"},
    {"zoom-out", "minus", TRUE, "Timeline", "Zoom out"},
    {"fit", "<Control>0", FALSE, "Timeline", "Show the whole run"},
    {"fit", "0", TRUE, "Timeline", "Show the whole run"},
    {"axis::time", "t", TRUE, "Timeline", "Time axis"},
    {"axis::elastic", "e", TRUE, "Timeline", "Elastic axis"},
    {"sidebar", "F9", FALSE, "Window", "Show or hide the scenarios"},
    {"shortcuts", "<Control>question", FALSE, "Window", "Show this page"},
    {"quit", "<Control>q", FALSE, "Window", "Quit"},
    {NULL, NULL, FALSE, NULL, NULL},
};
