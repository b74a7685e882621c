/* SPDX-License-Identifier: GPL-3.0-or-later */
/* player.c - from the time that has passed to a place on the axis, and to the event there. */
#include "ui/scene/player.h"

Player
player_start(const Model *model, AxisKind axis, gsize event, double speed, gint64 now_us)
{
    return (Player){
        .model = model,
        .axis = axis,
        .speed = speed,
        .from = axis_of_event(model, axis, event),
        .from_us = now_us,
        .event = event,
    };
}

static double
player_unit(const Player *player, gint64 now_us)
{
    double seconds = (double) (now_us - player->from_us) / G_USEC_PER_SEC;

    return player->from + seconds * player->speed * axes[player->axis].pace;
}

/* Several events may be at one place: forwards it is at the last of them, backwards at the one
 * before. It never goes the other way. */
gboolean
player_play(Player *player, gint64 now_us)
{
    gsize n = model_n_events(player->model);
    double unit = player_unit(player, now_us);
    gsize event = axis_event_before(player->model, player->axis, unit);

    if (player->speed > 0) {
        player->event = MAX(player->event, event);
        return player->event + 1 < n;
    }
    player->event = MIN(player->event, event);
    if (unit <= axis_of_event(player->model, player->axis, 0))
        player->event = 0;
    return player->event > 0;
}

void
player_set_speed(Player *player, double speed, gint64 now_us)
{
    player->from = player_unit(player, now_us);
    player->from_us = now_us;
    player->speed = speed;
}
