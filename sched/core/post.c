/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* post.c - see post.h. */
#include "sched/core/post.h"

Post post_closed;

static Post *
oldest_first(Post *newest)
{
    Post *first = NULL, *next;

    for (; newest; newest = next) {
        next = newest->next;
        newest->next = first;
        first = newest;
    }
    return first;
}

Post *
post_take(PostBox *box)
{
    Post *newest = atomic_load(&box->newest);

    do {
        if (!newest || newest == &post_closed)
            return NULL;
    } while (!atomic_compare_exchange_weak(&box->newest, &newest, NULL));
    sanitizer_acquire(box);
    return oldest_first(newest);
}

Post *
post_close(PostBox *box)
{
    Post *newest = atomic_exchange(&box->newest, &post_closed);

    sanitizer_acquire(box);
    return newest == &post_closed ? NULL : oldest_first(newest);
}
