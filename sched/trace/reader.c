/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reader.c - finds the blocks of a recording in bytes cut into any pieces, and says how whole it
 * was. decode.c knows what the blocks mean.
 *
 * Complete blocks are read where the caller has them; only what is left over is kept, and never
 * more than was fed. Each byte is looked at a bounded number of times, whatever a recording claims.
 */
#include "sched/trace/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/trace/damage.h"
#include "sched/trace/decode.h"
#include "sched/trace/file-header.h"
#include "sched/trace/flight-sort.h"

enum { FIRST_CAPACITY = 4096 };

typedef enum { AT_FILE_HEADER, AT_BLOCK, AT_FLIGHT, AT_END, FOREIGN } Place;

struct TraceReader {
    Place place;
    bool lost;          /* what is here is no block: look for the next one */
    uint64_t n_damaged; /* places where something could not be read */
    uint64_t skip;      /* bytes that are still to come and are not looked at */
    uint8_t *rest;      /* the beginning of what is not complete */
    size_t rest_size, rest_capacity;
    size_t need;         /* bytes needed to go on */
    bool is_flight;      /* a flight recording: */
    uint64_t head, area; /* bytes of its definitions and of its blocks */
    uint64_t n_before;   /* events that it did not keep */
    char message[200];
    Decoder decoder;
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
    reader->decoder.sink = *sink;
    reader->decoder.data = data;
    return reader;
}

void
trace_reader_free(TraceReader *reader)
{
    if (!reader)
        return;
    decoder_clear(&reader->decoder);
    free(reader->rest);
    free(reader);
}

/* Taking: each take_ returns how many bytes it is done with; 0 if it needs reader->need of them. */

static size_t
needs(TraceReader *reader, size_t size)
{
    reader->need = size;
    return 0;
}

static size_t
refuse(TraceReader *reader, const char *message)
{
    reader->place = FOREIGN;
    snprintf(reader->message, sizeof reader->message, "%s", message);
    return 0;
}

static size_t
take_file_header(TraceReader *reader, const uint8_t *at, size_t size)
{
    FileHeader header = file_header_read(at, size);

    if (header.need > 0)
        return needs(reader, header.need);
    if (header.is_foreign)
        return refuse(reader, header.message);
    reader->skip = header.size - WIRE_FILE_HEADER;
    reader->place = header.is_flight ? AT_FLIGHT : AT_BLOCK;
    reader->is_flight = header.is_flight;
    reader->head = header.head;
    reader->area = header.area;
    return WIRE_FILE_HEADER;
}

/* No block starts at `at`: goes on to the next place where one might. */
static size_t
look_on(TraceReader *reader, const uint8_t *at, size_t size)
{
    const uint8_t *next = memmem(at + 1, size - 1, WIRE_SYNC, WIRE_SYNC_SIZE);

    if (!reader->lost)
        reader->n_damaged++;
    reader->lost = true;
    return next ? (size_t) (next - at) : size - (WIRE_SYNC_SIZE - 1);
}

static size_t
give_up_block(TraceReader *reader, const WireBlock *block)
{
    reader->n_damaged++;
    decode_lost_block(&reader->decoder, block);
    reader->skip = block->size;
    return WIRE_BLOCK_HEADER;
}

static void
read_block(TraceReader *reader, const WireBlock *block, const uint8_t *payload)
{
    Decoder *decoder = &reader->decoder;

    if (crc32c(0, payload, block->size) != block->payload_crc) {
        reader->n_damaged++;
        decode_lost_block(decoder, block);
    } else if (!decode_block(decoder, block, payload)) {
        reader->n_damaged++;
    }
    if (decoder->ended)
        reader->place = AT_END;
}

/* A header whose checksum holds is trusted: its payload, good or bad, is stepped over. */
static size_t
take_block(TraceReader *reader, const uint8_t *at, size_t size)
{
    WireBlock block;

    if (size < WIRE_BLOCK_HEADER)
        return needs(reader, WIRE_BLOCK_HEADER);
    if (!wire_get_block(at, &block))
        return look_on(reader, at, size);
    reader->lost = false;
    if (!decode_knows(block.type)) {
        reader->skip = block.size;
        return WIRE_BLOCK_HEADER;
    }
    if (block.size > WIRE_PAYLOAD_MAX)
        return give_up_block(reader, &block);
    if (size < WIRE_BLOCK_HEADER + block.size)
        return needs(reader, WIRE_BLOCK_HEADER + block.size);
    read_block(reader, &block, at + WIRE_BLOCK_HEADER);
    return WIRE_BLOCK_HEADER + block.size;
}

/* If the program was killed while it overwrote a block, the block's header may still be there. */
static bool
is_remains(const FlightBlock *found)
{
    const WireBlock *block = &found->block;

    return block->first_number > 0 && crc32c(0, found->payload, block->size) != block->payload_crc;
}

/* Definitions first, then the blocks in their order. Between two blocks there may be remains of
 * older ones, so only the numbers of events reveal damage. */
static void
read_flight_part(TraceReader *reader, const uint8_t *at, size_t size)
{
    FlightBlock *blocks = NULL;
    size_t n = flight_sort(at, size, &blocks);

    for (size_t i = 0; i < n && reader->place != AT_END; i++) {
        const WireBlock *block = &blocks[i].block;
        if (is_remains(&blocks[i]))
            continue;
        if (block->first_number > 0 && reader->decoder.last_number == 0) {
            reader->n_before = block->first_number - 1;
            reader->decoder.last_number = reader->n_before;
        }
        if (decode_knows(block->type))
            read_block(reader, block, blocks[i].payload);
    }
    free(blocks);
}

/* Takes as much of a flight recording as there is. */
static void
read_flight(TraceReader *reader, const uint8_t *at, size_t size)
{
    size_t head = size < reader->head ? size : (size_t) reader->head;

    read_flight_part(reader, at, head);
    read_flight_part(reader, at + head, size - head);
    reader->place = AT_END;
}

static size_t
take_flight(TraceReader *reader, const uint8_t *at, size_t size)
{
    size_t all = (size_t) (reader->head + reader->area);

    if (size < all)
        return needs(reader, all);
    read_flight(reader, at, all);
    return all;
}

static size_t
take_nothing(TraceReader *reader, const uint8_t *at, size_t size)
{
    return size;
}

static size_t
take_skipped(TraceReader *reader, size_t size)
{
    size_t n = size < reader->skip ? size : (size_t) reader->skip;

    reader->skip -= n;
    return n;
}

static size_t
take(TraceReader *reader, const uint8_t *at, size_t size)
{
    static size_t (*const take_at[])(TraceReader *, const uint8_t *, size_t) = {
        [AT_FILE_HEADER] = take_file_header,
        [AT_BLOCK] = take_block,
        [AT_FLIGHT] = take_flight,
        [AT_END] = take_nothing,
        [FOREIGN] = take_nothing,
    };

    return reader->skip > 0 ? take_skipped(reader, size) : take_at[reader->place](reader, at, size);
}

/* Takes what can be taken from `at`; returns how many bytes it took. */
static size_t
take_all(TraceReader *reader, const uint8_t *at, size_t size)
{
    size_t done = 0, n;

    while (done < size && (n = take(reader, at + done, size - done)) > 0)
        done += n;
    return done;
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
        give_up_block(reader, &block);
    reader->skip = reader->need - reader->rest_size - size;
    reader->rest_size = 0;
}

/* Reads straight from the caller's bytes. Returns how many are done with: all of them. */
static size_t
feed_directly(TraceReader *reader, const uint8_t *at, size_t size)
{
    size_t done = take_all(reader, at, size);

    if (done < size && reader->place != FOREIGN)
        keep_or_give_up(reader, at + done, size - done);
    return size;
}

/* Completes what was kept. Returns how many of the caller's bytes that took. */
static size_t
feed_rest(TraceReader *reader, const uint8_t *at, size_t size)
{
    size_t missing = reader->need - reader->rest_size, done;

    if (size > missing)
        size = missing;
    keep_or_give_up(reader, at, size);
    if (reader->rest_size < reader->need)
        return size;
    done = take_all(reader, reader->rest, reader->rest_size);
    reader->rest_size -= done;
    memmove(reader->rest, reader->rest + done, reader->rest_size);
    return size;
}

bool
trace_reader_feed(TraceReader *reader, const void *bytes, size_t size)
{
    const uint8_t *at = bytes;

    while (size > 0 && reader->place != FOREIGN) {
        size_t done =
            reader->rest_size > 0 ? feed_rest(reader, at, size) : feed_directly(reader, at, size);
        at += done;
        size -= done;
    }
    return reader->place != FOREIGN;
}

bool
trace_reader_cut(TraceReader *reader, uint64_t *ret_last)
{
    if (reader->place != AT_BLOCK)
        return false;
    reader->rest_size = 0;
    reader->skip = 0;
    *ret_last = reader->decoder.last_number;
    return true;
}

TraceWholeness
trace_reader_finish(TraceReader *reader)
{
    Decoder *decoder = &reader->decoder;

    if (reader->place == AT_FLIGHT)
        read_flight(reader, reader->rest, reader->rest_size);
    Damage findings = {
        .is_last_part = reader->is_flight,
        .n_before = reader->n_before,
        .n_damaged = reader->n_damaged,
        .n_missing = decoder->n_missing,
        .last_number = decoder->last_number,
        .ended = decoder->ended,
    };

    if (reader->place == AT_FILE_HEADER)
        refuse(reader, reader->rest_size == 0 ? "not a recording: it is empty"
                                              : "not a recording: only the first bytes of one");
    if (reader->place == FOREIGN)
        return TRACE_FOREIGN;
    if (!decoder->ended && decoder->sink.end)
        decoder->sink.end(decoder->data, &(TraceEnd){.kind = TRACE_END_NONE, .text = ""});
    return damage_judge(&findings, reader->message, sizeof reader->message);
}

const char *
trace_reader_message(const TraceReader *reader)
{
    return reader->message;
}
