/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-due.h - says when it is time to tell again what lives: of a recording that keeps the
 * last part only, what was told goes with the rest. */
#pragma once
#include <stdatomic.h>
#include <stddef.h>

/* What an event takes in a recording, bytes, so that it is not too little. */
enum { SNAPSHOT_EVENT = 10 };

/* How many bytes come between two tellings; 0: nothing is told again. */
extern _Atomic size_t snapshot_due_every __attribute__((visibility("hidden")));

/** From now on ask() is called each time about so much was recorded, by whoever records; and not
 * again before snapshot_due_reset(). */
void snapshot_due_begin(size_t every_bytes, void (*ask)(void));

/** ask() is not called any more; one call may be on its way. */
void snapshot_due_end(void);

/** It was told; counting begins anew. */
void snapshot_due_reset(void);

/** For snapshot_due_count(). */
void snapshot_due_add(size_t bytes);

/** So much was recorded. Any thread; not for each event. */
static inline void
snapshot_due_count(size_t bytes)
{
    if (atomic_load_explicit(&snapshot_due_every, memory_order_relaxed))
        snapshot_due_add(bytes);
}
