/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clocks.h - times of the clocks of a Perfetto trace as those of one of them. */
#pragma once
#include "ui/interchange/proto.h"

typedef struct Clocks Clocks;

/** No clock is known. */
Clocks *clocks_new(void);

/** NULL does nothing. */
void clocks_free(Clocks *clocks);

/** Take a ClockSnapshot of a sequence: what several clocks showed at one moment. */
void clocks_take(Clocks *clocks, guint64 sequence, const ProtoField *snapshot);

/** What a clock shows, in ns of the first clock that was known. `clock` 0 is that which is taken
 * when nothing is said; of one that is not known the number itself is taken. A clock that counts
 * from event to event goes on by this. */
gint64 clocks_time(Clocks *clocks, guint64 sequence, guint64 clock, guint64 time);
