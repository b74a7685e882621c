/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keep.c - a file that grows, at an address that stays. Disk space is allocated before a page is
 * used, since writing to a mapped page without any would end the program. */
#include "sched/record/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sched/record/recorder-state.h"
#include "sched/record/write-wait.h"
#include "sched/trace/format.h"

static const size_t MOST = (size_t) 1 << 30; /* the most bytes that the file may have */

enum { PAGE = 4096, LARGE_PAGE = 2 << 20, ZEROS = 32 * 1024, WAIT_S = 10 };

static Keep *const keep = &recorder.keep;

static size_t
round_up(size_t size, size_t unit)
{
    return (size + unit - 1) / unit * unit;
}

static void
complain(int error)
{
    fprintf(stderr, "aw: %s: %s: if this program is killed, its last events are lost\n", keep->path,
            strerror(error));
}

/* ---- the file ---- */

/* Those that writing raises are blocked, and taken away, where it writes. */
static void
block_handlers(sigset_t *ret_before)
{
    sigset_t set;

    sigfillset(&set);
    sigdelset(&set, SIGPIPE);
    sigdelset(&set, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &set, ret_before);
}

/* Whoever takes memory waits for the disk now and then, so others do. They give up after a while: a
 * fault may have ended the thread that was about to say that it is done. */
static bool
begin_taking(sigset_t *ret_before)
{
    int64_t until = 0;

    block_handlers(ret_before);
    while (atomic_exchange(&keep->is_busy, true)) {
        until = until ? until : ticks_clock_ns() + WAIT_S * AW_SECOND;
        if (ticks_clock_ns() > until) {
            pthread_sigmask(SIG_SETMASK, ret_before, NULL);
            complain(ETIMEDOUT);
            return false;
        }
        sched_yield();
    }
    return true;
}

static void
end_taking(const sigset_t *before)
{
    atomic_store(&keep->is_busy, false);
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

/* Makes the name absolute, since the program may change its folder before the file is removed. */
static bool
name_file(const char *path)
{
    char here[PATH_MAX] = "";
    bool is_absolute = path[0] == '/' || !getcwd(here, sizeof here);

    return snprintf(keep->path, sizeof keep->path, "%s%s%s" RING_FILE_SUFFIX, here,
                    is_absolute ? "" : "/", path) < (int) sizeof keep->path;
}

/* Makes room for what is in memory already, and copies it; otherwise room for the head. */
static int
fill_file(int fd)
{
    size_t size = keep->used ? keep->used : round_up(sizeof *keep->head, PAGE);
    int error = posix_fallocate(fd, 0, (off_t) size);

    if (!error && keep->used && pwrite(fd, keep->head, size, 0) != (ssize_t) size)
        error = errno;
    return error;
}

/* Addresses for the file, at the start of a large page, so that large pages of the file can be
 * mapped as such. */
static void *
reserve(void)
{
    char *at = mmap(NULL, MOST + LARGE_PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                    -1, 0);

    return at == MAP_FAILED ? at : (char *) round_up((uintptr_t) at, LARGE_PAGE);
}

/* Maps no more than there is of the file: a leak checker that looks at all memory would take hours
 * to fail at each word behind its end. */
static int
map_part(int fd, size_t begin, size_t end)
{
    void *at = (char *) keep->head + begin;

    return mmap(at, end - begin, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED | MAP_NORESERVE, fd,
                (off_t) begin) == MAP_FAILED
               ? errno
               : 0;
}

static int
map_file(int fd)
{
    void *at = keep->head ? (void *) keep->head : reserve();
    size_t size = keep->used ? keep->used : round_up(sizeof *keep->head, PAGE);

    if (at == MAP_FAILED)
        return errno;
    keep->head = at;
    int error = map_part(fd, 0, size);
    if (error && !keep->used)
        keep->head = NULL; /* whose fields cannot be written */
    if (error || keep->used)
        return error;
    memcpy(keep->head->magic, RING_FILE_MAGIC, sizeof keep->head->magic);
    keep->head->size = sizeof *keep->head;
    keep->head->base = (uint64_t) (uintptr_t) at;
    keep->used = size;
    return 0;
}

/* Readers look for this lock (ring-file.c). */
static int
lock_file(int fd)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    return fcntl(fd, F_SETLK, &lock);
}

static int
open_file(void)
{
    int fd = open(keep->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

    if (fd < 0)
        return errno;
    int error = lock_file(fd) || ftruncate(fd, 0) ? errno : fill_file(fd);
    if (!error)
        error = map_file(fd);
    if (error) {
        unlink(keep->path);
        close(fd);
        return error;
    }
    keep->fd = fd;
    return 0;
}

void
keep_open(const char *path)
{
    sigset_t before;

    write_signals_block(&before);
    int error = name_file(path) ? open_file() : ENAMETOOLONG;
    write_signals_restore(&before);
    if (error)
        complain(error);
    atomic_store(&keep->is_open, !error);
}

void
keep_close(void)
{
    sigset_t before;

    if (!atomic_exchange(&keep->is_open, false))
        return;
    unlink(keep->path);
    if (!begin_taking(&before))
        return; /* a thread may be about to write to the descriptor */
    close(keep->fd);
    end_taking(&before);
}

void
keep_forget(void)
{
    if (atomic_exchange(&keep->is_open, false))
        close(keep->fd);
    keep->head = NULL;
    keep->used = 0;
    atomic_store(&keep->is_busy, false);
}

/* ---- memory ---- */

/* Allocates room in the file, and writes zeros to it: the kernel holds what is written at once in
 * large pages, and maps them as such. By page faults it would be small pages, at eight times the
 * cost, and slower to use. */
static int
allocate(size_t at, size_t size)
{
    static char zeros[ZEROS];
    struct iovec parts[LARGE_PAGE / ZEROS];
    int n = 0;
    sigset_t before;

    for (size_t done = 0; done < size && n < LARGE_PAGE / ZEROS; done += ZEROS)
        parts[n++] = (struct iovec){zeros, size - done < ZEROS ? size - done : ZEROS};
    write_signals_block(&before);
    int error = posix_fallocate(keep->fd, (off_t) at, (off_t) size);
    if (!error && pwritev(keep->fd, parts, n, (off_t) at) < 0)
        error = errno;
    write_signals_restore(&before);
    return error;
}

static bool
has_room(size_t at, size_t size)
{
    if (!atomic_load(&keep->is_open) || at + size > MOST)
        return false;
    int error = allocate(at, size);
    if (!error)
        error = map_part(keep->fd, keep->used, at + size);
    if (error && !keep->has_complained)
        complain(error);
    keep->has_complained |= error != 0;
    return !error;
}

void *
keep_take(size_t size)
{
    sigset_t before;

    if (!atomic_load(&keep->is_open) || !begin_taking(&before))
        return NULL;
    size = round_up(size, PAGE);
    /* what is left out before a large page is neither allocated nor written */
    size_t at = round_up(keep->used, size < LARGE_PAGE ? PAGE : LARGE_PAGE);
    bool taken = has_room(at, size);
    if (taken)
        keep->used = at + size;
    end_taking(&before);
    if (!taken)
        return NULL;
    madvise((char *) keep->head + at, size, MADV_POPULATE_WRITE);
    return (char *) keep->head + at;
}

int
keep_enter(const void *next, RingFilePlace written)
{
    RingFileHead *head = keep->head;
    sigset_t before;
    int i = -1;

    if (!begin_taking(&before))
        return -1;
    if (head->n_rings < RING_FILE_RINGS) {
        i = (int) head->n_rings;
        head->ring[i] = (uint64_t) (uintptr_t) next;
        head->written[0][i] = head->written[1][i] = written;
        atomic_signal_fence(memory_order_seq_cst);
        head->n_rings++;
    }
    end_taking(&before);
    return i;
}

/* ---- what was written ---- */

void
keep_note(int i, RingFilePlace written)
{
    if (i >= 0 && keep->head)
        keep->head->written[1 - keep->head->current][i] = written;
}

/* The set of places that does not count has no valid number while it changes. */
void
keep_begin(void)
{
    if (keep->head)
        keep->head->number[1 - keep->head->current] = UINT64_MAX;
    atomic_signal_fence(memory_order_seq_cst);
}

void
keep_ready(uint64_t number)
{
    atomic_signal_fence(memory_order_seq_cst);
    if (keep->head)
        keep->head->number[1 - keep->head->current] = number;
    atomic_signal_fence(memory_order_seq_cst);
}

void
keep_written(void)
{
    atomic_signal_fence(memory_order_seq_cst);
    if (keep->head)
        keep->head->current = 1 - keep->head->current;
}

/* ---- what records refer to ---- */

void
keep_no_sites(void)
{
    if (keep->head)
        keep->head->n_defined = 0;
}

void
keep_site(const TraceSite *site)
{
    RingFileHead *head = keep->head;

    if (!head)
        return;
    FormatBuffer buffer = {
        .bytes = head->defined, .size = head->n_defined, .capacity = sizeof head->defined};
    if (format_site(&buffer, site))
        head->n_defined = (uint32_t) buffer.size;
}

void
keep_track(unsigned index, uint32_t track)
{
    if (keep->head)
        __atomic_store_n(&keep->head->tracks[index], track, __ATOMIC_RELAXED);
}

void
keep_virtual(bool is_virtual)
{
    if (keep->head)
        __atomic_store_n(&keep->head->is_virtual, is_virtual, __ATOMIC_RELAXED);
}

void
keep_clock(const TicksLine *line, int64_t start_ns)
{
    RingFileHead *head = keep->head;

    if (!head)
        return;
    head->from_ticks = line->from.ticks;
    head->from_ns = line->from.clock_ns;
    head->ns_per_tick = line->ns_per_tick;
    head->start_ns = start_ns;
}
