/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* flight.c - writes a flight recording, so that it can be read whenever the process ends. A block
 * exists once its header does, which is written last; the blocks it replaces are erased before. */
#include "sched/record/flight.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "sched/trace/format.h"
#include "sched/trace/wire.h"

enum { MOST_HEAD = 4 << 20, BLOCKS_AT_LEAST = 8 };

/* The processor keeps its stores in order; the compiler must be told to. */
static void
then(void)
{
    atomic_signal_fence(memory_order_seq_cst);
}

/* Erases the older blocks that begin in the `size` bytes at `at`, the oldest first: memcpy() may
 * copy in any order, and the process may be killed anywhere in it. */
static void
forget(const Flight *flight, size_t at, size_t size)
{
    const uint8_t *end = flight->bytes + flight->size - (WIRE_SYNC_SIZE - 1);
    uint8_t *sync = flight->bytes + at;

    if ((size_t) (end - sync) > size)
        end = sync + size;
    for (; sync < end && (sync = memchr(sync, WIRE_SYNC[0], (size_t) (end - sync))); sync++)
        if (!memcmp(sync, WIRE_SYNC, WIRE_SYNC_SIZE)) {
            *sync = 0;
            then();
        }
}

static void
copy_block(uint8_t *to, const uint8_t *bytes, size_t size)
{
    wire_put32(to, 0);
    then();
    memcpy(to + WIRE_BLOCK_HEADER, bytes + WIRE_BLOCK_HEADER, size - WIRE_BLOCK_HEADER);
    then();
    memcpy(to + WIRE_SYNC_SIZE, bytes + WIRE_SYNC_SIZE, WIRE_BLOCK_HEADER - WIRE_SYNC_SIZE);
    then();
    memcpy(to, bytes, WIRE_SYNC_SIZE);
    then();
}

/* Writes a block that says nothing, in `size` bytes. If they are too few for a header, they become
 * zeros. */
static void
put_padding(uint8_t *at, size_t size)
{
    uint8_t header[WIRE_BLOCK_HEADER] = WIRE_SYNC;

    if (size < WIRE_BLOCK_HEADER) {
        memset(at, 0, size);
        return;
    }
    memcpy(header, WIRE_SYNC, WIRE_SYNC_SIZE);
    wire_put32(header + 4, WIRE_PADDING);
    wire_put32(header + 8, (uint32_t) (size - WIRE_BLOCK_HEADER));
    wire_put32(header + 36, crc32c(0, header, 36));
    copy_block(at, header, sizeof header);
}

static void
put_file_header(const Flight *flight)
{
    uint8_t header[WIRE_FLIGHT_HEADER] = {0};

    memcpy(header, WIRE_MAGIC, WIRE_MAGIC_SIZE);
    wire_put16(header + 8, WIRE_MAJOR);
    wire_put16(header + 10, WIRE_MINOR);
    wire_put32(header + 12, WIRE_FLIGHT_HEADER);
    memcpy(header + 16, WIRE_FLIGHT, 4);
    wire_put64(header + 24, flight->head_end);
    wire_put64(header + 32, flight->size);
    wire_put32(header + 40, crc32c(0, header, 40));
    memcpy(flight->bytes, header, sizeof header);
}

/* Asked for more space than there is, some file systems first give all they have and keep it so:
 * then no other file can have any. */
static int
allocate(int fd, uint64_t size)
{
    struct statvfs disk;
    int error;

    if (size >= SIZE_MAX / 2)
        return EFBIG;
    if (!fstatvfs(fd, &disk) && disk.f_blocks && size / disk.f_frsize > disk.f_bavail)
        return ENOSPC;
    error = posix_fallocate(fd, 0, (off_t) size);
    if (error && ftruncate(fd, 0))
        errno = 0; /* a device */
    return error;
}

size_t
flight_kept(size_t size)
{
    return size - (size / 4 < MOST_HEAD ? size / 4 : MOST_HEAD);
}

int
flight_open(Flight *flight, int fd, uint64_t size)
{
    int error = allocate(fd, size);
    void *bytes;

    if (error)
        return error;
    bytes = mmap(NULL, (size_t) size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED) {
        error = errno;
        if (ftruncate(fd, 0))
            errno = 0; /* a device */
        return error;
    }
    *flight = (Flight){.bytes = bytes, .size = (size_t) size, .head_at = WIRE_FLIGHT_HEADER};
    flight->head_end = flight->size - flight_kept(flight->size);
    flight->at = flight->head_end;
    put_padding(flight->bytes + flight->head_at, flight_room(flight));
    put_file_header(flight);
    return 0;
}

size_t
flight_block_max(const Flight *flight)
{
    size_t max = (flight->size - flight->head_end) / BLOCKS_AT_LEAST;

    return max < FORMAT_BLOCK_MAX ? max : FORMAT_BLOCK_MAX;
}

size_t
flight_room(const Flight *flight)
{
    return flight->head_end - flight->head_at;
}

bool
flight_define(Flight *flight, const uint8_t *bytes, size_t size)
{
    uint8_t *at = flight->bytes + flight->head_at;

    if (size > flight_room(flight))
        return false;
    put_padding(at + size, flight_room(flight) - size);
    memcpy(at + WIRE_BLOCK_HEADER, bytes + WIRE_BLOCK_HEADER, size - WIRE_BLOCK_HEADER);
    then();
    memcpy(at, bytes, WIRE_BLOCK_HEADER);
    flight->head_at += size;
    return true;
}

/* Blocks inside the padding are erased, too: the next lap may overwrite the padding's header
 * without overwriting all that follows it. */
static void
pad_to_the_end(const Flight *flight)
{
    size_t size = flight->size - flight->at;

    put_padding(flight->bytes + flight->at, size);
    if (size > WIRE_BLOCK_HEADER)
        forget(flight, flight->at + WIRE_BLOCK_HEADER, size - WIRE_BLOCK_HEADER);
}

void
flight_put(Flight *flight, const uint8_t *bytes, size_t size)
{
    if (size > flight->size - flight->at) {
        pad_to_the_end(flight);
        flight->at = flight->head_end;
    }
    forget(flight, flight->at, size);
    copy_block(flight->bytes + flight->at, bytes, size);
    flight->at += size;
}

int
flight_reopen(Flight *flight, int fd, size_t at, size_t size)
{
    void *bytes = mmap(NULL, flight->size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

    if (bytes == MAP_FAILED)
        return errno;
    flight->bytes = bytes;
    flight->at = at;
    put_padding(flight->bytes + at, size);
    return 0;
}

void
flight_close(Flight *flight)
{
    if (flight->bytes)
        munmap(flight->bytes, flight->size);
    flight->bytes = NULL;
}
