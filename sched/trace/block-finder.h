/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* block-finder.h - the blocks in the bytes of a recording, one after the other. */
#pragma once
#include "sched/trace/decode.h"

typedef enum {
    AT_FILE_HEADER,
    AT_BLOCK,
    AT_FLIGHT,
    AT_END,  /* only notes may follow */
    AT_REST, /* nothing that is of this recording */
    FOREIGN
} FinderPlace;

/* All zeros but for the decoder's sink: at the beginning of a file. */
typedef struct {
    FinderPlace place;
    bool lost;           /* what is here is no block: look for the next one */
    uint64_t n_damaged;  /* places where something could not be read */
    uint64_t skip;       /* bytes that are still to come and are not looked at */
    size_t need;         /* bytes needed to go on */
    bool is_flight;      /* a flight recording: */
    uint64_t head, area; /* bytes of its definitions and of its blocks */
    uint64_t n_before;   /* events that it did not keep */
    char message[200];
    Decoder decoder; /* what reads the blocks */
} BlockFinder;

/** Reads all complete blocks at the beginning of `at`. Returns how many bytes it is done with; if
 * those are not all, it needs finder->need from there to go on. */
size_t finder_take(BlockFinder *finder, const uint8_t *at, size_t size);

/** Reads as much of a flight recording, behind its file header, as there is. */
void finder_take_flight(BlockFinder *finder, const uint8_t *at, size_t size);

/** Steps over a block that cannot be kept. Returns the size of its header. */
size_t finder_give_up(BlockFinder *finder, const WireBlock *block);

/** From now on this is no recording, and `message` says why. Returns 0. */
size_t finder_refuse(BlockFinder *finder, const char *message);
