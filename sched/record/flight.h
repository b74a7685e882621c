/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* flight.h - a flight recording: a mapped file of fixed size that keeps the last part of a run.
 * What was put in outlives the process. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FLIGHT_LEAST = 64 * 1024 };

/* A flight recording that is being written. */
typedef struct {
    uint8_t *bytes; /* the mapped file; NULL: no recording */
    size_t size;
    size_t head_at, head_end; /* the free part of the room for definitions */
    size_t at;                /* where the next block goes; from head_end to size */
} Flight;

/** Makes the file a flight recording of `size` bytes (at least FLIGHT_LEAST). `fd` stays open.
 * Returns 0 or an errno. */
int flight_open(Flight *flight, int fd, uint64_t size);

/** How much of `size` bytes is for events. */
size_t flight_kept(size_t size);

/** The largest block that it takes. */
size_t flight_block_max(const Flight *flight);

/** Adds definitions, which are kept to the end. False: there is no room. */
bool flight_define(Flight *flight, const uint8_t *bytes, size_t size);

/** How many bytes of definitions still fit. */
size_t flight_room(const Flight *flight);

/** Puts in a block, over the oldest ones. */
void flight_put(Flight *flight, const uint8_t *bytes, size_t size);

/** Maps it again after flight_close(), as if the last block, of `size` bytes at `at`, had not been
 * put in. Returns 0 or an errno. */
int flight_reopen(Flight *flight, int fd, size_t at, size_t size);

/** Unmaps it. */
void flight_close(Flight *flight);
