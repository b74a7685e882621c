/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recorder.h - events on their way out of the program. Emitting costs a branch when nobody records;
 * otherwise 32 bytes in the thread's ring and, for some events, a reading of the clock. The
 * recorder's own thread drains the rings, in order of time, into a file or stream. */
#pragma once
#include <aw.h>

#include "sched/record/ring.h"
#include "sched/record/stamps.h"
#include "sched/record/ticks.h"
#include "sched/trace/event.h"

/* How many records ahead of writing memory is fetched back from the core that drained it. */
enum { AHEAD_RECORDS = 32 };

/* Whether a recording is being made. */
extern bool recorder_on __attribute__((visibility("hidden")));

/* This thread's ring; without one, a ring that is always full. */
extern _Thread_local Ring *recorder_ring __attribute__((visibility("hidden")));

/** Whether a recording is being made. Any thread. Whoever gets true also sees all that was set up
 * before. */
static inline bool
trace_on(void)
{
    return __builtin_expect(__atomic_load_n(&recorder_on, __ATOMIC_ACQUIRE), 0);
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

/** Records an event that needs more than room in the ring: a text, a number for its site, a chunk,
 * or a clock that is not the processor's. */
void recorder_emit_slowly(const Emit *event);

/** Records an event; for trace(). Uses the thread's own ring and reads the clock at most once: no
 * lock, no call, nothing that another thread writes to. */
static inline __attribute__((always_inline)) void
recorder_put(TraceKind kind, uint32_t subject, uint32_t object, AwSite *site, TraceValue type,
             int64_t value, const char *text, size_t text_size)
{
    Ring *ring = recorder_ring;
    Record *next = atomic_load_explicit(&ring->next, memory_order_relaxed);
    uint32_t site_id = site ? __atomic_load_n(&site->id, __ATOMIC_RELAXED) : 0;

    if (__builtin_expect(next >= atomic_load_explicit(&ring->limit, memory_order_relaxed), 0) ||
        (site && __builtin_expect(!site_id, 0)) || text) {
        recorder_emit_slowly(
            &(const Emit){kind, subject, object, site, type, value, text, text_size});
        return;
    }
    if (stamps_read(kind))
        ring->stamp = ticks_now();
    __builtin_prefetch(next + AHEAD_RECORDS, 1);
    *next = (Record){
        .kind = (uint16_t) (kind | type << 12),
        .thread = ring->thread,
        .subject = subject,
        .object = object,
        .site = site_id,
        .time = ring->stamp,
        .value = value,
    };
    atomic_store_explicit(&ring->next, next + 1, memory_order_release);
}

/** Records an event. */
void recorder_emit(const Emit *event);

/* trace(.kind = TRACE_TASK_STEP, .subject = id): records an event if somebody records. The fields
 * are not evaluated if nobody does. */
#define trace(...)                                                                                 \
    do {                                                                                           \
        if (trace_on()) {                                                                          \
            const Emit emit_ = {__VA_ARGS__};                                                      \
            recorder_put(emit_.kind, emit_.subject, emit_.object, emit_.site, emit_.type,          \
                         emit_.value, emit_.text, emit_.text_size);                                \
        }                                                                                          \
    } while (0)

/** In a forked child: gives up the parent's rings; whoever records gets a new one. */
void recorder_forget(void);

/** Ensures that what this thread records from now on is later than what it has seen of others. */
void recorder_arrive(void);

/** A number for a new track. Any thread. */
uint32_t recorder_track(void);

/** Sets the track that this thread's events belong to: that of a worker; 0: the loop's. */
void recorder_set_thread(uint32_t track);

/** Called as a run begins: makes the present moment time 0, if nothing was recorded before. */
void recorder_start_clock(void);

/** Stamps events with *now_ns, counted on from the run before in the same recording; all threads,
 * of which only one runs at a time, share one ring. NULL: back to the real clock. */
void recorder_set_virtual(const AwTime *now_ns);

/** Says that this thread is a worker of the loop with that virtual clock. Its events are in the
 * loop's ring, as long as that clock is the recording's. */
void recorder_share_virtual(const AwTime *now_ns);

/** Called as a recording begins or goes on: its virtual time starts from `time_ns`. */
void recorder_begin(int64_t time_ns);

/** Whether events of this recording are missing, because there was no memory for a thread's ring.
 */
bool recorder_has_hole(void);
