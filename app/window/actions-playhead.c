/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actions-playhead.c - what steps, plays and bookmarks. */
#include "app/window/actions-playhead.h"

#include "app/run/recording-save.h"
#include "app/say/testlog.h"
#include "ui/model/notes.h"

void
playhead_first(MainWindow *window, GVariant *value)
{
    timeline_view_set_playhead(main_window_get_timeline(window), 0);
}

static void
step_as_chosen(MainWindow *window, int step)
{
    Playback *playback = main_window_get_playback(window);

    playback_step(playback, playback_get_mode(playback), step);
}

void
playhead_back(MainWindow *window, GVariant *value)
{
    step_as_chosen(window, -1);
}

void
playhead_forward(MainWindow *window, GVariant *value)
{
    step_as_chosen(window, 1);
}

void
playhead_last(MainWindow *window, GVariant *value)
{
    main_window_go_to_end(window);
}

static void
step_by(MainWindow *window, GVariant *mode, int step)
{
    StepMode found;

    if (step_find(g_variant_get_string(mode, NULL), &found))
        playback_step(main_window_get_playback(window), found, step);
}

void
playhead_next(MainWindow *window, GVariant *value)
{
    step_by(window, value, 1);
}

void
playhead_previous(MainWindow *window, GVariant *value)
{
    step_by(window, value, -1);
}

void
playhead_step_mode(MainWindow *window, GVariant *value)
{
    const char *name = g_variant_get_string(value, NULL);
    StepMode mode;

    if (!step_find(name, &mode))
        return;
    playback_set_mode(main_window_get_playback(window), mode);
    settings_set_text(main_window_get_settings(window), "playback", "step", name);
    test_log("step by %s", name);
}

void
playhead_play(MainWindow *window, GVariant *value)
{
    playback_toggle(main_window_get_playback(window), 1);
}

void
playhead_play_back(MainWindow *window, GVariant *value)
{
    playback_toggle(main_window_get_playback(window), -1);
}

void
playhead_speed(MainWindow *window, GVariant *value)
{
    const char *name = g_variant_get_string(value, NULL);

    if (!g_strv_contains(playback_speeds(), name))
        return;
    playback_set_speed(main_window_get_playback(window), g_ascii_strtod(name, NULL));
    settings_set_text(main_window_get_settings(window), "playback", "speed", name);
    test_log("speed %s", name);
}

static void
set_other_speed(MainWindow *window, int step)
{
    const char *name = playback_other_speed(main_window_get_playback(window), step);

    g_action_group_change_action_state(G_ACTION_GROUP(window), "speed", g_variant_new_string(name));
}

void
playhead_slower(MainWindow *window, GVariant *value)
{
    set_other_speed(window, -1);
}

void
playhead_faster(MainWindow *window, GVariant *value)
{
    set_other_speed(window, 1);
}

/* Words that somebody wrote are not lost by a key. */
void
playhead_bookmark(MainWindow *window, GVariant *value)
{
    Recording *recording = main_window_get_recording(window);
    gsize event = timeline_view_get_playhead(main_window_get_timeline(window));
    const char *note = model_note(recording_get_model(recording), event);
    gboolean is_there = note != NULL;
    g_autoptr(GError) error = NULL;

    if (event == MODEL_NONE)
        return;
    if (is_there && *note)
        main_window_toast(window, "This bookmark has a note: it goes when that is emptied");
    else if (!recording_set_note(recording, event, is_there ? NULL : "", &error))
        main_window_toast(window, "%s", error->message);
    else
        main_window_toast(window, is_there ? "No bookmark any more" : "Bookmarked");
}
