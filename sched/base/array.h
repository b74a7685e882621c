/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* array.h - arrays that grow. */
#pragma once
#include <stddef.h>
#include <stdlib.h>

/** Makes room for twice as many items of `size` bytes, or for `first` if there was no room yet.
 * Returns the items at their new place, and updates *capacity. NULL: no memory, and nothing has
 * changed. */
static inline void *
array_grow(void *items, size_t *capacity, size_t first, size_t size)
{
    size_t grown = *capacity ? *capacity * 2 : first;
    void *moved = realloc(items, grown * size);

    if (moved)
        *capacity = grown;
    return moved;
}
