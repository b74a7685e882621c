/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* descriptors.c - what epoll knows about a descriptor, and who waits for it. Epoll silently forgets
 * a descriptor that is closed. Its number may then mean another file. Either is noticed when a task
 * waits for the number, or a look at all that are waited for comes upon it. */
#include "sched/combine/descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "sched/base/array.h"
#include "sched/value/cell.h"
#include "sched/value/error.h"

enum { BATCH = 64, FIRST_LOOK = 250, LAST_PERIOD = 16000 /* ms */ };

/* What is known about the number of a descriptor. */
typedef struct {
    FdWaiter *waiters[FD_WAYS]; /* NULL: nobody */
    uint32_t generation; /* counts the files that had the number: an event of an earlier one is
                            ignored */
    bool is_known;       /* epoll has it, unless it was closed */
} FdEntry;

typedef struct Descriptors {
    uv_poll_t poll;  /* for `set`; keeps the loop alive while a task waits */
    uv_timer_t look; /* for files that were closed; goes on while tasks wait */
    uint64_t period; /* ms until then */
    int set;
    FdEntry *entries; /* by number */
    size_t n_entries;
    size_t n_waiters;
} Descriptors;

static const uint32_t events_of[FD_WAYS] = {
    [FD_READ] = EPOLLIN | EPOLLRDHUP,
    [FD_WRITE] = EPOLLOUT,
};

/* ---- waiters ---- */

static void
leave(AwLoop *loop, FdEntry *entry, FdWay way)
{
    Descriptors *all = loop->descriptors;

    entry->waiters[way] = NULL;
    loop->n_watched--;
    if (--all->n_waiters == 0)
        uv_unref((uv_handle_t *) &all->poll);
}

static void
settle(AwLoop *loop, FdEntry *entry, FdWay way, AwValue v)
{
    AwFuture *future = entry->waiters[way]->future;

    leave(loop, entry, way);
    future_settle(future, v);
}

AwValue
descriptor_error(const FdWaiter *waiter, int error, const char *why)
{
    AwValue v = error_new(AW_OS, waiter->future->site, "descriptor %d: %s", waiter->fd, why);

    if (aw_code(v) == AW_OS)
        v.u.cell->os_error = error;
    return v;
}

/* Takes over the error. */
static void
fail(AwLoop *loop, FdEntry *entry, FdWay way, AwValue error)
{
    settle(loop, entry, way, error);
    value_unref(error);
}

/* The file that had the number is closed by now: fails the waits for it. */
static void
forget_file(AwLoop *loop, FdEntry *entry)
{
    entry->is_known = false;
    entry->generation++;
    for (FdWay way = 0; way < FD_WAYS; way++)
        if (entry->waiters[way])
            fail(loop, entry, way,
                 descriptor_error(entry->waiters[way], EBADF, "closed while a task waited for it"));
}

static void
replace(AwLoop *loop, const FdWaiter *by)
{
    FdEntry *entry = &loop->descriptors->entries[by->fd];
    const AwSite *site = by->future->site;

    if (entry->waiters[by->way])
        fail(loop, entry, by->way,
             error_new(AW_RUNTIME, entry->waiters[by->way]->future->site,
                       "descriptor %d: another task waits for it now, since %s:%u", by->fd,
                       site->file, site->line));
}

/* ---- epoll ---- */

static int
control(AwLoop *loop, int operation, int fd, uint32_t events)
{
    const FdEntry *entry = &loop->descriptors->entries[fd];
    struct epoll_event event = {.events = events | EPOLLONESHOT,
                                .data.u64 = (uint64_t) entry->generation << 32 | (uint32_t) fd};

    return epoll_ctl(loop->descriptors->set, operation, fd, &event) ? errno : 0;
}

static uint32_t
events_awaited(const FdEntry *entry)
{
    uint32_t events = 0;

    for (FdWay way = 0; way < FD_WAYS; way++)
        events |= entry->waiters[way] ? events_of[way] : 0;
    return events;
}

/* Epoll reports each descriptor once; after that it must be asked again. */
static void
ask_again(AwLoop *loop, int fd)
{
    FdEntry *entry = &loop->descriptors->entries[fd];
    uint32_t events = events_awaited(entry);

    if (events && control(loop, EPOLL_CTL_MOD, fd, events))
        forget_file(loop, entry);
}

/* A read that finds nothing must not hold the loop. Terminals are left alone, since the flag is
 * shared with the shell and with standard output. */
static void
have_no_block(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    if (flags >= 0 && !(flags & O_NONBLOCK) && !isatty(fd))
        fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

/* EEXIST: epoll knows this file by this number already, because a duplicate kept the file open
 * while the number meant another one. */
static int
ask_first(AwLoop *loop, int fd, uint32_t events)
{
    int error = control(loop, EPOLL_CTL_ADD, fd, events);

    if (!error)
        have_no_block(fd);
    return error == EEXIST ? control(loop, EPOLL_CTL_MOD, fd, events) : error;
}

static int
ask(AwLoop *loop, int fd, FdWay way)
{
    FdEntry *entry = &loop->descriptors->entries[fd];
    int error = ENOENT;

    if (entry->is_known)
        error = control(loop, EPOLL_CTL_MOD, fd, events_awaited(entry) | events_of[way]);
    if (error) {
        forget_file(loop, entry);
        error = ask_first(loop, fd, events_of[way]);
    }
    entry->is_known = !error;
    return error;
}

/* ---- looks ---- */

/* The longer nothing was found, the later comes the next one. */
static void
look(uv_timer_t *timer)
{
    AwLoop *loop = timer->data;
    Descriptors *all = loop->descriptors;

    for (size_t fd = 0; fd < all->n_entries; fd++)
        ask_again(loop, (int) fd);
    all->period = all->period < LAST_PERIOD ? all->period * 2 : LAST_PERIOD;
    if (all->n_waiters)
        uv_timer_start(timer, look, all->period, 0);
}

/* A timer of libuv's costs no system call. That it stays when nobody waits any more saves its being
 * started with each wait. */
static void
look_soon(Descriptors *all)
{
    if (uv_is_active((uv_handle_t *) &all->look))
        return;
    all->period = FIRST_LOOK;
    uv_timer_start(&all->look, look, all->period, 0);
}

static void
enter(AwLoop *loop, FdWaiter *waiter)
{
    Descriptors *all = loop->descriptors;

    all->entries[waiter->fd].waiters[waiter->way] = waiter;
    loop->n_watched++;
    if (all->n_waiters++ == 0)
        uv_ref((uv_handle_t *) &all->poll);
    look_soon(all);
}

/* ---- events ---- */

static void
hear(AwLoop *loop, const struct epoll_event *event)
{
    int fd = (int) (uint32_t) event->data.u64;
    FdEntry *entry = &loop->descriptors->entries[fd];

    if (entry->generation != event->data.u64 >> 32)
        return;
    for (FdWay way = 0; way < FD_WAYS; way++)
        if (entry->waiters[way] && event->events & (events_of[way] | EPOLLERR | EPOLLHUP))
            settle(loop, entry, way, AW_NONE); /* the read or write that follows finds any error */
    ask_again(loop, fd);
}

static void
on_ready(uv_poll_t *poll, int status, int events)
{
    AwLoop *loop = poll->data;
    struct epoll_event batch[BATCH];
    int n;

    do {
        n = epoll_wait(loop->descriptors->set, batch, BATCH, 0);
        for (int i = 0; i < n; i++)
            hear(loop, &batch[i]);
    } while (n == BATCH);
}

/* ---- the set ---- */

static void
descriptors_free(Descriptors *all)
{
    if (all->set >= 0)
        close(all->set);
    free(all->entries);
    free(all);
}

static void
on_closed(uv_handle_t *handle)
{
    descriptors_free((Descriptors *) handle);
}

static void
on_look_closed(uv_handle_t *handle)
{
    Descriptors *all = (Descriptors *) ((char *) handle - offsetof(Descriptors, look));

    uv_close((uv_handle_t *) &all->poll, on_closed);
}

/* Returns an error number. */
static int
open_set(AwLoop *loop)
{
    Descriptors *all = calloc(1, sizeof *all);

    if (!all)
        return ENOMEM;
    all->set = epoll_create1(EPOLL_CLOEXEC);
    int error = all->set < 0 ? errno : -uv_poll_init(&loop->uv, &all->poll, all->set);
    if (error) {
        descriptors_free(all);
        return error;
    }
    uv_timer_init(&loop->uv, &all->look);
    uv_unref((uv_handle_t *) &all->look);
    all->poll.data = all->look.data = loop;
    uv_poll_start(&all->poll, UV_READABLE, on_ready);
    uv_unref((uv_handle_t *) &all->poll);
    loop->descriptors = all;
    return 0;
}

/* Returns an error number. The set must not get the number of a descriptor that was closed. */
static int
open_set_for(AwLoop *loop, int fd)
{
    return fcntl(fd, F_GETFD) < 0 ? errno : open_set(loop);
}

/* Returns an error number. A number that is no descriptor may be huge, so it is checked before the
 * array grows. */
static int
have_entry(Descriptors *all, int fd)
{
    while (all->n_entries <= (size_t) fd) {
        size_t n = all->n_entries;
        if (fcntl(fd, F_GETFD) < 0)
            return errno;
        FdEntry *entries = array_grow(all->entries, &all->n_entries, 64, sizeof *entries);
        if (!entries)
            return ENOMEM;
        memset(entries + n, 0, (all->n_entries - n) * sizeof *entries);
        all->entries = entries;
    }
    return 0;
}

int
descriptors_await(AwLoop *loop, FdWaiter *waiter)
{
    int error = loop->descriptors ? 0 : open_set_for(loop, waiter->fd);

    if (!error)
        error = waiter->fd < 0 ? EBADF : have_entry(loop->descriptors, waiter->fd);
    if (!error)
        error = ask(loop, waiter->fd, waiter->way);
    if (error)
        return error;
    replace(loop, waiter);
    enter(loop, waiter);
    return 0;
}

void
descriptors_leave(AwLoop *loop, FdWaiter *waiter)
{
    const Descriptors *all = loop ? loop->descriptors : NULL;
    FdEntry *entry = all && (size_t) waiter->fd < all->n_entries ? &all->entries[waiter->fd] : NULL;

    if (!entry || entry->waiters[waiter->way] != waiter)
        return;
    leave(loop, entry, waiter->way);
    ask_again(loop, waiter->fd);
    if (!events_awaited(entry)) {
        control(loop, EPOLL_CTL_DEL, waiter->fd, 0);
        entry->is_known = false;
    }
}

void
descriptors_close(AwLoop *loop)
{
    if (loop->descriptors)
        uv_close((uv_handle_t *) &loop->descriptors->look, on_look_closed);
    loop->descriptors = NULL;
}
