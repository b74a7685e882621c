/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recorder.h - events on their way out of the program. Emitting costs a branch when nobody records;
 * else a record in the thread's ring. A thread of the recorder's own drains the rings, in the order
 * of time, into a file or stream. */
#pragma once
#include "sched/trace/event.h"
#include <aw.h>

/* Whether somebody records. */
extern bool recorder_on;

/** See recorder_on; any thread. */
static inline bool
trace_on(void)
{
    return __builtin_expect(__atomic_load_n(&recorder_on, __ATOMIC_RELAXED), 0);
}

/* What an event is about. */
typedef struct {
    TraceKind kind;
    uint32_t subject, object; /* tracks */
    AwSite *site;             /* or NULL */
    TraceValue type;
    int64_t value;
    const char *text; /* NULL: none */
    size_t text_size;
} Emit;

/** Records an event; for trace(). */
void recorder_emit(const Emit *event);

/* trace(.kind = TRACE_TASK_STEP, .subject = id): records an event if somebody records. The fields
 * are not evaluated if nobody does. */
#define trace(...)                                                                                 \
    do {                                                                                           \
        if (trace_on())                                                                            \
            recorder_emit(&(Emit){__VA_ARGS__});                                                   \
    } while (0)

/** A number for a new track. Any thread. */
uint32_t recorder_track(void);

/** The track of the worker that this thread is, for its events; 0: the loop's. */
void recorder_set_thread(uint32_t track);

/** A run begins: its time is 0 now, if nothing was recorded before. */
void recorder_start_clock(void);

/** Events are stamped with *now_ns, counted on from the run before in the same recording, and all
 * threads, of which only one runs at a time, share one ring; NULL: back to the real clock. */
void recorder_set_virtual(const AwTime *now_ns);

/** A recording begins: its virtual time does, too. */
void recorder_begin(void);

/** Whether events of this recording are missing, because there was no memory for a thread's ring.
 */
bool recorder_has_hole(void);

/** How the run ended; goes into the recording's end. Text is copied. */
void recorder_set_end(TraceEndKind kind, int64_t value, const char *text);

/** From a signal handler: writes out all that is in the rings and the given end, and closes. */
void recorder_last_words(TraceEndKind kind, int64_t value, const char *text);
