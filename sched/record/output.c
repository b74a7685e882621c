/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* output.c - blocks and definitions on their way into a descriptor. What may run in a signal
 * handler allocates nothing and takes no lock. */
#include "sched/record/output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sched/record/keep.h"
#include "sched/record/sites.h"
#include "sched/record/sources.h"
#include "sched/record/write-wait.h"
#include "sched/trace/format.h"

enum { BLOCK_BY_CONTENT = 8 * 1024 };

static Output *const out = &recorder.output;

uint64_t
output_n_events(void)
{
    return out->block.first_number - 1 + out->block.n_events;
}

int64_t
output_last_ns(void)
{
    return out->block.n_events ? out->block.last_time_ns : out->last_ns;
}

FormatBlock *
output_block(void)
{
    return &out->block;
}

bool
output_is_by_content(void)
{
    return out->by_content;
}

/* ---- bytes ---- */

/* After the first failure nothing more is written, since a recording with a hole would mislead. */
static void
write_all(const uint8_t *bytes, size_t size)
{
    while (size && !out->error) {
        ssize_t n = write(out->fd, bytes, size);
        if (n < 0 && !write_wait_allows(out->fd, errno))
            out->error = errno;
        if (n > 0) {
            bytes += n;
            size -= (size_t) n;
        }
    }
}

/* Writes definitions. */
static void
write_definition(const FormatBuffer *buffer)
{
    if (out->flight.bytes)
        flight_define(&out->flight, buffer->bytes, buffer->size);
    else
        write_all(buffer->bytes, buffer->size);
}

/* Writes a block of events, or the end. */
static void
write_block(const FormatBuffer *buffer)
{
    if (out->flight.bytes)
        flight_put(&out->flight, buffer->bytes, buffer->size);
    else
        write_all(buffer->bytes, buffer->size);
}

static FormatBuffer
small_buffer(void)
{
    return (FormatBuffer){.bytes = out->small, .capacity = sizeof out->small};
}

static void
block_begin(void)
{
    size_t max = out->by_content ? BLOCK_BY_CONTENT : sizeof out->bytes;

    if (out->flight.bytes)
        max = flight_block_max(&out->flight);
    out->last_ns = output_last_ns();
    format_compact_begin(&out->block, out->bytes, max, output_n_events() + 1);
}

void
output_flush(void)
{
    if (!out->block.n_events)
        return;
    format_block_end(&out->block);
    ring_write(output_n_events());
    write_block(&out->block.out);
    ring_written();
    block_begin();
}

/* ---- definitions ---- */

/* Sites that come later must find room, too. */
static bool
is_room_for_source(size_t size)
{
    return !out->flight.bytes || size <= flight_room(&out->flight) / 2;
}

static void
write_source(const char *file, const char *text, size_t size)
{
    size_t capacity = size + strlen(file) + 256;
    uint8_t *bytes =
        mmap(NULL, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    FormatBuffer buffer = {.bytes = bytes, .capacity = capacity};

    if (bytes == MAP_FAILED)
        return;
    if (format_source(&buffer, file, text, size) && is_room_for_source(buffer.size))
        write_definition(&buffer);
    munmap(bytes, capacity);
}

static void
embed_from_disk(const char *file)
{
    size_t size;
    int fd = sources_open(file, &size);

    if (fd < 0)
        return;
    void *text = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (text != MAP_FAILED) {
        write_source(file, text, size);
        munmap(text, size);
    }
    close(fd);
}

static bool
file_is_new(const char *file)
{
    for (unsigned i = 0; i < out->n_files; i++)
        if (!strcmp(out->files[i], file))
            return false;
    if (out->n_files == RECORDER_FILES)
        return false;
    out->files[out->n_files++] = file;
    return true;
}

/* The definition is written before the block that first uses it, which is not finished yet. */
static void
define_site(uint32_t id)
{
    const AwSite *site = output_knows_site(id) ? NULL : site_by_id(id);
    FormatBuffer buffer = small_buffer();

    if (!site)
        return;
    out->sites[id / 8] |= (uint8_t) (1u << (id % 8));
    if (file_is_new(site->file))
        embed_from_disk(site->file);
    if (format_site(&buffer, &(TraceSite){.id = id,
                                          .line = site->line,
                                          .file = site->file,
                                          .function = site->function,
                                          .name = site->name}))
        write_definition(&buffer);
}

/* ---- events ---- */

void
output_event(const TraceEvent *event)
{
    TraceEvent next = *event;

    if (next.time_ns < output_last_ns())
        next.time_ns = output_last_ns();
    define_site(next.site);
    if (!format_block_event(&out->block, &next)) {
        output_flush();
        format_block_event(&out->block, &next);
    }
}

/* ---- begin and end ---- */

/* A flight recording has its file header already. */
static void
write_header(const AwRecordOptions *options)
{
    FormatBuffer buffer = small_buffer();

    if (!out->flight.bytes && format_begin(&buffer))
        write_all(buffer.bytes, buffer.size);
    for (const AwRecordMeta *meta = options->meta; meta && meta->key; meta++) {
        buffer.size = 0;
        if (format_meta(&buffer, meta->key, meta->value))
            write_definition(&buffer);
    }
    if (options->source_file && options->source_text && file_is_new(options->source_file))
        write_source(options->source_file, options->source_text, strlen(options->source_text));
}

int
output_begin(int fd, bool by_content, const AwRecordOptions *options)
{
    memset(out->sites, 0, sizeof out->sites);
    out->left.end_size = 0;
    out->fd = fd;
    out->error = 0;
    out->by_content = by_content;
    out->block = (FormatBlock){.first_number = 1};
    out->last_ns = 0;
    out->n_files = 0;
    sources_begin(!by_content);
    out->flight = (Flight){0};
    if (options->last_bytes > 0 &&
        (out->error = flight_open(&out->flight, fd, options->last_bytes)))
        return out->error;
    write_header(options);
    block_begin();
    return out->error;
}

/* Runs in a signal handler, too. */
static void
remember(size_t end_size)
{
    bool is_file = !fstat(out->fd, &out->left.about) && S_ISREG(out->left.about.st_mode);
    size_t size = out->flight.bytes ? out->flight.at : (size_t) out->left.about.st_size;

    out->left.end_size = is_file && !out->error ? end_size : 0;
    out->left.end_at = size - out->left.end_size;
}

/* A mapped file's time says nothing: the kernel sets it when it notices the change. */
static bool
is_as_left(const struct stat *now)
{
    const struct stat *then = &out->left.about;

    return now->st_dev == then->st_dev && now->st_ino == then->st_ino &&
           now->st_size == then->st_size &&
           (out->flight.size || (now->st_mtim.tv_sec == then->st_mtim.tv_sec &&
                                 now->st_mtim.tv_nsec == then->st_mtim.tv_nsec));
}

bool
output_can_resume(int fd, size_t last_bytes)
{
    struct stat now;

    return out->left.end_size > 0 && out->flight.size == last_bytes && !fstat(fd, &now) &&
           is_as_left(&now);
}

int
output_resume(int fd, bool by_content)
{
    out->fd = fd;
    out->by_content = by_content;
    if (out->flight.size)
        out->error = flight_reopen(&out->flight, fd, out->left.end_at, out->left.end_size);
    else if (ftruncate(fd, (off_t) out->left.end_at) ||
             lseek(fd, (off_t) out->left.end_at, SEEK_SET) < 0)
        out->error = errno;
    block_begin();
    return out->error;
}

int
output_finish(const TraceEnd *end)
{
    FormatBuffer buffer = small_buffer();

    output_flush();
    if (format_end(&buffer, end, output_n_events()))
        write_block(&buffer);
    remember(buffer.size);
    flight_close(&out->flight);
    if (close(out->fd) && !out->error)
        out->error = errno;
    out->fd = -1;
    keep_close();
    return out->error;
}

void
output_forget(void)
{
    if (out->fd > 0)
        close(out->fd);
    out->fd = -1;
    out->left.end_size = 0;
    flight_close(&out->flight);
}
