/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wire.h - what writer and reader of a recording share: numbers, layouts and byte order. FORMAT.md
 * describes them in words. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "sched/trace/crc32c.h"

enum { WIRE_MAJOR = 1, WIRE_MINOR = 1 };

#define WIRE_MAGIC                                                                                 \
    "\x89"                                                                                         \
    "AWT\r\n\x1a\n"
#define WIRE_SYNC                                                                                  \
    "\xa7"                                                                                         \
    "BLK"

#define WIRE_FLIGHT "LAST" /* follows the file header of a flight recording */

enum {
    WIRE_MAGIC_SIZE = 8,
    WIRE_SYNC_SIZE = 4,
    WIRE_FILE_HEADER = 16, /* bytes, in this version */
    WIRE_FILE_HEADER_MAX = 4096,
    WIRE_FLIGHT_HEADER = 48, /* of a flight recording */
    WIRE_BLOCK_HEADER = 40,
    WIRE_PAYLOAD_MAX = 16 * 1024 * 1024, /* of a block of a known type */
};

#define WIRE_TYPE(a, b, c, d) ((uint32_t) (a) | (b) << 8 | (c) << 16 | (d) << 24)
#define WIRE_META WIRE_TYPE('M', 'E', 'T', 'A')
#define WIRE_SITE WIRE_TYPE('S', 'I', 'T', 'E')
#define WIRE_SOURCE WIRE_TYPE('S', 'R', 'C', ' ')
#define WIRE_EVENTS WIRE_TYPE('E', 'V', 'T', 'S')
#define WIRE_COMPACT WIRE_TYPE('E', 'V', 'T', 'C')
#define WIRE_PADDING WIRE_TYPE('P', 'A', 'D', ' ')
#define WIRE_END WIRE_TYPE('E', 'N', 'D', ' ')
#define WIRE_NOTE WIRE_TYPE('N', 'O', 'T', 'E')

/* Which fields of an event follow, in this order. */
enum {
    WIRE_HAS_TIME = 0x01,
    WIRE_HAS_THREAD = 0x02,
    WIRE_HAS_SUBJECT = 0x04,
    WIRE_HAS_OBJECT = 0x08,
    WIRE_HAS_SITE = 0x10,
    WIRE_HAS_VALUE = 0x20,
    WIRE_HAS_TEXT = 0x40,
    WIRE_HAS_MORE = 0x80, /* what later versions add; with its length, so that it can be skipped */
};

/* The short form in a compact block: bit 7 of its first byte. The long form begins with a 0. */
enum { WIRE_COMPACT_LONG = 0, WIRE_COMPACT_VALUE = 0x80 };

/* Bytes of a field in the short form, by its two bits. */
#define WIRE_SIZE(code) ((code) + ((code) == 3))

/* A block's header, without its sync mark and its own checksum. */
typedef struct {
    uint32_t type;
    uint32_t size; /* of the payload, in bytes */
    uint32_t count;
    int64_t base_time_ns;
    uint64_t first_number;
    uint32_t payload_crc;
} WireBlock;

/** Writes 2 bytes, the lowest first. */
static inline void
wire_put16(uint8_t *at, uint16_t v)
{
    at[0] = (uint8_t) v;
    at[1] = (uint8_t) (v >> 8);
}

/** Writes 4 bytes. */
static inline void
wire_put32(uint8_t *at, uint32_t v)
{
    wire_put16(at, (uint16_t) v);
    wire_put16(at + 2, (uint16_t) (v >> 16));
}

/** Writes 8 bytes. */
static inline void
wire_put64(uint8_t *at, uint64_t v)
{
    wire_put32(at, (uint32_t) v);
    wire_put32(at + 4, (uint32_t) (v >> 32));
}

/** Reads 2 bytes, the lowest first. */
static inline uint16_t
wire_get16(const uint8_t *at)
{
    return (uint16_t) (at[0] | at[1] << 8);
}

/** Reads 4 bytes. */
static inline uint32_t
wire_get32(const uint8_t *at)
{
    return wire_get16(at) | (uint32_t) wire_get16(at + 2) << 16;
}

/** Reads 8 bytes. */
static inline uint64_t
wire_get64(const uint8_t *at)
{
    return wire_get32(at) | (uint64_t) wire_get32(at + 4) << 32;
}

/** Turns small numbers of either sign into small unsigned ones: 0, -1, 1, -2 are 0, 1, 2, 3. */
static inline uint64_t
wire_zigzag(int64_t v)
{
    return (uint64_t) v << 1 ^ (uint64_t) (v >> 63);
}

/** The number that wire_zigzag() was given. */
static inline int64_t
wire_unzigzag(uint64_t v)
{
    return (int64_t) (v >> 1 ^ (0 - (v & 1)));
}

/** Reads the header of a block, WIRE_BLOCK_HEADER bytes. False: there is none. */
static inline bool
wire_get_block(const uint8_t *at, WireBlock *ret_block)
{
    if (memcmp(at, WIRE_SYNC, WIRE_SYNC_SIZE) != 0 || crc32c(0, at, 36) != wire_get32(at + 36))
        return false;
    *ret_block = (WireBlock){
        .type = wire_get32(at + 4),
        .size = wire_get32(at + 8),
        .count = wire_get32(at + 12),
        .base_time_ns = (int64_t) wire_get64(at + 16),
        .first_number = wire_get64(at + 24),
        .payload_crc = wire_get32(at + 32),
    };
    return true;
}
