/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-talk.c - what the window shows as slides; the playhead follows them as long as the window
 * shows the same. */
#include "app/window/window-talk.h"

#include "app/present/present.h"
#include "app/say/testlog.h"
#include "app/window/window-private.h"

static void
on_turned(Talk *talk, MainWindow *self)
{
    gsize event = deck_pages_event(talk_get_pages(talk), talk_get_page(talk));

    if (talk_get_recording(talk) == self->shown)
        timeline_view_set_playhead(TIMELINE_VIEW(self->timeline), event);
    test_log("slide %u", talk_get_page(talk));
}

static void
on_changed(Talk *talk, MainWindow *self)
{
    static const char *const covers[] = {"none", "black", "white"};

    test_log("slide cover %s, spot %s, notes %.2f", covers[talk_get_cover(talk)],
             talk_has_spot(talk) ? "shown" : "hidden", talk_get_size(talk));
}

static void
on_ended(Talk *talk, MainWindow *self)
{
    self->talk = NULL;
    gtk_window_present(GTK_WINDOW(self));
    gtk_widget_grab_focus(self->timeline);
    test_log("slides ended");
    g_object_unref(talk);
}

/* Where the playhead is; but a recording opens at its end, where no talk begins. */
static gsize
first_event(MainWindow *self)
{
    gsize event = timeline_view_get_playhead(TIMELINE_VIEW(self->timeline));
    gsize last = model_n_events(recording_get_model(self->shown)) - 1;

    return event == last ? 0 : event;
}

static Talk *
make_talk(MainWindow *self, GError **error)
{
    gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());

    if (recording_is_live(self->shown)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the run is not over yet");
        return NULL;
    }
    if (model_n_events(recording_get_model(self->shown)) == 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "there is no run to show yet");
        return NULL;
    }
    return talk_new(self->shown, first_event(self), theme_find(dark ? "dark" : "light"), error);
}

void
main_window_present(MainWindow *self)
{
    g_autoptr(GError) error = NULL;

    if (self->talk)
        return;
    self->talk = make_talk(self, &error);
    if (!self->talk) {
        main_window_toast(self, "No slides: %s", error->message);
        return;
    }
    g_signal_connect_object(self->talk, "turned", G_CALLBACK(on_turned), self, 0);
    g_signal_connect_object(self->talk, "changed", G_CALLBACK(on_changed), self, 0);
    present_talk(self->talk, GTK_WINDOW(self));
    g_signal_connect_object(self->talk, "ended", G_CALLBACK(on_ended), self, 0);
    on_turned(self->talk, self);
}

void
window_forget_talk(MainWindow *self)
{
    if (!self->talk)
        return;
    g_signal_handlers_disconnect_by_data(self->talk, self);
    talk_end(self->talk);
    g_clear_object(&self->talk);
}

void
main_window_present_file(MainWindow *self, const char *path, gint64 at_ns)
{
    main_window_open_file(self, path);
    self->present_ns = at_ns;
}

void
window_talk_begin(MainWindow *self)
{
    const Model *model = recording_get_model(self->shown);

    if (self->present_ns < 0 || model_n_events(model) == 0)
        return;
    timeline_view_set_playhead(TIMELINE_VIEW(self->timeline),
                               model_event_at_time(model, self->present_ns));
    self->present_ns = -1;
    main_window_present(self);
}
