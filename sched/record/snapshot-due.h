/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-due.h - says when it is time to tell again what lives: of a recording that keeps the
 * last part only, what was told goes with the rest. */
#pragma once
#include <stdatomic.h>
#include <stddef.h>

/* What an event takes in a recording, bytes, so that it is not too little. */
enum { RECALL_EVENT = 10 };

/* How many bytes come between two tellings; 0: nothing is told again. */
extern _Atomic size_t recall_every __attribute__((visibility("hidden")));

/** From now on ask() is called each time about so much was recorded, by whoever records; and not
 * again before recall_done(). */
void recall_begin(size_t every_bytes, void (*ask)(void));

/** ask() is not called any more; one call may be on its way. */
void recall_end(void);

/** It was told; counting begins anew. */
void recall_done(void);

/** For recall_count(). */
void recall_add(size_t bytes);

/** So much was recorded. Any thread; not for each event. */
static inline void
recall_count(size_t bytes)
{
    if (atomic_load_explicit(&recall_every, memory_order_relaxed))
        recall_add(bytes);
}
