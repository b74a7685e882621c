/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-memory.h - the memory of loops. The last ones that were closed stay as they are for a while,
 * so that who uses one of them too late finds that it is closed, and not something else. */
#pragma once
#include <stddef.h>

/** Zeroed memory for a loop of `size` bytes, always the same. NULL: none. */
void *loop_memory_take(size_t size);

/** Gives back that of a closed loop. Any thread. */
void loop_memory_give(void *loop);
