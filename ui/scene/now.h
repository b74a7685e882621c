/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now.h - what the loop does at a moment as a scene: the ring, and beside it boxes for what runs,
 * what is ready in which order, who waits for what, the timers, the pool, watched descriptors and
 * the tasks that are done. Pure, as the timeline's layout is. */
#pragma once
#include "ui/model/state.h"
#include "ui/scene/layout.h"

/* The lists, from top to bottom, the left column first. */
typedef enum {
    NOW_RUNNING,
    NOW_READY,
    NOW_WAITING,
    NOW_TIMERS,
    NOW_POOL,
    NOW_WATCHED,
    NOW_DONE,
    N_NOW_LISTS
} NowList;

/* How it is shown. */
typedef struct {
    double width;              /* px */
    guint rows;                /* of each column; what does not fit ends in "8 more" */
    guint opened;              /* bit 1 << list: lists that take as many rows as they need */
    guint32 selected, hovered; /* tracks whose boxes are lit, or TRACE_NOBODY */
} NowView;

enum { NOW_ROWS = 6 /* a good number of rows */ };

/** The scene of `state`; its height follows from the rows. Boxes are HIT_BOX, what opens or closes
 * a list is HIT_MORE. The boxes of one thing have its track as their `mover` wherever they are, so
 * that they can be moved from one moment's place to the next one's. */
Scene *now_scene(const Model *model, State *state, const NowView *view, const TextMetrics *metrics);

/** The same in a sentence for those who do not see it: "running: Task-3; ready: nobody; ...". The
 * caller frees. */
char *now_describe(const Model *model, State *state);
