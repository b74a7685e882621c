/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actions.c - the functions behind buttons, menus and keys, and the table of them at the end. */
#include "app/window/actions.h"

#include "app/config.h"
#include "app/say/testlog.h"
#include "app/window/actions-playhead.h"
#include "app/window/choosers.h"
#include "app/window/keys.h"

typedef struct {
    const char *name;      /* "win.<name>" */
    const char *parameter; /* type of its parameter; NULL: none */
    const char *state;     /* its initial state, as GVariant text; NULL: stateless */
    void (*run)(MainWindow *window, GVariant *value); /* value: the parameter or the new state */
} ActionRow;

static const ActionRow action_rows[];

/* ---- recordings ---- */

static void
run(MainWindow *window, GVariant *value)
{
    main_window_run(window);
}

static void
stop(MainWindow *window, GVariant *value)
{
    main_window_stop(window);
}

static void
open(MainWindow *window, GVariant *value)
{
    choose_recording(window, main_window_open_file);
}

static void
save(MainWindow *window, GVariant *value)
{
    g_autofree char *name = main_window_offer_name(window);

    choose_target(GTK_WINDOW(window), "Save the recording", name, "awt", main_window_save_to);
}

static void
present(MainWindow *window, GVariant *value)
{
    main_window_present(window);
}

static void export(MainWindow *window, GVariant *value)
{
    g_autofree char *name = main_window_offer_name(window);

    choose_target(GTK_WINDOW(window), "Export the timeline", name,
                  g_variant_get_string(value, NULL), main_window_export_to);
}

static void
slides(MainWindow *window, GVariant *value)
{
    main_window_open_slides(window);
}

static void
copy(MainWindow *window, GVariant *value)
{
    main_window_copy(window);
}

/* ---- lanes and view ---- */

static void
lane_up(MainWindow *window, GVariant *value)
{
    timeline_view_select_next(main_window_get_timeline(window), -1);
}

static void
lane_down(MainWindow *window, GVariant *value)
{
    timeline_view_select_next(main_window_get_timeline(window), 1);
}

static void
unselect(MainWindow *window, GVariant *value)
{
    timeline_view_select(main_window_get_timeline(window), TRACE_NOBODY);
}

static void
zoom_in(MainWindow *window, GVariant *value)
{
    timeline_view_zoom(main_window_get_timeline(window), 1.25, -1);
}

static void
zoom_out(MainWindow *window, GVariant *value)
{
    timeline_view_zoom(main_window_get_timeline(window), 1 / 1.25, -1);
}

static void
fit(MainWindow *window, GVariant *value)
{
    timeline_view_fit(main_window_get_timeline(window));
}

static void
axis(MainWindow *window, GVariant *value)
{
    const char *name = g_variant_get_string(value, NULL);
    AxisKind kind;

    if (!axis_find(name, &kind) || timeline_view_get_axis(main_window_get_timeline(window)) == kind)
        return;
    timeline_view_set_axis(main_window_get_timeline(window), kind);
    settings_set_text(main_window_get_settings(window), "view", "axis", name);
    test_log("axis %s", name);
}

static void
exact(MainWindow *window, GVariant *value)
{
    gboolean on = g_variant_get_boolean(value);

    main_window_set_exact(window, on);
    settings_set_number(main_window_get_settings(window), "run", "exact", on);
    test_log("exact %s", on ? "on" : "off");
}

static void
sidebar(MainWindow *window, GVariant *value)
{
    gboolean visible = g_variant_get_boolean(value);

    main_window_set_sidebar_visible(window, visible);
    settings_set_number(main_window_get_settings(window), "view", "sidebar", visible);
    test_log("sidebar %s", visible ? "shown" : "hidden");
}

static void
column(MainWindow *window, GVariant *value)
{
    gboolean visible = g_variant_get_boolean(value);

    main_window_set_column_visible(window, visible);
    settings_set_number(main_window_get_settings(window), "view", "column", visible);
    test_log("column %s", visible ? "shown" : "hidden");
}

static void
theme(MainWindow *window, GVariant *value)
{
    const char *name = g_variant_get_string(value, NULL);
    AdwColorScheme scheme = g_str_equal(name, "light")  ? ADW_COLOR_SCHEME_FORCE_LIGHT
                            : g_str_equal(name, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_DEFAULT;

    adw_style_manager_set_color_scheme(adw_style_manager_get_default(), scheme);
    settings_set_text(main_window_get_settings(window), "view", "theme", name);
    test_log("theme %s", name);
}

/* ---- about it ---- */

static void
about(MainWindow *window, GVariant *value)
{
    adw_show_about_window(GTK_WINDOW(window), "application-name", "Awaitscope", "version",
                          AWAITSCOPE_VERSION, "comments", "Shows what an event loop really does.",
                          "license-type", GTK_LICENSE_GPL_3_0, NULL);
}

static void
shortcuts(MainWindow *window, GVariant *value)
{
    keys_show_page(GTK_WINDOW(window));
}

static void
quit(MainWindow *window, GVariant *value)
{
    gtk_window_close(GTK_WINDOW(window));
}

/* ---- from the table to GTK ---- */

static const ActionRow *
find_action(const char *name)
{
    const ActionRow *row = action_rows;

    while (!g_str_equal(row->name, name))
        row++;
    return row;
}

static void
on_activate(GSimpleAction *action, GVariant *parameter, void *window)
{
    find_action(g_action_get_name(G_ACTION(action)))->run(window, parameter);
}

static void
on_change_state(GSimpleAction *action, GVariant *state, void *window)
{
    g_simple_action_set_state(action, state);
    find_action(g_action_get_name(G_ACTION(action)))->run(window, state);
}

static void
add_action(MainWindow *window, const ActionRow *row)
{
    const GActionEntry entry = {
        .name = row->name,
        .activate = row->state ? NULL : on_activate,
        .parameter_type = row->parameter,
        .state = row->state,
        .change_state = row->state ? on_change_state : NULL,
    };

    g_action_map_add_action_entries(G_ACTION_MAP(window), &entry, 1, window);
}

void
actions_add(MainWindow *window, GtkWidget *content)
{
    for (const ActionRow *row = action_rows; row->name; row++)
        add_action(window, row);
    keys_add_plain(content);
}

void
actions_enable(MainWindow *window, const char *name, gboolean enabled)
{
    GAction *action = g_action_map_lookup_action(G_ACTION_MAP(window), name);

    g_simple_action_set_enabled(G_SIMPLE_ACTION(action), enabled);
}

/* ---- the table ---- */

/* clang-format off */
static const ActionRow action_rows[] = {
    {"open", NULL, NULL, open},
    {"save", NULL, NULL, save},
    {"export", "s", NULL, export},
    {"slides", NULL, NULL, slides},
    {"copy", NULL, NULL, copy},
    {"present", NULL, NULL, present},
    {"run", NULL, NULL, run},
    {"stop", NULL, NULL, stop},
    {"first", NULL, NULL, playhead_first},
    {"back", NULL, NULL, playhead_back},
    {"forward", NULL, NULL, playhead_forward},
    {"last", NULL, NULL, playhead_last},
    {"next", "s", NULL, playhead_next},
    {"previous", "s", NULL, playhead_previous},
    {"step-mode", "s", "'event'", playhead_step_mode},
    {"play", NULL, NULL, playhead_play},
    {"play-back", NULL, NULL, playhead_play_back},
    {"speed", "s", "'1'", playhead_speed},
    {"slower", NULL, NULL, playhead_slower},
    {"faster", NULL, NULL, playhead_faster},
    {"bookmark", NULL, NULL, playhead_bookmark},
    {"lane-up", NULL, NULL, lane_up},
    {"lane-down", NULL, NULL, lane_down},
    {"unselect", NULL, NULL, unselect},
    {"zoom-in", NULL, NULL, zoom_in},
    {"zoom-out", NULL, NULL, zoom_out},
    {"fit", NULL, NULL, fit},
    {"axis", "s", "'elastic'", axis},
    {"exact", NULL, "false", exact},
    {"sidebar", NULL, "true", sidebar},
    {"column", NULL, "true", column},
    {"theme", "s", "'system'", theme},
    {"shortcuts", NULL, NULL, shortcuts},
    {"about", NULL, NULL, about},
    {"quit", NULL, NULL, quit},
    {NULL, NULL, NULL, NULL},
};
/* clang-format on */
