/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window.c - the main window. What is shown is one Recording; a scenario keeps its last one. */
#include "app/window.h"

#include "app/actions.h"
#include "app/controls.h"
#include "app/testlog.h"
#include "ui/export/export.h"

enum { WIDTH_PX = 1400, HEIGHT_PX = 840, SIDE_PX = 424, OUTPUT_PX = 210, EXPORT_WIDTH_PX = 1280 };

struct _MainWindow {
    AdwApplicationWindow parent_instance;
    Settings *settings;
    gboolean exact;

    GHashTable *recordings; /* name of a scenario -> its last Recording */
    Recording *shown;
    Recording *loading; /* a file that will be shown if it can be; NULL */
    guint tick;         /* the frame that will show what was appended; 0: none is waited for */

    AdwToast *toast; /* the last one: a new one takes its place */
    GtkWidget *toasts, *title, *run, *save, *export, *progress;
    GtkWidget *sidebar, *stage, *invitation, *timeline, *scrollbar, *code, *output, *controls;
};

G_DEFINE_FINAL_TYPE(MainWindow, main_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- words ---- */

void
main_window_toast(MainWindow *self, const char *format, ...)
{
    g_autofree char *text = NULL, *markup = NULL;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    test_log("toast %s", text);
    markup = g_markup_escape_text(text, -1);
    if (self->toast)
        adw_toast_dismiss(self->toast);
    g_clear_object(&self->toast);
    self->toast = adw_toast_new(markup);
    adw_toast_overlay_add_toast(ADW_TOAST_OVERLAY(self->toasts), g_object_ref(self->toast));
}

static const char *
title_of(Recording *recording)
{
    const ScenarioRow *row = recording_get_row(recording);
    const char *title = model_meta(recording_get_model(recording), "title");

    if (row)
        return row->scenario->title;
    return title && *title ? title : "Awaitscope";
}

static char *
file_of(Recording *recording)
{
    const ScenarioRow *row = recording_get_row(recording);
    const char *path = recording_get_path(recording);

    if (path)
        return g_path_get_basename(path);
    return g_strdup(row ? row->file : "choose a scenario, or open a recording");
}

/* "wait-timeout.c · 10 turns, 61 events · exact (virtual clock)" */
static char *
subtitle_of(Recording *recording)
{
    const Model *model = recording_get_model(recording);
    g_autofree char *file = file_of(recording);
    gsize n = model_n_events(model);
    guint turns = n ? model_turn(model, n - 1) : 0;
    gboolean exact = !g_strcmp0(model_meta(model, "clock"), "virtual");

    if (!n)
        return g_steal_pointer(&file);
    return g_strdup_printf("%s · %u turn%s, %zu event%s · %s", file, turns, turns == 1 ? "" : "s",
                           n, n == 1 ? "" : "s", exact ? "exact (virtual clock)" : "real clock");
}

static void
update_title(MainWindow *self)
{
    g_autofree char *subtitle = subtitle_of(self->shown);

    adw_window_title_set_title(ADW_WINDOW_TITLE(self->title), title_of(self->shown));
    adw_window_title_set_subtitle(ADW_WINDOW_TITLE(self->title), subtitle);
    gtk_window_set_title(GTK_WINDOW(self), title_of(self->shown));
}

/* Run is Stop while there is something to stop. */
static void
update_run_button(MainWindow *self, gboolean live)
{
    const char *name = live ? "Stop" : "Run";

    gtk_button_set_label(GTK_BUTTON(self->run), live ? "■ Stop" : "▶ Run");
    gtk_actionable_set_action_name(GTK_ACTIONABLE(self->run), live ? "win.stop" : "win.run");
    gtk_widget_set_tooltip_text(self->run,
                                live ? "Stop the run (Ctrl+.)" : "Run the scenario (Ctrl+R)");
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->run), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                   -1);
}

static void
update_actions(MainWindow *self)
{
    gboolean live = recording_is_live(self->shown);
    gboolean some = model_n_events(recording_get_model(self->shown)) > 0;
    static const char *const need_events[] = {"export", "first", "back", "forward", "last"};

    update_run_button(self, live);
    actions_enable(self, "run", !live && sidebar_get_row(AWAITSCOPE_SIDEBAR(self->sidebar)));
    actions_enable(self, "stop", live);
    actions_enable(self, "save", recording_can_save(self->shown));
    for (guint i = 0; i < G_N_ELEMENTS(need_events); i++)
        actions_enable(self, need_events[i], some);
    gtk_widget_set_sensitive(self->export, some);
}

/* Before there is something to see: what it is, and how to see it. */
static void
update_stage(MainWindow *self)
{
    const ScenarioRow *row = recording_get_row(self->shown);
    gboolean empty =
        !recording_is_live(self->shown) && !model_n_events(recording_get_model(self->shown));
    AdwStatusPage *page = ADW_STATUS_PAGE(self->invitation);
    g_autofree char *about = row ? g_strdup_printf("%s\nPress Run to see it.", row->scenario->about)
                                 : g_strdup("There are no events in this recording.");
    g_autofree char *markup = g_markup_escape_text(about, -1);

    adw_status_page_set_title(page, title_of(self->shown));
    adw_status_page_set_description(page, markup);
    gtk_stack_set_visible_child_name(GTK_STACK(self->stage), empty ? "invitation" : "timeline");
}

static void
update_all(MainWindow *self)
{
    update_stage(self);
    update_title(self);
    update_actions(self);
    controls_update(AWAITSCOPE_CONTROLS(self->controls), self->shown);
}

/* ---- the playhead ---- */

static void
log_playhead(MainWindow *self, gsize event)
{
    const Model *model = recording_get_model(self->shown);
    g_autofree char *words = NULL;
    gint64 ns;

    if (event == MODEL_NONE || !g_getenv("AWAITSCOPE_TEST_LOG"))
        return;
    ns = model_event(model, event)->time_ns;
    words = model_describe(model, event);
    test_log("playhead %zu %" G_GINT64_FORMAT ".%09d %s", event + 1, ns / 1000000000,
             (int) (ns % 1000000000), words);
}

static void
on_playhead_changed(MainWindow *self)
{
    gsize event = timeline_view_get_playhead(TIMELINE_VIEW(self->timeline));

    code_view_set_event(CODE_VIEW(self->code), event);
    output_view_set_event(OUTPUT_VIEW(self->output), event);
    controls_update(AWAITSCOPE_CONTROLS(self->controls), self->shown);
    log_playhead(self, event);
}

static void
on_selection_changed(MainWindow *self)
{
    guint32 selected = timeline_view_get_selected(TIMELINE_VIEW(self->timeline));
    const Track *track = model_track(recording_get_model(self->shown), selected);

    test_log("select %s", track ? track->name : "nobody");
}

void
main_window_go_to_end(MainWindow *self)
{
    recording_catch_up(self->shown);
    timeline_view_follow(TIMELINE_VIEW(self->timeline));
}

/* ---- what is shown ---- */

static gboolean
show_appended(GtkWidget *widget, GdkFrameClock *clock, void *data)
{
    MainWindow *self = AWAITSCOPE_MAIN_WINDOW(widget);

    self->tick = 0;
    output_view_set_event(OUTPUT_VIEW(self->output),
                          timeline_view_get_playhead(TIMELINE_VIEW(self->timeline)));
    update_all(self);
    return G_SOURCE_REMOVE;
}

static void
on_changed(Recording *recording, MainWindow *self)
{
    timeline_view_model_changed(TIMELINE_VIEW(self->timeline));
    if (!self->tick)
        self->tick = gtk_widget_add_tick_callback(GTK_WIDGET(self), show_appended, NULL, NULL);
}

static void
on_ended(Recording *recording, MainWindow *self)
{
    Tone tone;
    const char *status = recording_get_status(recording, &tone);

    timeline_view_model_ended(TIMELINE_VIEW(self->timeline));
    on_changed(recording, self);
    update_all(self);
    test_log("ended %s", status);
    if (recording_is_foreign(recording))
        main_window_toast(self, "It did not run: %s", recording_get_message(recording));
    else if (tone == TONE_BAD || tone == TONE_QUIET)
        main_window_toast(self, "%s: %s", title_of(recording), status);
}

static void
show_source(MainWindow *self, const ScenarioRow *row)
{
    if (row)
        code_view_show_source(CODE_VIEW(self->code), row->file, row->source);
}

static void
show_recording(MainWindow *self, Recording *recording)
{
    const Model *model = recording_get_model(recording);

    g_object_ref(recording);
    if (self->shown)
        g_signal_handlers_disconnect_by_data(self->shown, self);
    code_view_set_model(CODE_VIEW(self->code), model);
    output_view_set_model(OUTPUT_VIEW(self->output), model);
    g_set_object(&self->shown, recording);
    timeline_view_set_model(TIMELINE_VIEW(self->timeline), model, recording_is_live(recording));
    g_signal_connect(recording, "changed", G_CALLBACK(on_changed), self);
    g_signal_connect(recording, "ended", G_CALLBACK(on_ended), self);
    if (!model_n_events(model))
        show_source(self, recording_get_row(recording));
    update_all(self);
    g_object_unref(recording);
}

void
main_window_show_scenario(MainWindow *self, const ScenarioRow *row)
{
    Recording *last = g_hash_table_lookup(self->recordings, row->name);
    g_autoptr(Recording) fresh = last ? NULL : recording_new(row);

    sidebar_set_row(AWAITSCOPE_SIDEBAR(self->sidebar), row);
    settings_set_text(self->settings, "run", "scenario", row->name);
    show_recording(self, last ? last : fresh);
    test_log("scenario %s", row->name);
}

/* ---- runs ---- */

void
main_window_run(MainWindow *self)
{
    const ScenarioRow *row = sidebar_get_row(AWAITSCOPE_SIDEBAR(self->sidebar));
    g_auto(GStrv) settings = NULL;
    g_autoptr(GError) error = NULL;
    Recording *recording;

    if (!row || recording_is_live(self->shown))
        return;
    settings = parameters_get_settings(sidebar_get_parameters(AWAITSCOPE_SIDEBAR(self->sidebar)));
    recording = recording_new_run(row, (const char *const *) settings, self->exact, &error);
    if (!recording) {
        main_window_toast(self, "Cannot run it: %s", error->message);
        return;
    }
    test_log("run %s", row->name);
    show_recording(self, recording);
    g_hash_table_insert(self->recordings, (char *) row->name, recording);
}

void
main_window_stop(MainWindow *self)
{
    recording_stop(self->shown);
    update_all(self);
    test_log("stop");
}

void
main_window_set_exact(MainWindow *self, gboolean exact)
{
    self->exact = exact;
}

/* ---- files ---- */

static void
on_load_progress(Recording *recording, MainWindow *self)
{
    double share = recording_get_share(recording);

    gtk_widget_set_visible(self->progress, share < 1);
    gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(self->progress), share);
}

static void
tell_unreadable(MainWindow *self, Recording *recording)
{
    const char *message = recording_get_message(recording);
    g_autofree char *name = file_of(recording);

    if (strstr(message, name)) /* the system's errors name the file */
        main_window_toast(self, "Cannot open %s", message);
    else
        main_window_toast(self, "Cannot open %s: %s", name, message);
}

static void
on_loaded(Recording *recording, MainWindow *self)
{
    g_autoptr(Recording) loaded = g_steal_pointer(&self->loading);

    gtk_widget_set_visible(self->progress, FALSE);
    g_signal_handlers_disconnect_by_data(loaded, self);
    if (recording_is_foreign(loaded)) {
        tell_unreadable(self, loaded);
        return;
    }
    sidebar_set_row(AWAITSCOPE_SIDEBAR(self->sidebar), NULL);
    show_recording(self, loaded);
    test_log("opened %s", recording_get_path(loaded));
    if (*recording_get_message(loaded))
        main_window_toast(self, "%s", recording_get_message(loaded));
}

static void
forget_load(MainWindow *self)
{
    if (self->loading)
        g_signal_handlers_disconnect_by_data(self->loading, self);
    g_clear_object(&self->loading);
}

void
main_window_open_file(MainWindow *self, const char *path)
{
    forget_load(self);
    self->loading = recording_new_file(path);
    g_signal_connect(self->loading, "changed", G_CALLBACK(on_load_progress), self);
    g_signal_connect(self->loading, "ended", G_CALLBACK(on_loaded), self);
}

static void
tell_written(MainWindow *self, const char *done, const char *path, const GError *error)
{
    g_autofree char *name = g_path_get_basename(path);

    if (error) {
        main_window_toast(self, "%s", error->message);
        return;
    }
    test_log("%s %s", done, path);
    main_window_toast(self, "Wrote %s", name);
}

void
main_window_save_to(MainWindow *self, const char *path)
{
    g_autoptr(GError) error = NULL;

    recording_save(self->shown, path, &error);
    tell_written(self, "saved", path, error);
}

/* The stretch that is shown; the whole run, when that is. */
static ExportOptions
export_options(MainWindow *self)
{
    TimelineView *timeline = TIMELINE_VIEW(self->timeline);
    const View *view = timeline_view_get_view(timeline);
    const Model *model = recording_get_model(self->shown);
    gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());
    double right = view_unit(view, view->width - view->sizes->margin_right);
    gsize first = axis_event_at(model, view->axis, view->left);
    gsize last = axis_event_at(model, view->axis, right);
    gboolean whole = timeline_view_get_zoom(timeline) <= 0.0001;

    return (ExportOptions){
        .from_ns = whole ? 0 : model_event(model, first)->time_ns,
        .to_ns = whole ? -1 : model_event(model, last)->time_ns,
        .at_ns = -1,
        .at_number = view->playhead == MODEL_NONE ? 0 : view->playhead + 1,
        .axis = view->axis,
        .width = EXPORT_WIDTH_PX,
        .theme = theme_find(dark ? "dark" : "light"),
    };
}

void
main_window_export_to(MainWindow *self, const char *path)
{
    const Model *model = recording_get_model(self->shown);
    ExportOptions options;
    g_autoptr(GError) error = NULL;

    if (!model_n_events(model))
        return;
    options = export_options(self);
    export_model(model, &options, path, &error);
    tell_written(self, "exported", path, error);
}

static gboolean
on_drop(GtkDropTarget *target, const GValue *value, double x, double y, MainWindow *self)
{
    g_autofree char *path = g_file_get_path(g_value_get_object(value));

    if (!path)
        return FALSE;
    main_window_open_file(self, path);
    return TRUE;
}

/* ---- parts ---- */

Recording *
main_window_get_recording(MainWindow *self)
{
    return self->shown;
}

TimelineView *
main_window_get_timeline(MainWindow *self)
{
    return TIMELINE_VIEW(self->timeline);
}

CodeView *
main_window_get_code(MainWindow *self)
{
    return CODE_VIEW(self->code);
}

OutputView *
main_window_get_output(MainWindow *self)
{
    return OUTPUT_VIEW(self->output);
}

Sidebar *
main_window_get_sidebar(MainWindow *self)
{
    return AWAITSCOPE_SIDEBAR(self->sidebar);
}

Settings *
main_window_get_settings(MainWindow *self)
{
    return self->settings;
}

void
main_window_set_sidebar_visible(MainWindow *self, gboolean visible)
{
    gtk_widget_set_visible(self->sidebar, visible);
}

/* ---- building it ---- */

static void
name_it(GtkWidget *widget, const char *name, const char *tip)
{
    gtk_widget_set_tooltip_text(widget, tip);
    gtk_accessible_update_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
new_menu_button(const char *label, const char *icon, GMenuModel *menu, const char *name)
{
    GtkWidget *button = gtk_menu_button_new();

    if (icon)
        gtk_menu_button_set_icon_name(GTK_MENU_BUTTON(button), icon);
    else
        gtk_menu_button_set_label(GTK_MENU_BUTTON(button), label);
    gtk_menu_button_set_menu_model(GTK_MENU_BUTTON(button), menu);
    g_object_unref(menu);
    gtk_widget_add_css_class(button, icon ? "flat" : "raised");
    name_it(button, name, name);
    return button;
}

static GtkWidget *
new_button(const char *label, const char *action, const char *tip)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    gtk_actionable_set_action_name(GTK_ACTIONABLE(button), action);
    gtk_widget_set_tooltip_text(button, tip);
    return button;
}

static GtkWidget *
make_header(MainWindow *self)
{
    GtkWidget *header = adw_header_bar_new(), *toggle = gtk_toggle_button_new_with_label("◧");
    AdwHeaderBar *bar = ADW_HEADER_BAR(header);

    gtk_widget_add_css_class(header, "main");
    gtk_actionable_set_action_name(GTK_ACTIONABLE(toggle), "win.sidebar");
    name_it(toggle, "Scenarios", "Show or hide the scenarios (F9)");
    self->title = adw_window_title_new("Awaitscope", "");
    self->run = new_button("▶ Run", "win.run", NULL);
    gtk_widget_add_css_class(self->run, "suggested-action");
    self->save = new_button("Save", "win.save", "Save the recording (Ctrl+S)");
    self->export = new_menu_button("Export", NULL, actions_export_menu(), "Export the timeline");
    adw_header_bar_pack_start(bar, toggle);
    adw_header_bar_pack_start(bar, new_button("Open", "win.open", "Open a recording (Ctrl+O)"));
    adw_header_bar_set_title_widget(bar, self->title);
    adw_header_bar_pack_end(
        bar, new_menu_button(NULL, "view-more-symbolic", actions_main_menu(), "Main menu"));
    adw_header_bar_pack_end(bar, self->export);
    adw_header_bar_pack_end(bar, self->save);
    adw_header_bar_pack_end(bar, self->run);
    return header;
}

/* The scrollbar is there only when there is more than fits. It comes and goes with the next frame:
 * a size that is being given out is no time to ask for another. */
static gboolean
update_scrollbar(GtkWidget *timeline, GdkFrameClock *clock, void *bar)
{
    GtkAdjustment *adjustment = timeline_view_get_vadjustment(TIMELINE_VIEW(timeline));

    gtk_widget_set_visible(bar, gtk_adjustment_get_upper(adjustment) >
                                    gtk_adjustment_get_page_size(adjustment));
    return G_SOURCE_REMOVE;
}

static void
on_adjustment_changed(GtkAdjustment *adjustment, MainWindow *self)
{
    gtk_widget_add_tick_callback(self->timeline, update_scrollbar, self->scrollbar, NULL);
}

static GtkWidget *
make_timeline(MainWindow *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkAdjustment *adjustment;

    self->timeline = timeline_view_new();
    gtk_widget_set_hexpand(self->timeline, TRUE);
    adjustment = timeline_view_get_vadjustment(TIMELINE_VIEW(self->timeline));
    self->scrollbar = gtk_scrollbar_new(GTK_ORIENTATION_VERTICAL, adjustment);
    gtk_widget_set_visible(self->scrollbar, FALSE);
    g_signal_connect_object(adjustment, "changed", G_CALLBACK(on_adjustment_changed), self, 0);
    gtk_box_append(GTK_BOX(box), self->timeline);
    gtk_box_append(GTK_BOX(box), self->scrollbar);
    g_signal_connect_swapped(self->timeline, "playhead-changed", G_CALLBACK(on_playhead_changed),
                             self);
    g_signal_connect_swapped(self->timeline, "selection-changed", G_CALLBACK(on_selection_changed),
                             self);
    return box;
}

static GtkWidget *
new_paned(GtkOrientation orientation, const char *class, GtkWidget *start, GtkWidget *end)
{
    GtkWidget *paned = gtk_paned_new(orientation);

    gtk_widget_add_css_class(paned, class);
    gtk_paned_set_start_child(GTK_PANED(paned), start);
    gtk_paned_set_end_child(GTK_PANED(paned), end);
    gtk_paned_set_shrink_start_child(GTK_PANED(paned), FALSE);
    gtk_paned_set_shrink_end_child(GTK_PANED(paned), FALSE);
    return paned;
}

static GtkWidget *
make_stage(MainWindow *self)
{
    self->stage = gtk_stack_new();
    self->invitation = adw_status_page_new();
    gtk_stack_add_named(GTK_STACK(self->stage), make_timeline(self), "timeline");
    gtk_stack_add_named(GTK_STACK(self->stage), self->invitation, "invitation");
    return self->stage;
}

static GtkWidget *
make_side(MainWindow *self)
{
    GtkWidget *side;

    self->code = code_view_new();
    self->output = output_view_new();
    gtk_widget_set_size_request(self->code, 240, 120);
    gtk_widget_set_size_request(self->output, 240, 110);
    side = new_paned(GTK_ORIENTATION_VERTICAL, "stacked", self->code, self->output);
    gtk_widget_add_css_class(side, "side");
    gtk_paned_set_position(GTK_PANED(side), HEIGHT_PX - 150 - OUTPUT_PX);
    return side;
}

static GtkWidget *
make_body(MainWindow *self)
{
    GtkWidget *body = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *stage = make_stage(self);
    GtkWidget *paned = new_paned(GTK_ORIENTATION_HORIZONTAL, "across", stage, make_side(self));

    self->sidebar = sidebar_new(self->settings);
    g_signal_connect_swapped(self->sidebar, "activated", G_CALLBACK(main_window_run), self);
    gtk_paned_set_position(GTK_PANED(paned), WIDTH_PX - 217 - SIDE_PX);
    gtk_widget_set_hexpand(paned, TRUE);
    gtk_widget_set_vexpand(body, TRUE);
    gtk_box_append(GTK_BOX(body), self->sidebar);
    gtk_box_append(GTK_BOX(body), paned);
    return body;
}

static void
on_chosen(MainWindow *self)
{
    main_window_show_scenario(self, sidebar_get_row(AWAITSCOPE_SIDEBAR(self->sidebar)));
}

static GtkWidget *
make_content(MainWindow *self)
{
    GtkWidget *content = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *body = make_body(self);
    GtkDropTarget *drop = gtk_drop_target_new(G_TYPE_FILE, GDK_ACTION_COPY);

    self->progress = gtk_progress_bar_new();
    gtk_widget_add_css_class(self->progress, "loading");
    gtk_widget_set_visible(self->progress, FALSE);
    name_it(self->progress, "Loading", NULL);
    self->controls = controls_new(TIMELINE_VIEW(self->timeline));
    g_signal_connect_swapped(self->sidebar, "chosen", G_CALLBACK(on_chosen), self);
    g_signal_connect(drop, "drop", G_CALLBACK(on_drop), self);
    gtk_widget_add_controller(content, GTK_EVENT_CONTROLLER(drop));
    gtk_box_append(GTK_BOX(content), make_header(self));
    gtk_box_append(GTK_BOX(content), self->progress);
    self->toasts = adw_toast_overlay_new();
    adw_toast_overlay_set_child(ADW_TOAST_OVERLAY(self->toasts), body);
    gtk_box_append(GTK_BOX(content), self->toasts);
    gtk_box_append(GTK_BOX(content), self->controls);
    return content;
}

/* ---- what is remembered ---- */

static void
restore_action(MainWindow *self, const char *name, GVariant *state)
{
    g_action_group_change_action_state(G_ACTION_GROUP(self), name, state);
}

static void
restore_settings(MainWindow *self)
{
    g_autofree char *axis = settings_get_text(self->settings, "view", "axis", "elastic");
    g_autofree char *theme = settings_get_text(self->settings, "view", "theme", "system");
    gboolean exact = settings_get_number(self->settings, "run", "exact", FALSE) != 0;
    gboolean sidebar = settings_get_number(self->settings, "view", "sidebar", TRUE) != 0;

    restore_action(self, "axis", g_variant_new_string(axis));
    restore_action(self, "theme", g_variant_new_string(theme));
    restore_action(self, "exact", g_variant_new_boolean(exact));
    restore_action(self, "sidebar", g_variant_new_boolean(sidebar));
    gtk_window_set_default_size(
        GTK_WINDOW(self), (int) settings_get_number(self->settings, "window", "width", WIDTH_PX),
        (int) settings_get_number(self->settings, "window", "height", HEIGHT_PX));
    if (settings_get_number(self->settings, "window", "maximized", FALSE))
        gtk_window_maximize(GTK_WINDOW(self));
}

static gboolean
main_window_close_request(GtkWindow *window)
{
    MainWindow *self = AWAITSCOPE_MAIN_WINDOW(window);
    int width, height;

    gtk_window_get_default_size(window, &width, &height);
    settings_set_number(self->settings, "window", "width", width);
    settings_set_number(self->settings, "window", "height", height);
    settings_set_number(self->settings, "window", "maximized", gtk_window_is_maximized(window));
    settings_save(self->settings);
    return GTK_WINDOW_CLASS(main_window_parent_class)->close_request(window);
}

/* ---- the object ---- */

static void
main_window_dispose(GObject *object)
{
    MainWindow *self = AWAITSCOPE_MAIN_WINDOW(object);

    if (self->tick)
        gtk_widget_remove_tick_callback(GTK_WIDGET(self), self->tick);
    self->tick = 0;
    forget_load(self);
    if (self->shown) {
        g_signal_handlers_disconnect_by_data(self->shown, self);
        g_signal_handlers_disconnect_by_data(self->timeline, self);
        code_view_set_model(CODE_VIEW(self->code), NULL);
        output_view_set_model(OUTPUT_VIEW(self->output), NULL);
        timeline_view_set_model(TIMELINE_VIEW(self->timeline), NULL, FALSE);
    }
    g_clear_object(&self->toast);
    g_clear_object(&self->shown);
    g_clear_pointer(&self->recordings, g_hash_table_unref);
    G_OBJECT_CLASS(main_window_parent_class)->dispose(object);
}

static void
main_window_class_init(MainWindowClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = main_window_dispose;
    GTK_WINDOW_CLASS(klass)->close_request = main_window_close_request;
}

static void
main_window_init(MainWindow *self)
{
    self->recordings = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_object_unref);
}

MainWindow *
main_window_new(AdwApplication *application, Settings *settings)
{
    MainWindow *self = g_object_new(MAIN_WINDOW_TYPE, "application", application, NULL);
    g_autoptr(Recording) nothing = recording_new(NULL);
    GtkWidget *content;

    self->settings = settings;
    content = make_content(self);
    adw_application_window_set_content(ADW_APPLICATION_WINDOW(self), content);
    actions_add(self, content);
    show_recording(self, nothing);
    restore_settings(self);
    return self;
}
