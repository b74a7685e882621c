/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* decode.h - turns the payload of one block into calls of a sink. Knows what blocks mean, not how
 * they are found. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "sched/trace/event.h"
#include "sched/trace/format.h"
#include "sched/trace/wire.h"

/* The state of decoding between two blocks. Starts as zeros, except for sink and data. */
typedef struct {
    TraceSink sink;
    void *data;
    uint64_t last_number; /* of the events that were passed on or given up */
    uint64_t n_missing;   /* events that were given up: recorded, but not readable */
    int64_t last_time_ns;
    bool ended;
    uint64_t *sites; /* a bit for each that was defined, */
    size_t n_sites;  /* for ids below this, a multiple of 64 */
} Decoder;

/** Frees what it holds. */
void decoder_clear(Decoder *decoder);

/** Whether blocks of this type are understood; others are to be skipped. */
bool decode_knows(uint32_t type);

/**
 * Pass on what the block says. Its payload has been checked against its checksum.
 *
 * False: it does not follow the format (from some point on), or there is no memory for it.
 */
bool decode_block(Decoder *decoder, const WireBlock *block, const uint8_t *payload);

/** Count what a block held as missing, of which only the header can be read. */
void decode_lost_block(Decoder *decoder, const WireBlock *block);
