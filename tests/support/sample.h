/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sample.h - a small recording in memory, and a sink that writes down what it hears, for tests of
 * code that reads recordings. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "sched/trace/reader.h"

enum { SAMPLE_MAX = 16 * 1024 };

/* Its events: every type of value, every field, small and large numbers. */
extern const TraceEvent sample_events[];
extern const size_t sample_n_events;

/**
 * A whole recording: meta, a source, two sites, sample_events in several blocks, an end.
 *
 * Writes to `bytes` (SAMPLE_MAX of them); returns how many it took.
 */
size_t sample_recording(uint8_t *bytes);

/** The same as a flight recording, in which the last blocks come before the others. */
size_t sample_flight(uint8_t *bytes);

/**
 * What a sink hears, one line each: "meta ...", "source ...", "site ...", "event ...", "end ...",
 * "note
 * ...".
 * The data of its functions is the FILE that the lines go to.
 */
extern const TraceSink sample_scribe;

/* What a reader made of some bytes. */
typedef struct {
    char *lines; /* as sample_scribe writes them */
    TraceWholeness wholeness;
    char message[256];
} SampleHeard;

/** Read `size` bytes, fed in pieces of `piece` bytes. Free with sample_heard_clear(). */
SampleHeard sample_hear(const uint8_t *bytes, size_t size, size_t piece);

/** Frees the content of `heard`, not the struct. */
void sample_heard_clear(SampleHeard *heard);

/** Recalculate the checksums of all blocks that can be found in `bytes`, so that damage looks
 * intended. */
void sample_mend(uint8_t *bytes, size_t size);
