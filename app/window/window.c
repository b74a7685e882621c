/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window.c - the main window. What is shown is one Recording; a scenario keeps its last one. */
#include "app/window/window-private.h"

#include "app/run/child.h"
#include "app/say/testlog.h"
#include "app/window/actions.h"
#include "app/window/controls.h"
#include "app/window/growth.h"
#include "app/window/window-build.h"
#include "app/window/window-files.h"
#include "app/window/window-links.h"
#include "app/window/window-settings.h"
#include "app/window/window-slides.h"
#include "app/window/window-talk.h"
#include "app/window/window-words.h"

G_DEFINE_FINAL_TYPE(MainWindow, main_window, ADW_TYPE_APPLICATION_WINDOW)

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

void
window_on_playhead(MainWindow *self)
{
    gsize event = timeline_view_get_playhead(TIMELINE_VIEW(self->timeline));

    column_set_event(AWAITSCOPE_COLUMN(self->column), event);
    controls_update(AWAITSCOPE_CONTROLS(self->controls), self->shown);
    log_playhead(self, event);
}

void
window_on_selection(MainWindow *self)
{
    guint32 selected = timeline_view_get_selected(TIMELINE_VIEW(self->timeline));
    const Track *track = model_track(recording_get_model(self->shown), selected);

    window_light(self);
    test_log("select %s", track ? track->name : "nobody");
}

void
main_window_go_to_end(MainWindow *self)
{
    self->rewinds = FALSE;
    recording_catch_up(self->shown);
    timeline_view_follow(TIMELINE_VIEW(self->timeline));
}

/* ---- what is shown ---- */

static gboolean
show_appended(GtkWidget *widget, GdkFrameClock *clock, void *data)
{
    MainWindow *self = AWAITSCOPE_MAIN_WINDOW(widget);

    self->tick = 0;
    column_model_changed(AWAITSCOPE_COLUMN(self->column),
                         timeline_view_get_playhead(TIMELINE_VIEW(self->timeline)));
    window_update(self);
    return G_SOURCE_REMOVE;
}

static void
on_changed(Recording *recording, MainWindow *self)
{
    timeline_view_model_changed(TIMELINE_VIEW(self->timeline));
    silence_update(AWAITSCOPE_SILENCE(self->silence));
    if (!self->tick)
        self->tick = gtk_widget_add_tick_callback(GTK_WIDGET(self), show_appended, NULL, NULL);
}

static void
on_ended(Recording *recording, MainWindow *self)
{
    Tone tone;
    g_autofree char *status = g_strdup(recording_get_status(recording, &tone));

    if (self->rewinds && timeline_view_is_following(TIMELINE_VIEW(self->timeline)))
        timeline_view_set_playhead(TIMELINE_VIEW(self->timeline), 0);
    timeline_view_model_ended(TIMELINE_VIEW(self->timeline));
    on_changed(recording, self);
    window_update(self);
    test_log("ended %s", status);
    if (recording_is_foreign(recording))
        main_window_toast(self, "The scenario did not run: %s", recording_get_message(recording));
    else if (!window_tell_losses(self, recording) && (tone == TONE_BAD || tone == TONE_QUIET))
        main_window_toast(self, "%s: %s", window_title(recording), status);
}

static void
show_source(MainWindow *self, const ScenarioRow *row)
{
    if (row)
        code_view_show_source(column_get_code(AWAITSCOPE_COLUMN(self->column)), row->file,
                              row->source);
}

void
window_show(MainWindow *self, Recording *recording)
{
    const Model *model = recording_get_model(recording);

    g_object_ref(recording);
    if (self->shown)
        g_signal_handlers_disconnect_by_data(self->shown, self);
    self->hovered = TRACE_NOBODY;
    column_set_model(AWAITSCOPE_COLUMN(self->column), model);
    playback_set_model(self->playback, model);
    self->rewinds = FALSE;
    window_forget_slides(self);
    g_set_object(&self->shown, recording);
    timeline_view_set_model(TIMELINE_VIEW(self->timeline), model, recording_is_live(recording));
    g_signal_connect(recording, "changed", G_CALLBACK(on_changed), self);
    g_signal_connect(recording, "ended", G_CALLBACK(on_ended), self);
    if (!model_n_events(model))
        show_source(self, recording_get_row(recording));
    silence_set_recording(AWAITSCOPE_SILENCE(self->silence), recording);
    window_grow(self);
    window_update(self);
    g_object_unref(recording);
}

void
main_window_show_scenario(MainWindow *self, const ScenarioRow *row)
{
    Recording *last = g_hash_table_lookup(self->recordings, row->name);
    g_autoptr(Recording) fresh = last ? NULL : recording_new(source_new_idle(row), NULL);

    sidebar_set_row(AWAITSCOPE_SIDEBAR(self->sidebar), row);
    settings_set_text(self->settings, "run", "scenario", row->name);
    window_show(self, last ? last : fresh);
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
    recording = recording_new(child_new(row, (const char *const *) settings, self->exact), &error);
    if (!recording) {
        main_window_toast(self, "Cannot run it: %s", error->message);
        return;
    }
    test_log("run %s", row->name);
    window_show(self, recording);
    self->rewinds = TRUE;
    g_hash_table_insert(self->recordings, (char *) row->name, recording);
}

void
main_window_follow(MainWindow *self, const LiveRun *run)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Recording) recording = recording_new(live_new(run), &error);

    if (!recording) {
        main_window_toast(self, "%s", error->message);
        return;
    }
    test_log("follow %s", run->name);
    sidebar_set_row(AWAITSCOPE_SIDEBAR(self->sidebar), NULL);
    window_show(self, recording);
}

void
main_window_stop(MainWindow *self)
{
    self->rewinds = FALSE;
    recording_stop(self->shown);
    window_update(self);
    test_log("stop");
}

void
main_window_set_exact(MainWindow *self, gboolean exact)
{
    self->exact = exact;
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

Column *
main_window_get_column(MainWindow *self)
{
    return AWAITSCOPE_COLUMN(self->column);
}

Sidebar *
main_window_get_sidebar(MainWindow *self)
{
    return AWAITSCOPE_SIDEBAR(self->sidebar);
}

Silence *
main_window_get_silence(MainWindow *self)
{
    return AWAITSCOPE_SILENCE(self->silence);
}

Playback *
main_window_get_playback(MainWindow *self)
{
    return self->playback;
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

void
main_window_set_column_visible(MainWindow *self, gboolean visible)
{
    column_set_visible(AWAITSCOPE_COLUMN(self->column), visible);
}

/* ---- the object ---- */

static gboolean
main_window_close_request(GtkWindow *window)
{
    window_keep_size(AWAITSCOPE_MAIN_WINDOW(window));
    return GTK_WINDOW_CLASS(main_window_parent_class)->close_request(window);
}

static void
main_window_dispose(GObject *object)
{
    MainWindow *self = AWAITSCOPE_MAIN_WINDOW(object);

    if (self->tick)
        gtk_widget_remove_tick_callback(GTK_WIDGET(self), self->tick);
    self->tick = 0;
    window_stop_growth(self);
    window_forget_load(self);
    window_forget_slides(self);
    window_forget_talk(self);
    if (self->shown) {
        g_signal_handlers_disconnect_by_data(self->shown, self);
        g_signal_handlers_disconnect_by_data(self->timeline, self);
        column_set_model(AWAITSCOPE_COLUMN(self->column), NULL);
        timeline_view_set_model(TIMELINE_VIEW(self->timeline), NULL, FALSE);
        playback_set_model(self->playback, NULL);
    }
    g_clear_object(&self->playback);
    g_clear_handle_id(&self->toast_timer, g_source_remove);
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
    g_autoptr(Recording) nothing = recording_new(source_new_idle(NULL), NULL);
    GtkWidget *content;

    self->settings = settings;
    content = window_make_content(self);
    adw_application_window_set_content(ADW_APPLICATION_WINDOW(self), content);
    actions_add(self, content);
    window_show(self, nothing);
    window_restore_settings(self);
    return self;
}
