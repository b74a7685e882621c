/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tail.c - keeps the last bytes, and looks for a block among them. */
#include "sched/trace/tail.h"

#include <string.h>

#include "sched/trace/format.h"
#include "sched/trace/wire.h"

enum { NUMBER_MAX = 10 }; /* bytes of a number */

/* Its header; what kind of end, its value, the size of its text; the text. */
_Static_assert(WIRE_BLOCK_HEADER + 3 * NUMBER_MAX + FORMAT_TEXT_MAX <= TRACE_TAIL_MAX,
               "the last block fits in");

void
trace_tail_add(TraceTail *tail, const void *bytes, size_t size)
{
    size_t taken = size < TRACE_TAIL_MAX ? size : TRACE_TAIL_MAX;
    size_t room = TRACE_TAIL_MAX - taken, kept = tail->size < room ? tail->size : room;

    memmove(tail->bytes, tail->bytes + tail->size - kept, kept);
    memcpy(tail->bytes + kept, (const uint8_t *) bytes + size - taken, taken);
    tail->size = kept + taken;
}

static bool
is_end(const uint8_t *at, size_t size)
{
    WireBlock block;

    return size >= WIRE_BLOCK_HEADER && wire_get_block(at, &block) && block.type == WIRE_END &&
           block.size <= size - WIRE_BLOCK_HEADER &&
           crc32c(0, at + WIRE_BLOCK_HEADER, block.size) == block.payload_crc;
}

bool
trace_tail_has_end(const TraceTail *tail)
{
    const uint8_t *at = tail->bytes, *end = tail->bytes + tail->size;

    while ((at = memmem(at, (size_t) (end - at), WIRE_SYNC, WIRE_SYNC_SIZE))) {
        if (is_end(at, (size_t) (end - at)))
            return true;
        at++;
    }
    return false;
}
