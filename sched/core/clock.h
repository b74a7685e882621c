/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* clock.h - time, and waiting for it: the real clock waits in libuv, the virtual one jumps.
 * Replaced as a whole [M10]. */
#pragma once
#include <aw.h>

typedef struct {
    /* Now, ns. */
    AwTime (*now)(AwLoop *loop);
    /* Waits for outside events until `until_ns` (0: just looks; AW_NEVER: for ever) and lets those
     * that happened append to the ready queue. False: nothing can happen any more, ever. */
    bool (*poll)(AwLoop *loop, AwTime until_ns);
    /* Holds the loop's thread for `ns`. */
    void (*busy)(AwLoop *loop, AwTime ns);
} Clock;

extern const Clock real_clock, virtual_clock;

/* The latest time that can come. */
#define TIME_LAST (AW_NEVER - 1)

/** `ns` after `from_ns`, but no later than `latest_ns`. */
static inline AwTime
time_after(AwTime from_ns, AwTime ns, AwTime latest_ns)
{
    return ns > latest_ns - from_ns ? latest_ns : from_ns + ns;
}

/* What other threads do on the virtual clock, in order of due time, then of creation. */
typedef struct {
    AwTime due_ns;
    void (*fn)(void *data);
    void *data;
} Outside;

typedef struct {
    AwTime now_ns;
    Outside *events; /* sorted, the next one last */
    size_t n, capacity;
    size_t n_places; /* for events that exist or may have to */
} VirtualTime;

/** Lets the other threads' events happen, at their times, until is_over(data) is true, none is
 * left, or the clock has reached `until_ns`. */
void virtual_until(AwLoop *loop, AwTime until_ns, bool (*is_over)(void *data), void *data);

/** Reserves a place for an event that may have to happen, for one at a time. False: no memory. */
bool virtual_reserve(AwLoop *loop);

/** Gives such a place back. */
void virtual_release(AwLoop *loop);

/** Makes fn(data) happen at `due_ns`, outside the loop. Its place was reserved, and stays so. */
void virtual_at(AwLoop *loop, AwTime due_ns, void (*fn)(void *), void *data);
