/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hold.h - who holds a lock, or a slot of a semaphore: that task keeps it, until somebody releases
 * it or the task ends. */
#pragma once
#include "sched/core/task.h"

/* Something that has been acquired; or a deadline for what the task does. All zeros: neither. */
typedef struct Hold {
    struct Holds *of;          /* NULL: nothing is held */
    Task *task;                /* NULL: no task did, or it has ended */
    Object *object;            /* what it was acquired by; counted while there is a task */
    AwSite *site;              /* where that was */
    struct Hold *next, **link; /* among those of the task, newest first; link: what points here */
    struct Hold *next_of, **link_of; /* the same among the holds of the lock */
} Hold;

/* The holds of one lock. */
typedef struct Holds {
    Hold *first;
    AwSite *made;  /* where the lock was */
    size_t n, all; /* how many there are; and how many there can be, if only tasks acquire it */
} Holds;

/** Notes that what runs has acquired `object`, at `site`. */
void hold_begin(Hold *hold, Holds *of, void *object, AwSite *site);

/** Ends it, and lets go of the object last: the hold may be a part of it. */
void hold_end(Hold *hold);

/** Notes that a deadline may cancel the task. */
void hold_begin_limit(Hold *hold, Task *task);

/** The deadline is called off. Does nothing if there is none, or the task has ended. */
void hold_end_limit(Hold *hold);

/** The hold of what runs; if it has none, somebody's; NULL if there is none. */
Hold *holds_to_release(const Holds *of);

/** Lets go of what a task that ends still holds, which stays acquired. */
void holds_drop(Task *task);
