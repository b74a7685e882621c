/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* file-header.c - is it a recording, of which version, and of which kind? */
#include "sched/trace/file-header.h"

#include <stdio.h>
#include <string.h>

#include "sched/trace/wire.h"

static FileHeader
needs(size_t size)
{
    return (FileHeader){.need = size};
}

static FileHeader
foreign(const char *message)
{
    FileHeader header = {.is_foreign = true};

    snprintf(header.message, sizeof header.message, "%s", message);
    return header;
}

static FileHeader
other_version(unsigned major, unsigned minor)
{
    FileHeader header = {.is_foreign = true};

    snprintf(header.message, sizeof header.message,
             "written by another version: its format is %u.%u, this program reads %d.x", major,
             minor, WIRE_MAJOR);
    return header;
}

/* Reads a header that is longer than usual; a flight recording's is checked like a block's. */
static FileHeader
long_header(const uint8_t *at, uint32_t size)
{
    uint64_t head_end = wire_get64(at + 24), end = wire_get64(at + 32);

    if (memcmp(at + WIRE_FILE_HEADER, WIRE_FLIGHT, 4) != 0 ||
        crc32c(0, at, 40) != wire_get32(at + 40) || head_end < size || end < head_end ||
        end > SIZE_MAX / 2)
        return (FileHeader){.size = size};
    return (FileHeader){
        .size = size, .is_flight = true, .head = head_end - size, .area = end - head_end};
}

FileHeader
file_header_read(const uint8_t *at, size_t size)
{
    size_t magic = size < WIRE_MAGIC_SIZE ? size : WIRE_MAGIC_SIZE;

    if (memcmp(at, WIRE_MAGIC, magic) != 0)
        return foreign("not a recording");
    if (size < WIRE_FILE_HEADER)
        return needs(size < WIRE_MAGIC_SIZE ? size + 1 : WIRE_FILE_HEADER);
    if (wire_get16(at + 8) != WIRE_MAJOR)
        return other_version(wire_get16(at + 8), wire_get16(at + 10));
    uint32_t header_size = wire_get32(at + 12);
    if (header_size < WIRE_FILE_HEADER || header_size > WIRE_FILE_HEADER_MAX)
        return foreign("not a recording: its first bytes are damaged");
    if (header_size < WIRE_FLIGHT_HEADER)
        return (FileHeader){.size = header_size};
    return size < WIRE_FLIGHT_HEADER ? needs(WIRE_FLIGHT_HEADER) : long_header(at, header_size);
}
