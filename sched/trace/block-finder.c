/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* block-finder.c - finds the blocks of a recording, and goes on behind what is none. decode.c knows
 * what they mean. */
#include "sched/trace/block-finder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/trace/file-header.h"
#include "sched/trace/flight-sort.h"

/* Each take_ returns how many bytes it is done with; 0 if it needs finder->need of them. */

static size_t
needs(BlockFinder *finder, size_t size)
{
    finder->need = size;
    return 0;
}

size_t
finder_refuse(BlockFinder *finder, const char *message)
{
    finder->place = FOREIGN;
    snprintf(finder->message, sizeof finder->message, "%s", message);
    return 0;
}

static size_t
take_file_header(BlockFinder *finder, const uint8_t *at, size_t size)
{
    FileHeader header = file_header_read(at, size);

    if (header.need > 0)
        return needs(finder, header.need);
    if (header.is_foreign)
        return finder_refuse(finder, header.message);
    finder->skip = header.size - WIRE_FILE_HEADER;
    finder->place = header.is_flight ? AT_FLIGHT : AT_BLOCK;
    finder->is_flight = header.is_flight;
    finder->head = header.head;
    finder->area = header.area;
    return WIRE_FILE_HEADER;
}

/* No block starts at `at`: goes on to the next place where one might. */
static size_t
look_on(BlockFinder *finder, const uint8_t *at, size_t size)
{
    const uint8_t *next = memmem(at + 1, size - 1, WIRE_SYNC, WIRE_SYNC_SIZE);

    if (!finder->lost)
        finder->n_damaged++;
    finder->lost = true;
    return next ? (size_t) (next - at) : size - (WIRE_SYNC_SIZE - 1);
}

size_t
finder_give_up(BlockFinder *finder, const WireBlock *block)
{
    finder->n_damaged++;
    decode_lost_block(&finder->decoder, block);
    finder->skip = block->size;
    return WIRE_BLOCK_HEADER;
}

static void
read_block(BlockFinder *finder, const WireBlock *block, const uint8_t *payload)
{
    Decoder *decoder = &finder->decoder;

    if (crc32c(0, payload, block->size) != block->payload_crc) {
        finder->n_damaged++;
        decode_lost_block(decoder, block);
    } else if (!decode_block(decoder, block, payload)) {
        finder->n_damaged++;
    }
    if (decoder->ended)
        finder->place = AT_END;
}

/* A header whose checksum holds is trusted: its payload, good or bad, is stepped over. */
static size_t
take_block(BlockFinder *finder, const uint8_t *at, size_t size)
{
    WireBlock block;

    if (size < WIRE_BLOCK_HEADER)
        return needs(finder, WIRE_BLOCK_HEADER);
    if (!wire_get_block(at, &block))
        return look_on(finder, at, size);
    finder->lost = false;
    if (!decode_knows(block.type)) {
        finder->skip = block.size;
        return WIRE_BLOCK_HEADER;
    }
    if (block.size > WIRE_PAYLOAD_MAX)
        return finder_give_up(finder, &block);
    if (size < WIRE_BLOCK_HEADER + block.size)
        return needs(finder, WIRE_BLOCK_HEADER + block.size);
    read_block(finder, &block, at + WIRE_BLOCK_HEADER);
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
read_flight_part(BlockFinder *finder, const uint8_t *at, size_t size)
{
    FlightBlock *blocks = NULL;
    size_t n = flight_sort(at, size, &blocks);

    for (size_t i = 0; i < n && finder->place != AT_END; i++) {
        const WireBlock *block = &blocks[i].block;
        if (is_remains(&blocks[i]))
            continue;
        if (block->first_number > 0 && finder->decoder.last_number == 0) {
            finder->n_before = block->first_number - 1;
            finder->decoder.last_number = finder->n_before;
        }
        if (decode_knows(block->type))
            read_block(finder, block, blocks[i].payload);
    }
    free(blocks);
}

void
finder_take_flight(BlockFinder *finder, const uint8_t *at, size_t size)
{
    size_t head = size < finder->head ? size : (size_t) finder->head;

    read_flight_part(finder, at, head);
    read_flight_part(finder, at + head, size - head);
    if (finder->place != AT_END)
        finder->place = AT_BLOCK;
}

static size_t
take_flight(BlockFinder *finder, const uint8_t *at, size_t size)
{
    size_t all = (size_t) (finder->head + finder->area);

    if (size < all)
        return needs(finder, all);
    finder_take_flight(finder, at, all);
    return all;
}

/* After its end a recording has notes, which people add later. Anything else is not of this
 * version, or not of this recording: it is no damage. */
static size_t
take_after_end(BlockFinder *finder, const uint8_t *at, size_t size)
{
    WireBlock block;

    if (size < WIRE_BLOCK_HEADER)
        return needs(finder, WIRE_BLOCK_HEADER);
    if (!wire_get_block(at, &block)) {
        finder->place = AT_REST;
        return size;
    }
    if (block.type != WIRE_NOTE || block.size > WIRE_PAYLOAD_MAX) {
        finder->skip = block.size;
        return WIRE_BLOCK_HEADER;
    }
    if (size < WIRE_BLOCK_HEADER + block.size)
        return needs(finder, WIRE_BLOCK_HEADER + block.size);
    if (crc32c(0, at + WIRE_BLOCK_HEADER, block.size) == block.payload_crc)
        decode_block(&finder->decoder, &block, at + WIRE_BLOCK_HEADER);
    return WIRE_BLOCK_HEADER + block.size;
}

static size_t
take_nothing(BlockFinder *finder, const uint8_t *at, size_t size)
{
    return size;
}

static size_t
take_skipped(BlockFinder *finder, size_t size)
{
    size_t n = size < finder->skip ? size : (size_t) finder->skip;

    finder->skip -= n;
    return n;
}

static size_t
take(BlockFinder *finder, const uint8_t *at, size_t size)
{
    static size_t (*const take_at[])(BlockFinder *, const uint8_t *, size_t) = {
        [AT_FILE_HEADER] = take_file_header, [AT_BLOCK] = take_block,  [AT_FLIGHT] = take_flight,
        [AT_END] = take_after_end,           [AT_REST] = take_nothing, [FOREIGN] = take_nothing,
    };

    return finder->skip > 0 ? take_skipped(finder, size) : take_at[finder->place](finder, at, size);
}

size_t
finder_take(BlockFinder *finder, const uint8_t *at, size_t size)
{
    size_t done = 0, n;

    while (done < size && (n = take(finder, at + done, size - done)) > 0)
        done += n;
    return done;
}
