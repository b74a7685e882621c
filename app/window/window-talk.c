/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-talk.c - what the window shows as slides, alone or as a chapter of several; window and
 * playhead follow them as long as the window shows one of those. */
#include "app/window/window-talk.h"

#include "app/present/present.h"
#include "app/run/file-source.h"
#include "app/say/testlog.h"
#include "app/window/window-private.h"

static void
on_turned(Talk *talk, MainWindow *self)
{
    gsize event = deck_pages_event(talk_get_pages(talk), talk_get_page(talk));
    Recording *recording = talk_get_recording(talk);

    if (recording != self->shown && talk_is_about(talk, self->shown))
        window_show(self, recording);
    if (recording == self->shown)
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

/* What is shown, with the other chapters if it is one of several. */
static GPtrArray *
recordings_of_talk(MainWindow *self)
{
    if (self->chapters && g_ptr_array_find(self->chapters, self->shown, NULL))
        return g_ptr_array_ref(self->chapters);
    GPtrArray *recordings = g_ptr_array_new_with_free_func(g_object_unref);
    g_ptr_array_add(recordings, g_object_ref(self->shown));
    return recordings;
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
    g_autoptr(GPtrArray) recordings = recordings_of_talk(self);
    guint chapter;
    g_ptr_array_find(recordings, self->shown, &chapter);
    return talk_new(recordings, chapter, first_event(self), theme_find(dark ? "dark" : "light"),
                    error);
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

/* ---- files ---- */

void
window_forget_chapters(MainWindow *self)
{
    for (guint i = 0; self->chapters && i < self->chapters->len; i++)
        g_signal_handlers_disconnect_by_func(g_ptr_array_index(self->chapters, i),
                                             window_talk_begin, self);
    g_clear_pointer(&self->chapters, g_ptr_array_unref);
    self->present_ns = -1;
}

static void
add_chapter(MainWindow *self, Recording *recording)
{
    g_signal_connect_swapped(recording, "ended", G_CALLBACK(window_talk_begin), self);
    g_ptr_array_add(self->chapters, recording);
}

void
main_window_present_files(MainWindow *self, const char *const *paths, gint64 at_ns)
{
    main_window_open_file(self, paths[0]);
    self->chapters = g_ptr_array_new_with_free_func(g_object_unref);
    add_chapter(self, g_object_ref(self->loading));
    for (guint i = 1; paths[i]; i++)
        add_chapter(self, recording_new(file_source_new(paths[i]), NULL));
    self->present_ns = at_ns;
}

/* Whether a chapter is still being read, or has nothing to show. */
static gboolean
lacks_chapters(const MainWindow *self)
{
    for (guint i = 0; i < self->chapters->len; i++) {
        Recording *chapter = g_ptr_array_index(self->chapters, i);
        if (recording_is_live(chapter) || model_n_events(recording_get_model(chapter)) == 0)
            return TRUE;
    }
    return FALSE;
}

void
window_talk_begin(MainWindow *self)
{
    const Model *model = recording_get_model(self->shown);

    if (self->present_ns < 0 || self->loading || lacks_chapters(self))
        return;
    timeline_view_set_playhead(TIMELINE_VIEW(self->timeline),
                               model_event_at_time(model, self->present_ns));
    self->present_ns = -1;
    main_window_present(self);
}
