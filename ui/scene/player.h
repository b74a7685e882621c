/* SPDX-License-Identifier: GPL-3.0-or-later */
/* player.h - moves along an axis as time passes: to scale on the axis of time, at an even pace on
 * the others, so that a run which takes no time can be watched, too. Knows no clock: the caller
 * says what time it is. */
#pragma once
#include "ui/scene/axis.h"

typedef struct {
    const Model *model;
    AxisKind axis;
    double speed; /* times the axis's own pace; negative: backwards */
    double from;  /* where it began, units */
    gint64 from_us;
    gsize event; /* where it is */
} Player;

/** A player that begins at `event` at the time `now_us`, on any clock. It owns nothing. */
Player player_start(const Model *model, AxisKind axis, gsize event, double speed, gint64 now_us);

/** Play to the time `now_us`, and set `event` to what is there then. FALSE: it has reached the last
 * event, or backwards the first. */
gboolean player_play(Player *player, gint64 now_us);

/** Play from here on at another speed. */
void player_set_speed(Player *player, double speed, gint64 now_us);
