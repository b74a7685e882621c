/* SPDX-License-Identifier: GPL-3.0-or-later */
/* playback.c - moves the playhead by steps, and with each frame while it plays. */
#include "app/window/playback.h"

#include "ui/scene/player.h"

struct _Playback {
    GObject parent_instance;
    TimelineView *timeline;
    const Model *model; /* NULL: none */
    StepMode mode;
    double speed;
    int direction; /* in which it plays: 1, -1; 0: it does not */
    guint tick;    /* the callback for each frame while it plays; 0: none */
    Player player;
};

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(Playback, playback, G_TYPE_OBJECT)

static void
tell(Playback *self)
{
    g_signal_emit(self, signals[SIGNAL_CHANGED], 0);
}

/* ---- playing ---- */

static void
stop(Playback *self)
{
    if (!self->direction)
        return;
    gtk_widget_remove_tick_callback(GTK_WIDGET(self->timeline), self->tick);
    self->tick = 0;
    self->direction = 0;
    tell(self);
}

static void
begin(Playback *self, gint64 now_us)
{
    self->player = player_start(self->model, timeline_view_get_axis(self->timeline),
                                timeline_view_get_playhead(self->timeline),
                                self->direction * self->speed, now_us);
}

/* Whether somebody else moved the playhead, or changed the axis. */
static gboolean
is_astray(Playback *self)
{
    return timeline_view_get_playhead(self->timeline) != self->player.event ||
           timeline_view_get_axis(self->timeline) != self->player.axis;
}

/* At the end of a live run it goes on with the run. */
static void
finish(Playback *self)
{
    if (self->direction > 0)
        timeline_view_follow(self->timeline);
    stop(self);
}

static gboolean
on_frame(GtkWidget *timeline, GdkFrameClock *clock, void *data)
{
    Playback *self = data;
    gint64 now_us = gdk_frame_clock_get_frame_time(clock);
    gsize before = self->player.event;
    gboolean more;

    if (is_astray(self))
        begin(self, now_us);
    more = player_play(&self->player, now_us);
    if (self->player.event != before)
        timeline_view_set_playhead(self->timeline, self->player.event);
    if (!more)
        finish(self);
    return more;
}

/* From the end, it plays all of the run. */
static void
start(Playback *self, int direction)
{
    GtkWidget *timeline = GTK_WIDGET(self->timeline);
    gsize last = model_n_events(self->model) - 1;
    gsize end = direction > 0 ? last : 0;

    if (timeline_view_get_playhead(self->timeline) == end)
        timeline_view_set_playhead(self->timeline, last - end);
    self->direction = direction;
    begin(self, gdk_frame_clock_get_frame_time(gtk_widget_get_frame_clock(timeline)));
    self->tick = gtk_widget_add_tick_callback(timeline, on_frame, self, NULL);
    tell(self);
}

gboolean
playback_is_playing(Playback *self)
{
    return self->direction || timeline_view_is_following(self->timeline);
}

void
playback_toggle(Playback *self, int direction)
{
    gboolean follows = timeline_view_is_following(self->timeline);
    int before = self->direction;

    stop(self);
    if (follows)
        timeline_view_set_playhead(self->timeline, timeline_view_get_playhead(self->timeline));
    if (before != direction && !(follows && direction > 0) && self->model &&
        model_n_events(self->model))
        start(self, direction);
    else
        tell(self);
}

/* ---- steps ---- */

void
playback_step(Playback *self, StepMode mode, int step)
{
    guint32 selected = timeline_view_get_selected(self->timeline);
    gsize from = timeline_view_get_playhead(self->timeline), to = MODEL_NONE;

    stop(self);
    if (self->model && from != MODEL_NONE)
        to = model_step(self->model, mode, model_track(self->model, selected), from, step);
    if (to != MODEL_NONE)
        timeline_view_set_playhead(self->timeline, to);
}

StepMode
playback_get_mode(Playback *self)
{
    return self->mode;
}

void
playback_set_mode(Playback *self, StepMode mode)
{
    self->mode = mode;
    tell(self);
}

/* ---- speeds ---- */

const char *const *
playback_speeds(void)
{
    static const char *const speeds[] = {"0.01", "0.05", "0.1", "0.25", "0.5", "1", "2",
                                         "5",    "10",   "25",  "50",   "100", NULL};

    return speeds;
}

const char *
playback_other_speed(Playback *self, int step)
{
    const char *const *speeds = playback_speeds();
    guint i = 0;

    while (speeds[i + 1] && g_ascii_strtod(speeds[i], NULL) < self->speed)
        i++;
    if (step < 0)
        return speeds[i > 0 ? i - 1 : 0];
    return speeds[i + 1] ? speeds[i + 1] : speeds[i];
}

double
playback_get_speed(Playback *self)
{
    return self->speed;
}

void
playback_set_speed(Playback *self, double speed)
{
    GdkFrameClock *clock = gtk_widget_get_frame_clock(GTK_WIDGET(self->timeline));

    self->speed = speed;
    if (self->direction)
        player_set_speed(&self->player, self->direction * speed,
                         gdk_frame_clock_get_frame_time(clock));
    tell(self);
}

/* ---- the object ---- */

void
playback_set_model(Playback *self, const Model *model)
{
    stop(self);
    self->model = model;
}

static void
playback_dispose(GObject *object)
{
    stop(AWAITSCOPE_PLAYBACK(object));
    G_OBJECT_CLASS(playback_parent_class)->dispose(object);
}

static void
playback_class_init(PlaybackClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = playback_dispose;
    signals[SIGNAL_CHANGED] = g_signal_new("changed", PLAYBACK_TYPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
}

static void
playback_init(Playback *self)
{
    self->speed = 1;
}

Playback *
playback_new(TimelineView *timeline)
{
    Playback *self = g_object_new(PLAYBACK_TYPE, NULL);

    self->timeline = timeline;
    return self;
}
