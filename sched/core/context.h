/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* context.h - context variables from the inside: immutable maps, one current in each thread [CX].
 */
#pragma once
#include <stddef.h>

#include <aw.h>

/* The current context; NULL is the empty one. Counted. */
extern _Thread_local AwContext *context_now __attribute__((visibility("hidden")));

/** The current context without what belongs to the loop's thread; the caller owns the reference.
 * NULL: no memory. */
AwContext *context_for_thread(void);

/** Makes `context` current, taking over the caller's reference; returns the one before, with its
 * reference. */
static inline AwContext *
context_enter(AwContext *context)
{
    AwContext *before = context_now;

    context_now = context;
    return before;
}

/** A reference to the current context; NULL if that is the empty one. */
static inline AwContext *
context_keep(void)
{
    return context_now ? aw_ref(context_now) : NULL;
}
