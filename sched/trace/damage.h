/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* damage.h - how whole a recording was, in a word and in a sentence. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "sched/trace/reader.h"

/* What was seen of a recording up to the end of its bytes. */
typedef struct {
    uint64_t n_damaged;   /* places where something could not be read */
    uint64_t n_missing;   /* events that were recorded, but are missing */
    uint64_t last_number; /* of the last of its events */
    bool ended;           /* it has its end */
    bool is_last_part;    /* it is a flight recording, which holds the last part of a run: */
    uint64_t n_before;    /* events before that part */
} Damage;

/** The verdict; ret_message (of `size` bytes) gets the sentence, or "" if nothing is
 * wrong and nothing left out. */
TraceWholeness damage_judge(const Damage *found, char *ret_message, size_t size);
