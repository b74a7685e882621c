/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* guard.c - three means to make memory untouchable, tried in turn. */
#include "sched/stack/guard.h"

#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sched/base/sanitizer.h"

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

enum { MARKS_A_CALL = 64 }; /* the list is on the stack of the code that starts a task */

static _Atomic int first_means;
static _Atomic size_t n_protected;

/* Each splits one mapping in two; half of those a process may have is left to the program. */
static _Atomic size_t most_protected = 16000;

size_t
page_size(void)
{
    static _Atomic size_t size;
    size_t known = atomic_load_explicit(&size, memory_order_relaxed);

    if (!known)
        atomic_store_explicit(&size, known = (size_t) sysconf(_SC_PAGESIZE), memory_order_relaxed);
    return known;
}

/* The kernel says how many bytes it marked. */
static size_t
mark_call(int self, char *base, size_t slot, size_t n)
{
    struct iovec guards[MARKS_A_CALL];

    for (size_t i = 0; i < n; i++)
        guards[i] = (struct iovec){base + i * slot, guard_size()};
    ssize_t marked = process_madvise(self, guards, n, MADV_GUARD_INSTALL, 0);
    return marked > 0 ? (size_t) marked / guard_size() : 0;
}

/* The thread sanitizer does not see pidfd_open(). If it saw the number being closed, it would take
 * that for the file that had the number before, which libuv closes without its knowledge. */
static void
close_unseen(int fd)
{
    syscall(SYS_close, fd);
}

static size_t
mark_many(char *base, size_t slot, size_t n)
{
    int self = n > 1 && sanitizer_knows_calls() ? pidfd_open(getpid(), 0) : -1;
    size_t done = 0, marked = 1;

    if (self < 0)
        return 0;
    while (done < n && marked > 0) {
        size_t left = n - done;
        marked =
            mark_call(self, base + done * slot, slot, left < MARKS_A_CALL ? left : MARKS_A_CALL);
        done += marked;
    }
    close_unseen(self);
    return done;
}

static size_t
mark(char *base, size_t slot, size_t n)
{
    size_t done = 0;

    while (done < n && !madvise(base + done * slot, guard_size(), MADV_GUARD_INSTALL))
        done++;
    return done;
}

static size_t
protect(char *base, size_t slot, size_t n)
{
    size_t done = 0;

    while (done < n && atomic_fetch_add(&n_protected, 1) < most_protected &&
           !mprotect(base + done * slot, guard_size(), PROT_NONE))
        done++;
    if (done < n)
        atomic_fetch_sub(&n_protected, 1);
    return done;
}

static size_t (*const means[])(char *base, size_t slot, size_t n) = {
    [GUARD_MARK_MANY] = mark_many,
    [GUARD_MARK] = mark,
    [GUARD_PROTECT] = protect,
};

size_t
guards_install(char *base, size_t slot, size_t n, size_t *ret_protected)
{
    size_t done = 0, added = 0;

    for (int i = atomic_load(&first_means); i < GUARD_NONE && done < n; i++) {
        added = means[i](base + done * slot, slot, n - done);
        done += added;
        if (i == GUARD_PROTECT)
            *ret_protected = added;
    }
    return done;
}

void
guards_gone(size_t n)
{
    atomic_fetch_sub(&n_protected, n);
}

void
guards_limit(GuardMeans first, size_t most)
{
    atomic_store(&first_means, (int) first);
    atomic_store(&most_protected, most);
}
