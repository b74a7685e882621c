/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clocks.h - converts the times of all clocks in a Perfetto trace to one clock. */
#pragma once
#include "ui/interchange/proto.h"

typedef struct Clocks Clocks;

/** A table in which no clock is known yet. */
Clocks *clocks_new(void);

/** NULL does nothing. */
void clocks_free(Clocks *clocks);

/** Take a sequence's ClockSnapshot: what several clocks showed at one moment. */
void clocks_take(Clocks *clocks, guint64 sequence, const ProtoField *snapshot);

/** Convert a clock's `time` to ns of the first clock that was known. `clock` 0 is the default
 * clock; the time of an unknown clock is returned as it is. A clock that counts from event to event
 * is advanced by `time`. */
gint64 clocks_time(Clocks *clocks, guint64 sequence, guint64 clock, guint64 time);
