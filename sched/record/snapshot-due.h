/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-due.h - says when it is time to tell again what lives: of a recording that keeps the
 * last part only, what was told goes with the rest. */
#pragma once
#include <stddef.h>

/* What an event takes in a recording, bytes, so that it is not too little. */
enum { SNAPSHOT_EVENT = 10 };

/** From now on ask() is called each time about so much was recorded, by whoever records; and not
 * again before snapshot_due_reset(). */
void snapshot_due_begin(size_t every_bytes, void (*ask)(void));

/** ask() is not called any more; one call may be on its way. */
void snapshot_due_end(void);

/** It was told; counting begins anew. */
void snapshot_due_reset(void);

/** So much was recorded. Any thread; not for each event. */
void snapshot_due_add(size_t bytes);
