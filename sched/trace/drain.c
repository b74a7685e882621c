/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drain.c - merges the rings by time and writes blocks. What may run in a signal handler allocates
 * nothing and takes no lock that the handler's thread could hold. */
#include "sched/trace/drain.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sched/trace/format.h"
#include "sched/trace/patience.h"
#include "sched/trace/ring.h"
#include "sched/trace/sites.h"

enum {
    MAX_THREADS = 4096,  /* with a number of their own; the rest share the last */
    MAX_SITES = 1 << 20, /* as many as sites.c can number */
    MAX_FILES = 512,     /* whose source is embedded */
    BLOCK_BY_CONTENT = 8 * 1024,
    MAX_SOURCE = 4 << 20, /* bytes of a source file */
    SETTLE_TRIES = 1000,  /* looks at a thread that is stamping an event */
};

static struct {
    int fd, error;
    bool by_content;
    int64_t start_ns;
    uint64_t n_events;
    int64_t last_ns;              /* of the last event written */
    const char *files[MAX_FILES]; /* embedded, or known to be missing */
    unsigned n_files;
    uint8_t site_seen[MAX_SITES / 8];
    FormatBlock block;
    uint8_t bytes[FORMAT_BLOCK_MAX];
    uint8_t small[16 * 1024]; /* definitions */
    char text[FORMAT_TEXT_MAX + TEXT_BYTES];
} out;

static uint32_t thread_tracks[MAX_THREADS];
static _Atomic unsigned n_threads = 1; /* 0 is the loop's */
static _Atomic bool draining, clock_is_virtual;

int64_t
drain_start_ns(void)
{
    return __atomic_load_n(&out.start_ns, __ATOMIC_RELAXED);
}

static int64_t
real_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

void
drain_set_virtual(bool is_virtual)
{
    atomic_store(&clock_is_virtual, is_virtual);
}

uint16_t
drain_thread_index(uint32_t track)
{
    if (track == 0 || track == TRACE_LOOP_ID)
        return 0;
    unsigned index = atomic_fetch_add(&n_threads, 1);
    if (index >= MAX_THREADS)
        index = MAX_THREADS - 1;
    __atomic_store_n(&thread_tracks[index], track, __ATOMIC_RELEASE);
    return (uint16_t) index;
}

bool
drain_lock(bool in_handler)
{
    const struct timespec pause = {.tv_nsec = 1000000};

    for (int tries = 0; atomic_exchange(&draining, true); tries++) {
        if (in_handler && tries > 500)
            return false;
        nanosleep(&pause, NULL);
    }
    return true;
}

void
drain_unlock(void)
{
    atomic_store(&draining, false);
}

/* ---- bytes ---- */

/* After the first failure nothing more is written: a recording with a hole would lie. */
static void
write_all(const uint8_t *bytes, size_t size)
{
    while (size && !out.error) {
        ssize_t n = write(out.fd, bytes, size);
        if (n < 0 && !patience_allows(out.fd, errno))
            out.error = errno;
        if (n > 0) {
            bytes += n;
            size -= (size_t) n;
        }
    }
}

static FormatBuffer
small_buffer(void)
{
    return (FormatBuffer){.bytes = out.small, .capacity = sizeof out.small};
}

static void
block_begin(void)
{
    format_block_begin(&out.block, out.bytes, out.by_content ? BLOCK_BY_CONTENT : sizeof out.bytes,
                       out.n_events + 1);
}

static void
block_flush(void)
{
    if (!out.block.n_events)
        return;
    format_block_end(&out.block);
    write_all(out.block.out.bytes, out.block.out.size);
    block_begin();
}

/* ---- definitions ---- */

static void
write_source(const char *file, const char *text, size_t size)
{
    size_t capacity = size + strlen(file) + 256;
    uint8_t *bytes =
        mmap(NULL, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    FormatBuffer buffer = {.bytes = bytes, .capacity = capacity};

    if (bytes == MAP_FAILED)
        return;
    if (format_source(&buffer, file, text, size))
        write_all(buffer.bytes, buffer.size);
    munmap(bytes, capacity);
}

static void
embed_from_disk(const char *file)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat info;

    if (fd < 0)
        return;
    if (!fstat(fd, &info) && S_ISREG(info.st_mode) && info.st_size > 0 &&
        info.st_size < MAX_SOURCE) {
        void *text = mmap(NULL, (size_t) info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (text != MAP_FAILED) {
            write_source(file, text, (size_t) info.st_size);
            munmap(text, (size_t) info.st_size);
        }
    }
    close(fd);
}

static bool
file_is_new(const char *file)
{
    for (unsigned i = 0; i < out.n_files; i++)
        if (!strcmp(out.files[i], file))
            return false;
    if (out.n_files == MAX_FILES)
        return false;
    out.files[out.n_files++] = file;
    return true;
}

/* A definition goes out before the block that first uses it, which is still under construction. */
static void
define_site(uint32_t id)
{
    const AwSite *site = site_by_id(id);
    FormatBuffer buffer = small_buffer();

    if (!site || id >= MAX_SITES || out.site_seen[id / 8] & (1u << (id % 8)))
        return;
    out.site_seen[id / 8] |= (uint8_t) (1u << (id % 8));
    if (file_is_new(site->file))
        embed_from_disk(site->file);
    if (format_site(&buffer, &(TraceSite){.id = id,
                                          .line = site->line,
                                          .file = site->file,
                                          .function = site->function,
                                          .name = site->name}))
        write_all(buffer.bytes, buffer.size);
}

/* ---- events ---- */

static size_t
take_text(Ring *ring, uint64_t *at, uint64_t head)
{
    size_t size = 0;

    for (; *at < head && ring_slot(ring, *at)->kind == 0; ++*at) {
        const TextRecord *record = (const TextRecord *) ring_slot(ring, *at);
        if (size + record->size > FORMAT_TEXT_MAX || record->size > TEXT_BYTES)
            continue;
        memcpy(out.text + size, record->bytes, record->size);
        size += record->size;
    }
    out.text[size] = 0;
    return size;
}

static void
put_event(Ring *ring, uint64_t head)
{
    uint64_t at = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    const Record record = *ring_slot(ring, at++);
    size_t text_size = take_text(ring, &at, head);
    TraceEvent event = {
        .time_ns = record.time_ns,
        .kind = record.kind & 0xfff,
        .value_type = (TraceValue) (record.kind >> 12),
        .thread = __atomic_load_n(&thread_tracks[record.thread], __ATOMIC_ACQUIRE),
        .subject = record.subject,
        .object = record.object,
        .site = record.site,
        .value = record.value,
        .text = text_size ? out.text : NULL,
        .text_size = text_size,
    };

    if (event.time_ns < out.last_ns) /* a run on another clock before */
        event.time_ns = out.last_ns;
    out.last_ns = event.time_ns;
    define_site(record.site);
    if (!format_block_event(&out.block, &event)) {
        block_flush();
        format_block_event(&out.block, &event);
    }
    out.n_events++;
    atomic_store_explicit(&ring->tail, at, memory_order_release);
}

/* The ring whose next record is the oldest of those stamped at or before `limit_ns`. */
static Ring *
oldest(int64_t limit_ns, uint64_t *ret_head)
{
    Ring *best = NULL;
    int64_t best_ns = limit_ns;

    for (Ring *ring = ring_first(); ring; ring = ring->next) {
        uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
        uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
        if (head == tail || ring_slot(ring, tail)->time_ns > best_ns ||
            (best && ring_slot(ring, tail)->time_ns == best_ns))
            continue;
        best = ring;
        best_ns = ring_slot(ring, tail)->time_ns;
        *ret_head = head;
    }
    return best;
}

/* Whether each thread was seen, at some time during this call, not to be stamping an event. */
static bool
all_have_published(void)
{
    for (Ring *ring = ring_first(); ring; ring = ring->next)
        for (int tries = 0; atomic_load(&ring->stamping); tries++)
            if (tries == SETTLE_TRIES)
                return false;
    return true;
}

/* A thread may have read the clock and not published yet; what it will publish could be older than
 * what another ring holds. So only what is older than a moment since which all have published is
 * taken: nothing older can come any more. */
static int64_t
limit_ns(bool to_the_end)
{
    if (to_the_end || out.by_content || atomic_load(&clock_is_virtual))
        return INT64_MAX;
    int64_t now_ns = real_ns();
    return all_have_published() ? now_ns - drain_start_ns() : -1;
}

void
drain_rings(bool to_the_end)
{
    int64_t limit = limit_ns(to_the_end);
    uint64_t head = 0;
    Ring *ring;

    while ((ring = oldest(limit, &head)))
        put_event(ring, head);
    if (!out.by_content || to_the_end)
        block_flush();
}

/* ---- begin and end ---- */

static bool
nothing_emitted(void)
{
    for (Ring *ring = ring_first(); ring; ring = ring->next)
        if (atomic_load(&ring->head) != atomic_load(&ring->tail))
            return false;
    return out.n_events == 0;
}

void
drain_start_clock(void)
{
    drain_lock(false);
    if (nothing_emitted())
        __atomic_store_n(&out.start_ns, real_ns(), __ATOMIC_RELAXED);
    drain_unlock();
}

static void
write_header(const AwRecordOptions *options)
{
    FormatBuffer buffer = small_buffer();

    format_begin(&buffer);
    for (const AwRecordMeta *meta = options->meta; meta && meta->key; meta++)
        format_meta(&buffer, meta->key, meta->value);
    write_all(buffer.bytes, buffer.size);
    if (options->source_file && options->source_text && file_is_new(options->source_file))
        write_source(options->source_file, options->source_text, strlen(options->source_text));
}

/* What was left in the rings when the last recording stopped belongs to no one. */
static void
empty_rings(void)
{
    for (Ring *ring = ring_first(); ring; ring = ring->next)
        atomic_store(&ring->tail, atomic_load(&ring->head));
}

int
drain_begin(int fd, bool by_content, const AwRecordOptions *options)
{
    memset(out.site_seen, 0, sizeof out.site_seen);
    out.fd = fd;
    out.error = 0;
    out.by_content = by_content;
    __atomic_store_n(&out.start_ns, real_ns(), __ATOMIC_RELAXED);
    out.n_events = 0;
    out.last_ns = 0;
    out.n_files = 0;
    empty_rings();
    write_header(options);
    block_begin();
    return out.error;
}

void
drain_forget(void)
{
    if (out.fd > 0)
        close(out.fd);
    out.fd = -1;
}

int
drain_finish(const TraceEnd *end)
{
    FormatBuffer buffer = small_buffer();

    drain_rings(true);
    if (format_end(&buffer, end, out.n_events))
        write_all(buffer.bytes, buffer.size);
    if (close(out.fd) && !out.error)
        out.error = errno;
    out.fd = -1;
    return out.error;
}
