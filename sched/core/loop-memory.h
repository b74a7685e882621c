/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-memory.h - the memory of loops. The last ones that were closed stay as they are for a while,
 * so that code that uses one of them too late finds a closed loop, and not something else. */
#pragma once
#include <stddef.h>

/** Zeroed memory for a loop; `size`, in bytes, is the same in all calls. NULL: no memory. */
void *loop_memory_take(size_t size);

/** Gives back the memory of a closed loop. Any thread. */
void loop_memory_give(void *loop);
