/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keys.c - the table of keys (at the end), and the page that shows it. */
#include "app/window/keys.h"

/* The groups of the page. */
typedef enum { RECORDINGS, PLAYHEAD, STEPS, TIMELINE, WINDOW } KeyGroup;

static const char *const key_groups[] = {
    [RECORDINGS] = "Recordings", [PLAYHEAD] = "Playhead", [STEPS] = "Steps",
    [TIMELINE] = "Timeline",     [WINDOW] = "Window",
};

/* A key and its action; an action may have several keys. */
typedef struct {
    const char *action; /* detailed: "axis::time" */
    const char *accel;
    gboolean plain; /* a key that text fields and lists use too: they come first */
    KeyGroup group;
    const char *label;
} KeyRow;

static const KeyRow key_rows[];

/* ---- the page ---- */

/* Appends the action of `first_row` with all its keys, which are consecutive in the table. */
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

static void
append_group(GString *xml, KeyGroup group)
{
    g_string_append_printf(xml,
                           "<child><object class='GtkShortcutsGroup'>"
                           "<property name='title'>%s</property>",
                           key_groups[group]);
    for (const KeyRow *row = key_rows; row->action; row++) {
        gboolean again = row > key_rows && g_str_equal(row[-1].action, row->action);
        if (row->group == group && !again)
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
        append_group(xml, (KeyGroup) i);
    g_string_append(xml, "</object></child></object></interface>");
    builder = gtk_builder_new_from_string(xml->str, (gssize) xml->len);
    page = GTK_WINDOW(gtk_builder_get_object(builder, "page"));
    gtk_window_set_transient_for(page, window);
    gtk_window_present(page);
}

/* ---- tooltips ---- */

char *
keys_tip(const char *text, const char *action)
{
    const KeyRow *row = key_rows;
    g_autofree char *label = NULL;
    GdkModifierType modifiers;
    guint key;

    while (row->action && strcmp(row->action, action))
        row++;
    if (!row->action || !gtk_accelerator_parse(row->accel, &key, &modifiers))
        return g_strdup(text);
    label = gtk_accelerator_get_label(key, modifiers);
    return g_strdup_printf("%s (%s)", text, label);
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

/* Adds all keys for the action of `first_row` that nothing else in the window uses. */
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
    {"open", "<Control>o", FALSE, RECORDINGS, "Open a recording"},
    {"save", "<Control>s", FALSE, RECORDINGS, "Save the recording"},
    {"export::svg", "<Control>e", FALSE, RECORDINGS, "Export the timeline"},
    {"slides", "<Shift><Control>e", FALSE, RECORDINGS, "Export slides"},
    {"copy", "<Control>c", TRUE, TIMELINE, "Copy what is in view as a picture"},
    {"run", "<Control>r", FALSE, RECORDINGS, "Run the scenario"},
    {"present", "F5", FALSE, RECORDINGS, "Show it as slides"},
    {"stop", "<Control>period", FALSE, RECORDINGS, "Stop the run"},
    {"play", "space", TRUE, PLAYHEAD, "Play or pause"},
    {"play-back", "<Shift>space", TRUE, PLAYHEAD, "Play backwards or pause"},
    {"slower", "bracketleft", TRUE, PLAYHEAD, "Play slower"},
    {"faster", "bracketright", TRUE, PLAYHEAD, "Play faster"},
    {"back", "Left", TRUE, PLAYHEAD, "Step back, in the way that was chosen"},
    {"back", "Page_Up", FALSE, PLAYHEAD, "Step back, in the way that was chosen"},
    {"forward", "Right", TRUE, PLAYHEAD, "Step on, in the way that was chosen"},
    {"forward", "Page_Down", FALSE, PLAYHEAD, "Step on, in the way that was chosen"},
    {"first", "Home", TRUE, PLAYHEAD, "First event"},
    {"last", "End", TRUE, PLAYHEAD, "Last event; follow a run"},
    {"next::event", "period", TRUE, STEPS, "Next event"},
    {"previous::event", "comma", TRUE, STEPS, "Previous event"},
    {"next::lane", "l", TRUE, STEPS, "Next event of the selected lane"},
    {"previous::lane", "<Shift>l", TRUE, STEPS, "Previous event of the selected lane"},
    {"next::run", "n", TRUE, STEPS, "What the loop runs next"},
    {"previous::run", "<Shift>n", TRUE, STEPS, "What the loop ran before"},
    {"next::turn", "u", TRUE, STEPS, "Next turn of the loop"},
    {"previous::turn", "<Shift>u", TRUE, STEPS, "Previous turn of the loop"},
    {"next::resume", "r", TRUE, STEPS, "Next resume of the selected task, or of any"},
    {"previous::resume", "<Shift>r", TRUE, STEPS, "Previous resume of it"},
    {"next::wake", "w", TRUE, STEPS, "Next wake-up of the selected task, or of any"},
    {"previous::wake", "<Shift>w", TRUE, STEPS, "Previous wake-up of it"},
    {"next::trouble", "f", TRUE, STEPS, "Next failure or cancellation"},
    {"previous::trouble", "<Shift>f", TRUE, STEPS, "Previous failure or cancellation"},
    {"next::output", "o", TRUE, STEPS, "Next output"},
    {"previous::output", "<Shift>o", TRUE, STEPS, "Previous output"},
    {"next::bookmark", "b", TRUE, STEPS, "Next bookmark"},
    {"previous::bookmark", "<Shift>b", TRUE, STEPS, "Previous bookmark"},
    {"bookmark", "m", TRUE, PLAYHEAD, "Bookmark this event, or no longer"},
    {"lane-up", "Up", TRUE, TIMELINE, "Select the lane above"},
    {"lane-down", "Down", TRUE, TIMELINE, "Select the lane below"},
    {"unselect", "Escape", TRUE, TIMELINE, "Select no lane"},
    {"zoom-in", "<Control>plus", FALSE, TIMELINE, "Zoom in"},
    {"zoom-in", "<Control>equal", FALSE, TIMELINE, "Zoom in"},
    {"zoom-in", "plus", TRUE, TIMELINE, "Zoom in"},
    {"zoom-out", "<Control>minus", FALSE, TIMELINE, "Zoom out"},
    {"zoom-out", "minus", TRUE, TIMELINE, "Zoom out"},
    {"fit", "<Control>0", FALSE, TIMELINE, "Show the whole run"},
    {"fit", "0", TRUE, TIMELINE, "Show the whole run"},
    {"axis::time", "t", TRUE, TIMELINE, "Time axis"},
    {"axis::elastic", "e", TRUE, TIMELINE, "Elastic axis"},
    {"axis::steps", "s", TRUE, TIMELINE, "Steps axis"},
    {"sidebar", "F9", FALSE, WINDOW, "Show or hide the scenarios"},
    {"column", "<Control>F9", FALSE, WINDOW, "Show or hide code, loop and output"},
    {"shortcuts", "<Control>question", FALSE, WINDOW, "Show this page"},
    {"quit", "<Control>q", FALSE, WINDOW, "Quit"},
    {NULL, NULL, FALSE, WINDOW, NULL},
};
