/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hold.h - who holds a lock, or a slot of a semaphore. A task keeps alive what it has acquired,
 * until that is released or the task ends. */
#pragma once
#include "sched/core/task.h"

/* A lock or slot that has been acquired, or a deadline that limits how long a task can wait. All
 * zeros: neither. */
typedef struct Hold {
    struct Holds *of; /* the holds it is among; NULL: it is a deadline, or nothing */
    Task *task;       /* that acquired it; NULL: no task did, or it has ended */
    union {
        Object *object; /* while `task` is set: the lock, or the condition it was acquired by;
                           counted */
        char *left_by;  /* or else the name of the task that has ended; NULL: not known */
    };
    AwSite *site;              /* where it was acquired */
    struct Hold *next, **link; /* among those of the task, newest first; link: what points here */
    struct Hold *next_of, **link_of; /* the same among the holds of the lock */
    bool ends_with_block;            /* AW_HOLD() acquired it: nobody else is to release it */
} Hold;

/* What a line is for: a lock or semaphore, with its holds; or what `awaits` others. */
typedef struct Holds {
    Hold *first;
    void *of;                           /* an object */
    bool is_owned;                      /* whoever holds it releases it, as far as is known */
    Awaits (*awaits)(const void *self); /* NULL: it is a lock or semaphore */
} Holds;

/** Notes that the running task or callback has acquired `object`, at `site`. */
void hold_begin(Hold *hold, Holds *of, void *object, AwSite *site);

/** Ends the hold. Drops the object last, since the hold may be a part of it. */
void hold_end(Hold *hold);

/** Notes that the running task has just acquired what it holds by AW_HOLD(). */
void holds_end_with_block(void);

/** For when the lock is freed: lets go of what is left of one that did not end. */
void hold_clear(Hold *hold);

/** Notes that a deadline may cancel the task. */
void hold_begin_limit(Hold *hold, Task *task);

/** Notes that the deadline is called off. Does nothing if there is none, or the task has ended. */
void hold_end_limit(Hold *hold);

/** The hold that a release ends: the running task's, or else any; NULL if there is none. */
Hold *holds_to_release(const Holds *of);

/** Drops a task's references to what it still holds as it ends; the locks stay acquired. */
void holds_drop(Task *task);

/** The same for a task that comes to its end by itself: in debug mode, reports locks. */
void holds_leave(Task *task) __attribute__((cold));

/** Those of the lock or semaphore that a task waits for; NULL: it waits for something else. */
const Holds *holds_waited_for(const Task *task);
