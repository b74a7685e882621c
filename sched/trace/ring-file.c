/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ring-file.c - finds the events in the rings of a killed process, and makes blocks of them. No
 * byte is trusted: an address counts only if it lies in the file. */
#include "sched/trace/ring-file.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sched/trace/format.h"

enum { PATH_BYTES = 4096 };

/* A record that was found. */
typedef struct {
    const Record *at, *end; /* end: of the records of its chunk */
    int64_t time_ns;
    size_t order; /* among all, ring by ring */
} FoundRecord;

typedef struct {
    const RingFileHead *head; /* the mapped file */
    size_t size;
    FoundRecord *found;
    size_t n_found, capacity;
    uint8_t *bytes; /* the blocks */
    size_t n_bytes;
    bool failed; /* there is no memory, or the file is damaged */
} Rescue;

/* What had this address in the process; NULL if the file does not have `size` bytes there. */
static const void *
at_address(const Rescue *rescue, uint64_t address, size_t size)
{
    uint64_t offset = address - rescue->head->base;

    if (offset % 8 || offset > rescue->size || rescue->size - offset < size)
        return NULL;
    return (const char *) rescue->head + offset;
}

/* ---- records ---- */

static int64_t
time_of(const RingFileHead *head, const Record *record)
{
    int64_t ticks = (int64_t) (record->time - head->from_ticks);

    if (record->thread & RECORD_IS_VIRTUAL)
        return (int64_t) record->time;
    if (head->is_virtual)
        return 0; /* readers take the time of the event before */
    double ns =
        (double) ticks * head->ns_per_tick + (double) head->from_ns - (double) head->start_ns;
    return ns > 0 && ns < 9e18 ? (int64_t) ns : 0;
}

/* Rings do not overlap, so there are never more records than the file has room for. */
static void
add_found(Rescue *rescue, FoundRecord found)
{
    if (rescue->n_found >= rescue->size / sizeof(Record))
        rescue->failed = true;
    if (rescue->failed)
        return;
    if (rescue->n_found == rescue->capacity) {
        size_t capacity = rescue->capacity ? 2 * rescue->capacity : 1024;
        FoundRecord *more = realloc(rescue->found, capacity * sizeof *more);
        rescue->failed = rescue->failed || !more;
        if (!more)
            return;
        rescue->found = more;
        rescue->capacity = capacity;
    }
    found.order = rescue->n_found;
    rescue->found[rescue->n_found++] = found;
}

/* Texts belong to the record before them. Within a ring, time does not go back. */
static void
find_in_chunk(Rescue *rescue, const Record *at, const Record *end, int64_t *last_ns)
{
    for (; at < end; at++) {
        if (!(at->kind & 0xfff))
            continue;
        int64_t time_ns = time_of(rescue->head, at);
        *last_ns = time_ns > *last_ns ? time_ns : *last_ns;
        add_found(rescue, (FoundRecord){.at = at, .end = end, .time_ns = *last_ns});
    }
}

/* A thread publishes the records of its last chunk by `next`, those of earlier chunks by `used`. */
static uint64_t
end_of(const RingFileChunk *chunk, uint64_t records, uint64_t next)
{
    if (!chunk->following && next >= records && next <= records + sizeof chunk->records)
        return next;
    return chunk->used;
}

static void
find_in_ring(Rescue *rescue, RingFilePlace place, uint64_t next)
{
    const size_t records = offsetof(RingFileChunk, records);
    const RingFileChunk *chunk;
    int64_t last_ns = 0;

    for (size_t n = rescue->size / sizeof *chunk; n > 0; n--) {
        if (!(chunk = at_address(rescue, place.chunk, sizeof *chunk)))
            return;
        uint64_t begin = place.chunk + records, end = end_of(chunk, begin, next);
        if (place.at < begin || end < place.at || end > begin + sizeof chunk->records)
            return;
        find_in_chunk(rescue, chunk->records + (place.at - begin) / sizeof(Record),
                      chunk->records + (end - begin) / sizeof(Record), &last_ns);
        place = (RingFilePlace){chunk->following, chunk->following + records};
    }
}

/* ---- blocks ---- */

static int
by_time(const void *a, const void *b)
{
    const FoundRecord *one = a, *other = b;

    if (one->time_ns != other->time_ns)
        return one->time_ns < other->time_ns ? -1 : 1;
    return one->order < other->order ? -1 : one->order > other->order;
}

static void
add_bytes(Rescue *rescue, const uint8_t *bytes, size_t size)
{
    uint8_t *more = rescue->failed ? NULL : realloc(rescue->bytes, rescue->n_bytes + size);

    rescue->failed = rescue->failed || !more;
    if (!more)
        return;
    memcpy(more + rescue->n_bytes, bytes, size);
    rescue->bytes = more;
    rescue->n_bytes += size;
}

static size_t
take_text(const FoundRecord *found, char text[FORMAT_TEXT_MAX + 1])
{
    size_t size = 0;

    for (const Record *at = found->at + 1; at < found->end && !at->kind; at++) {
        const TextRecord *record = (const TextRecord *) at;
        if (record->size > TEXT_BYTES || size + record->size > FORMAT_TEXT_MAX)
            break;
        memcpy(text + size, record->bytes, record->size);
        size += record->size;
    }
    text[size] = '\0';
    return size;
}

static TraceEvent
event_of(const Rescue *rescue, const FoundRecord *found, char text[FORMAT_TEXT_MAX + 1])
{
    const Record *record = found->at;
    size_t size = take_text(found, text);

    return (TraceEvent){
        .time_ns = found->time_ns,
        .kind = record->kind & 0xfff,
        .value_type = (TraceValue) (record->kind >> 12),
        .thread = rescue->head->tracks[record->thread & (RING_FILE_THREADS - 1)],
        .subject = record->subject,
        .object = record->object,
        .site = record->site,
        .value = record->value,
        .text = size ? text : NULL,
        .text_size = size,
    };
}

static void
end_block(Rescue *rescue, FormatBlock *block)
{
    if (!block->n_events)
        return;
    format_block_end(block);
    add_bytes(rescue, block->out.bytes, block->out.size);
}

static void
write_blocks(Rescue *rescue, uint64_t number)
{
    uint8_t *bytes = malloc(FORMAT_BLOCK_MAX);
    char text[FORMAT_TEXT_MAX + 1];
    FormatBlock block = {0};

    rescue->failed = rescue->failed || !bytes;
    for (size_t i = 0; i < rescue->n_found && !rescue->failed; i++, number++) {
        const TraceEvent event = event_of(rescue, &rescue->found[i], text);
        if (block.n_events && format_block_event(&block, &event))
            continue;
        end_block(rescue, &block);
        format_block_begin(&block, bytes, FORMAT_BLOCK_MAX, number);
        format_block_event(&block, &event);
    }
    if (!rescue->failed)
        end_block(rescue, &block);
    free(bytes);
}

/* ---- the file ---- */

static bool
is_sound(const RingFileHead *head, size_t size)
{
    return size >= sizeof *head && !memcmp(head->magic, RING_FILE_MAGIC, sizeof head->magic) &&
           head->size == sizeof *head && head->n_rings <= RING_FILE_RINGS && head->current <= 1 &&
           head->n_defined <= RING_FILE_DEFINED;
}

/* If the process ended while it wrote a block, the recording may have that block or not. */
static void
rescue_from(Rescue *rescue, uint64_t last)
{
    const RingFileHead *head = rescue->head;
    uint32_t which = head->number[head->current] == last ? head->current : 1 - head->current;

    if (head->number[which] != last)
        return;
    for (uint32_t i = 0; i < head->n_rings; i++) {
        const uint64_t *next = at_address(rescue, head->ring[i], sizeof *next);
        if (next)
            find_in_ring(rescue, head->written[which][i], *next);
    }
    if (!rescue->n_found)
        return;
    qsort(rescue->found, rescue->n_found, sizeof *rescue->found, by_time);
    add_bytes(rescue, head->defined, head->n_defined);
    write_blocks(rescue, last + 1);
}

/* The lock belongs to the process: flock()'s would go on for as long as anything has its memory
 * mapped, as a forked child has, or a tool that looks at the process. */
static bool
is_still_written(int fd)
{
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};

    return fcntl(fd, F_GETLK, &lock) || lock.l_type != F_UNLCK;
}

/* Maps a file that no process writes any more. */
static const void *
map(const char *path, size_t *ret_size)
{
    char name[PATH_BYTES];
    struct stat info;
    void *bytes = MAP_FAILED;

    if (snprintf(name, sizeof name, "%s" RING_FILE_SUFFIX, path) >= PATH_BYTES)
        return NULL;
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return NULL;
    if (!fstat(fd, &info) && S_ISREG(info.st_mode) && !is_still_written(fd))
        bytes = mmap(NULL, (size_t) info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED)
        return NULL;
    *ret_size = (size_t) info.st_size;
    return bytes;
}

size_t
ring_file_rescue(const char *path, uint64_t last, uint8_t **ret_bytes)
{
    Rescue rescue = {0};

    if (!(rescue.head = map(path, &rescue.size)))
        return 0;
    if (is_sound(rescue.head, rescue.size))
        rescue_from(&rescue, last);
    munmap((void *) rescue.head, rescue.size);
    free(rescue.found);
    if (rescue.failed)
        rescue.n_bytes = 0;
    if (rescue.n_bytes)
        *ret_bytes = rescue.bytes;
    else
        free(rescue.bytes);
    return rescue.n_bytes;
}
