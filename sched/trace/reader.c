/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reader.c - reads a recording from bytes cut into any pieces, and says how whole it was.
 * block-finder.c finds the blocks in them, decode.c knows what those mean.
 *
 * Complete blocks are read where the caller has them; only what is left over is kept, and never
 * more than was fed. Each byte is looked at a bounded number of times, whatever a recording claims.
 */
#include "sched/trace/reader.h"

#include <stdlib.h>
#include <string.h>

#include "sched/trace/block-finder.h"
#include "sched/trace/damage.h"

enum { FIRST_CAPACITY = 4096 };

struct TraceReader {
    BlockFinder finder;
    uint8_t *rest; /* the beginning of what is not complete */
    size_t rest_size, rest_capacity;
};

TraceReader *
trace_reader_new(const TraceSink *sink, void *data)
{
    TraceReader *reader = calloc(1, sizeof *reader);
    uint8_t *rest = malloc(FIRST_CAPACITY);

    if (!reader || !rest) {
        free(reader);
        free(rest);
        return NULL;
    }
    reader->rest = rest;
    reader->rest_capacity = FIRST_CAPACITY;
    reader->finder.decoder.sink = *sink;
    reader->finder.decoder.data = data;
    return reader;
}

void
trace_reader_free(TraceReader *reader)
{
    if (!reader)
        return;
    decoder_clear(&reader->finder.decoder);
    free(reader->rest);
    free(reader);
}

/* Keeping what is not complete. Between two calls rest_size is 0 or less than need. */

static bool
keep(TraceReader *reader, const uint8_t *at, size_t size)
{
    size_t capacity = reader->rest_capacity;
    uint8_t *rest = reader->rest;

    while (capacity < reader->rest_size + size)
        capacity *= 2;
    if (capacity > reader->rest_capacity) {
        rest = realloc(rest, capacity);
        if (!rest)
            return false;
        reader->rest = rest;
        reader->rest_capacity = capacity;
    }
    memcpy(rest + reader->rest_size, at, size);
    reader->rest_size += size;
    return true;
}

/* Without memory for the block that has begun, the reader skips it. */
static void
keep_or_give_up(TraceReader *reader, const uint8_t *at, size_t size)
{
    WireBlock block;

    if (keep(reader, at, size))
        return;
    if (wire_get_block(reader->rest_size > 0 ? reader->rest : at, &block))
        finder_give_up(&reader->finder, &block);
    reader->finder.skip = reader->finder.need - reader->rest_size - size;
    reader->rest_size = 0;
}

/* Reads straight from the caller's bytes. Returns how many are done with: all of them. */
static size_t
feed_directly(TraceReader *reader, const uint8_t *at, size_t size)
{
    size_t done = finder_take(&reader->finder, at, size);

    if (done < size && reader->finder.place != FOREIGN)
        keep_or_give_up(reader, at + done, size - done);
    return size;
}

/* Completes what was kept. Returns how many of the caller's bytes that took. */
static size_t
feed_rest(TraceReader *reader, const uint8_t *at, size_t size)
{
    size_t missing = reader->finder.need - reader->rest_size, done;

    if (size > missing)
        size = missing;
    keep_or_give_up(reader, at, size);
    if (reader->rest_size < reader->finder.need)
        return size;
    done = finder_take(&reader->finder, reader->rest, reader->rest_size);
    reader->rest_size -= done;
    memmove(reader->rest, reader->rest + done, reader->rest_size);
    return size;
}

bool
trace_reader_feed(TraceReader *reader, const void *bytes, size_t size)
{
    const uint8_t *at = bytes;

    while (size > 0 && reader->finder.place != FOREIGN) {
        size_t done =
            reader->rest_size > 0 ? feed_rest(reader, at, size) : feed_directly(reader, at, size);
        at += done;
        size -= done;
    }
    return reader->finder.place != FOREIGN;
}

bool
trace_reader_cut(TraceReader *reader, uint64_t *ret_last)
{
    if (reader->finder.place == AT_FLIGHT)
        finder_take_flight(&reader->finder, reader->rest, reader->rest_size);
    if (reader->finder.place != AT_BLOCK)
        return false;
    reader->rest_size = 0;
    reader->finder.skip = 0;
    *ret_last = reader->finder.decoder.last_number;
    return true;
}

TraceWholeness
trace_reader_finish(TraceReader *reader)
{
    Decoder *decoder = &reader->finder.decoder;

    if (reader->finder.place == AT_FLIGHT)
        finder_take_flight(&reader->finder, reader->rest, reader->rest_size);
    Damage findings = {
        .is_last_part = reader->finder.is_flight,
        .n_before = reader->finder.n_before,
        .n_damaged = reader->finder.n_damaged,
        .n_missing = decoder->n_missing,
        .last_number = decoder->last_number,
        .ended = decoder->ended,
    };

    if (reader->finder.place == AT_FILE_HEADER)
        finder_refuse(&reader->finder, reader->rest_size == 0
                                           ? "not a recording: it is empty"
                                           : "not a recording: only the first bytes of one");
    if (reader->finder.place == FOREIGN)
        return TRACE_FOREIGN;
    if (!decoder->ended && decoder->sink.end)
        decoder->sink.end(decoder->data, &(TraceEnd){.kind = TRACE_END_NONE, .text = ""});
    return damage_judge(&findings, reader->finder.message, sizeof reader->finder.message);
}

const char *
trace_reader_message(const TraceReader *reader)
{
    return reader->finder.message;
}
