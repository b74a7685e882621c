/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-files.c - the window opens, saves and exports. */
#include "app/window/window-files.h"
#include "app/window/window-talk.h"

#include "app/run/file-source.h"
#include "app/say/testlog.h"
#include "app/window/choosers.h"
#include "app/window/window-words.h"
#include "ui/export/export.h"
#include "ui/interchange/interchange.h"

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
    g_autofree char *name = window_file(recording);

    if (strstr(message, name)) /* a message of the system names the file already */
        main_window_toast(self, "Cannot open %s", message);
    else
        main_window_toast(self, "Cannot open %s: %s", name, message);
}

/* Puts all warnings into one toast, since a second would replace the first. */
static void
tell_warnings(MainWindow *self, Recording *loaded)
{
    const Model *model = recording_get_model(loaded);
    g_autofree char *losses = losses_words(model_losses(model));
    g_autofree char *too_long = losses_too_long(model_n_left_out(model));
    g_autoptr(GString) text = g_string_new(too_long ? too_long : recording_get_message(loaded));

    if (losses)
        g_string_append_printf(text, "%s%s", text->len ? "; " : "", losses);
    if (text->len)
        main_window_toast(self, "%s", text->str);
}

/* What is opened was mostly recorded because something went wrong in it. */
static void
stand_at_failure(MainWindow *self, const Model *model)
{
    gsize failure = model_first_failure(model);

    timeline_view_set_playhead(TIMELINE_VIEW(self->timeline), failure); /* the last if none */
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
    window_show(self, loaded);
    stand_at_failure(self, recording_get_model(loaded));
    test_log("opened %s", recording_get_path(loaded));
    tell_warnings(self, loaded);
    window_talk_begin(self);
}

void
window_forget_load(MainWindow *self)
{
    if (self->loading)
        g_signal_handlers_disconnect_by_data(self->loading, self);
    g_clear_object(&self->loading);
    self->present_ns = -1;
}

void
main_window_open_file(MainWindow *self, const char *path)
{
    window_forget_load(self);
    self->loading = recording_new(file_source_new(path), NULL);
    g_signal_connect(self->loading, "changed", G_CALLBACK(on_load_progress), self);
    g_signal_connect(self->loading, "ended", G_CALLBACK(on_loaded), self);
}

/* ---- a source that is missing ---- */

void
window_on_source_wanted(MainWindow *self)
{
    CodeView *code = column_get_code(AWAITSCOPE_COLUMN(self->column));
    const char *path = recording_get_path(self->shown);
    g_autofree char *name = g_path_get_basename(code_view_get_missing(code));
    g_autofree char *folder = path ? g_path_get_dirname(path) : NULL;

    choose_source(self, name, folder, main_window_add_source);
}

void
main_window_add_source(MainWindow *self, const char *path)
{
    CodeView *code = column_get_code(AWAITSCOPE_COLUMN(self->column));
    const char *file = code_view_get_missing(code);
    g_autoptr(GError) error = NULL;

    if (!file)
        return;
    if (!recording_add_source(self->shown, file, path, &error)) {
        code_view_tell_trouble(code, error->message);
        return;
    }
    test_log("source %s", path);
    window_on_playhead(self);
}

/* ---- writing ---- */

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

/* The lanes that are in view, by more than half; NULL: all that there are. The caller frees. */
static GArray *
lanes_in_view(const Model *model, const Scene *scene)
{
    GArray *lanes = g_array_new(FALSE, FALSE, sizeof(guint32));
    guint n = 0;

    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        double middle = shape->y + shape->h / 2 - scene->lanes_y;
        if (shape->hit == HIT_LANE && middle >= 0 && middle <= scene->lanes_height)
            g_array_append_val(lanes, shape->track);
    }
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        n += model_tracks(model, group)->len;
    if (lanes->len > 0 && lanes->len < n)
        return lanes;
    g_array_unref(lanes);
    return NULL;
}

/* Options to export what is shown: the stretch, or the whole run if all of it is. */
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
        .theme = theme_find(dark ? "dark" : "light"),
    };
}

/* Formats for other programs get the whole run, pictures the part that is shown. */
static void
export_as(MainWindow *self, const char *path, GError **error)
{
    const Model *model = recording_get_model(self->shown);
    const char *dot = strrchr(path, '.');
    const InterchangeFormat *format = dot ? interchange_format(dot + 1) : NULL;
    ExportOptions options;

    if (format) {
        interchange_write(model, format, path, NULL, NULL, error);
        return;
    }
    g_autoptr(GArray) lanes =
        lanes_in_view(model, timeline_view_get_scene(TIMELINE_VIEW(self->timeline)));
    options = export_options(self);
    options.lanes = lanes;
    options.says_more = TRUE;
    options.width = export_width(model, &options);
    export_model(model, &options, path, error);
}

void
main_window_export_to(MainWindow *self, const char *path)
{
    g_autoptr(GError) error = NULL;

    if (!model_n_events(recording_get_model(self->shown)))
        return;
    export_as(self, path, &error);
    tell_written(self, "exported", path, error);
}

gboolean
window_on_drop(GtkDropTarget *target, const GValue *value, double x, double y, MainWindow *self)
{
    g_autofree char *path = g_file_get_path(g_value_get_object(value));

    if (!path)
        return FALSE;
    main_window_open_file(self, path);
    return TRUE;
}
