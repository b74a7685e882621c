/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank.h - a set of events that says how many of its members are at or before an event. */
#pragma once
#include <glib.h>

/* A set of events. */
typedef struct {
    GArray *words;
} Rank;

/** Make an empty set. */
void rank_init(Rank *rank);

/** Free what rank_init() and rank_add() made. */
void rank_clear(Rank *rank);

/** Add `event` to the set; events are added in order. */
void rank_add(Rank *rank, gsize event);

/** How many members are at most `event`. O(1). */
gsize rank_up_to(const Rank *rank, gsize event);
