/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* flight.h - a flight recording: a file of one size, mapped, of which the last part of a run is
 * kept. What was put in is there when the process is not any more. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FLIGHT_LEAST = 64 * 1024 };

/* One that is written. */
typedef struct {
    uint8_t *bytes; /* the mapped file; NULL: none */
    size_t size;
    size_t head_at, head_end; /* definitions: what is free for more of them */
    size_t at;                /* where the next block goes; from head_end to size */
} Flight;

/** Makes a flight recording of `size` bytes (at least FLIGHT_LEAST) of the file, which stays open.
 * Returns 0 or an errno. */
int flight_open(Flight *flight, int fd, uint64_t size);

/** How much of `size` bytes is for events. */
size_t flight_kept(size_t size);

/** The largest block that it takes. */
size_t flight_block_max(const Flight *flight);

/** Puts definitions where they are kept. False: there is no room. */
bool flight_define(Flight *flight, const uint8_t *bytes, size_t size);

/** Room for more definitions, bytes. */
size_t flight_room(const Flight *flight);

/** Puts a block in place of the oldest. */
void flight_put(Flight *flight, const uint8_t *bytes, size_t size);

/** Maps it again after flight_close(), as if the last block, of `size` bytes at `at`, had not been
 * put. Returns 0 or an errno. */
int flight_reopen(Flight *flight, int fd, size_t at, size_t size);

/** Unmaps it. */
void flight_close(Flight *flight);
