/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* post.h - a box that any thread drops things into, without a lock, and that is emptied as a whole,
 * in order of arrival. Once closed it takes nothing. */
#pragma once
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "sched/base/sanitizer.h"

/* First member of what is dropped in. */
typedef struct Post {
    struct Post *next;
} Post;

/* A stack, newest first. Nothing is ever popped singly, so a pointer that is pushed again does no
 * harm (no ABA problem). */
typedef struct {
    Post *_Atomic newest; /* NULL: empty; post_closed: closed */
} PostBox;

extern Post post_closed;

/** Drops it in; false when the box is closed. Any thread. Ordered with every sequentially
 * consistent access after it. */
static inline bool
post_drop(PostBox *box, Post *post)
{
    Post *newest = atomic_load_explicit(&box->newest, memory_order_relaxed);

    sanitizer_release(box);
    do {
        if (newest == &post_closed)
            return false;
        post->next = newest;
    } while (!atomic_compare_exchange_weak(&box->newest, &newest, post));
    return true;
}

/** Whether there is something in it, or it is closed. Any thread. */
static inline bool
post_waits(PostBox *box)
{
    return atomic_load_explicit(&box->newest, memory_order_relaxed) != NULL;
}

/** Whether it is closed. Any thread. */
static inline bool
post_is_closed(PostBox *box)
{
    return atomic_load(&box->newest) == &post_closed;
}

/** Empties it: returns the oldest, which links to the others. NULL: it was empty. One thread at a
 * time. */
Post *post_take(PostBox *box);

/** The same, and closes it. */
Post *post_close(PostBox *box);
