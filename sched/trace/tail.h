/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tail.h - tells whether a recording has its end, for those who pass its bytes on unread. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TRACE_TAIL_MAX = 8 * 1024 }; /* bytes: no block that ends a recording is larger */

/* The last bytes of a recording. Starts as zeros. */
typedef struct {
    uint8_t bytes[TRACE_TAIL_MAX];
    size_t size; /* how many of these are there */
} TraceTail;

/** Notes the next `size` bytes of the recording that were passed on. */
void trace_tail_add(TraceTail *tail, const void *bytes, size_t size);

/** Whether the block that ends a recording is among them, and whole. */
bool trace_tail_has_end(const TraceTail *tail);
