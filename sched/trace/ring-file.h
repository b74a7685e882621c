/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ring-file.h - FILE.ring: the memory of a process's rings, in a file beside its recording, so that
 * events that were not written yet outlive the process. The file exists while the process records,
 * and after it was killed. Its fields are as in the memory of the machine that wrote them. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define RING_FILE_SUFFIX ".ring"
#define RING_FILE_MAGIC "AWRINGS1"

enum {
    RING_FILE_RINGS = 256,    /* that can be found again; those of more threads cannot */
    RING_FILE_THREADS = 4096, /* that have a number of their own */
    RING_FILE_DEFINED = 512 * 1024,
};

typedef struct {
    uint16_t kind;   /* TraceKind in 12 bits, TraceValue in 4; 0: this is a TextRecord */
    uint16_t thread; /* an index in 12 bits, RECORD_ flags */
    uint32_t subject, object, site;
    uint64_t time; /* ticks; ns when RECORD_IS_VIRTUAL */
    int64_t value;
} Record;

enum { RECORD_IS_VIRTUAL = 1 << 15, RECORD_HAS_TEXT = 1 << 14 };
enum { TEXT_BYTES = 28 };

typedef struct {
    uint16_t kind; /* 0 */
    uint16_t size; /* bytes used */
    char bytes[TEXT_BYTES];
} TextRecord;

_Static_assert(sizeof(Record) == 32 && sizeof(TextRecord) == 32, "one slot each");

enum { CHUNK_RECORDS = 2047 };

/* A chunk of a ring as readers find it; see Chunk in ring.h. */
typedef struct {
    uint64_t following, used; /* addresses */
    uint64_t unused[2];
    Record records[CHUNK_RECORDS];
} RingFileChunk;

/* Up to where a ring has been written into the recording: addresses. */
typedef struct {
    uint64_t chunk, at;
} RingFilePlace;

typedef struct {
    char magic[8];
    uint32_t size; /* of this struct */
    uint32_t n_rings;
    uint64_t base;       /* the address that the file had in the process */
    uint64_t from_ticks; /* a moment on both clocks, and the rate */
    int64_t from_ns, start_ns;
    double ns_per_tick;
    uint32_t is_virtual; /* the recording's clock */
    uint32_t current;    /* which of the two sets of places counts */
    uint64_t number[2];  /* the last event written by then; of the other set, the one that may have
                            been written */
    RingFilePlace written[2][RING_FILE_RINGS];
    uint64_t ring[RING_FILE_RINGS]; /* address of the address where its next record goes */
    uint32_t tracks[RING_FILE_THREADS];
    uint32_t n_defined;
    uint8_t defined[RING_FILE_DEFINED]; /* SITE blocks, n_defined bytes */
} RingFileHead;

/**
 * Returns the events in the rings beside the recording at `path` that follow its last event, number
 * `last`: *ret_bytes gets blocks to be read after the recording, which the caller frees. Returns
 * their size. 0: there are none, the process still runs, there is no memory, or the rings belong to
 * another recording; then *ret_bytes is untouched.
 */
size_t ring_file_rescue(const char *path, uint64_t last, uint8_t **ret_bytes);
