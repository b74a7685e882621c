/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* later.h - freeing chains of things. Freeing a thing drops what it holds, which may be the next
 * link of a chain, and a chain may be longer than any stack is deep. So beyond a certain depth,
 * things wait until those that hold them are freed. Whatever can hold things of its own kind,
 * directly or through others, frees itself in this way. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Part of a thing that waits to be freed; may share its memory with fields that are no longer
 * needed. */
typedef struct Later {
    struct Later *next;
    void (*free)(struct Later *self);
} Later;

/* The thing of a type that has `self` as its field `later`. */
#define LATER_OWNER(self, type) ((type *) ((char *) (self) -offsetof(type, later)))

enum { LATER_DEPTH = 16 };

/* Of this thread. */
typedef struct {
    int depth;    /* how many things are being freed, one within the other */
    Later *first; /* the first of the things that wait */
} LaterList;

extern _Thread_local LaterList later_list __attribute__((visibility("hidden")));

/** Whether a thing must wait. If so, call later_put() for it and do nothing else. */
static inline bool
later_must_wait(void)
{
    return later_list.depth == LATER_DEPTH;
}

/** Calls free(self) later, when there is room on the stack. */
static inline void
later_put(Later *self, void (*free)(Later *self))
{
    *self = (Later){.next = later_list.first, .free = free};
    later_list.first = self;
}

/** Frees the things that wait; for later_leave(). */
void later_free_all(void);

/** later_enter() and later_leave() enclose the freeing of a thing that need not wait. */
static inline void
later_enter(void)
{
    later_list.depth++;
}

static inline void
later_leave(void)
{
    if (later_list.depth == 1 && __builtin_expect(later_list.first != NULL, 0))
        later_free_all();
    later_list.depth--;
}

/** Frees a thing by free(self), now or later. */
static inline void
later_free(Later *self, void (*free)(Later *self))
{
    if (later_must_wait()) {
        later_put(self, free);
        return;
    }
    later_enter();
    free(self);
    later_leave();
}
