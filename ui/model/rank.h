/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank.h - which events are of a sort, and how many of them there are up to one. */
#pragma once
#include <glib.h>

/* Which events are of a sort. */
typedef struct {
    GArray *words;
} Rank;

/** A rank of no event. */
void rank_init(Rank *rank);

/** Free what rank_init() and rank_add() made. */
void rank_clear(Rank *rank);

/** `event` is of the sort; events come in order. */
void rank_add(Rank *rank, gsize event);

/** How many are at most `event`. O(1). */
gsize rank_up_to(const Rank *rank, gsize event);
