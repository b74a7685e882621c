/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recorder.c - puts an event into the thread's ring when that takes more than storing it. */
#include "sched/record/recorder.h"

#include <string.h>

#include "sched/record/drain-life.h"
#include "sched/record/drain.h"
#include "sched/record/recorder-state.h"
#include "sched/record/sites.h"
#include "sched/record/snapshot-due.h"
#include "sched/trace/format.h"

enum { TRACKS_A_TIME = 64 };

bool recorder_on;

_Thread_local Ring *recorder_ring = &recorder.no_ring;
static _Thread_local uint16_t thread_index;
static _Thread_local const AwTime *own_clock; /* the virtual one that this thread runs on */

static void
leave(void *ring)
{
    recorder_ring = &recorder.no_ring;
    ring_leave(ring);
}

static void
make_leave_key(void)
{
    pthread_key_create(&recorder.leave_key, leave);
}

static Ring *
own_ring(void)
{
    Ring *ring = recorder_ring;

    if (ring != &recorder.no_ring)
        return ring;
    if (!(ring = ring_take()))
        return NULL;
    ring->thread = thread_index;
    recorder_ring = ring;
    pthread_once(&recorder.leave_once, make_leave_key);
    pthread_setspecific(recorder.leave_key, ring);
    return ring;
}

void
recorder_forget(void)
{
    recorder_ring = &recorder.no_ring;
    recorder.virtual.ring = NULL;
    ring_forget_all();
}

/* On the virtual clock the loop and its workers, of which only one runs at a time, share the loop's
 * ring. */
static Ring *
ring_of_thread(void)
{
    if (!own_clock || own_clock != recorder.virtual.now_ns)
        return own_ring();
    if (!thread_index && !recorder.virtual.ring)
        recorder.virtual.ring = own_ring();
    return recorder.virtual.ring ? recorder.virtual.ring : own_ring();
}

/* Each thread takes many numbers at a time, since counting on the shared counter makes the
 * processor wait for all its pending stores. */
uint32_t
recorder_track(void)
{
    static _Thread_local uint32_t last, end;

    if (last == end) {
        last = TRACE_LOOP_ID +
               atomic_fetch_add_explicit(&recorder.n_tracks, TRACKS_A_TIME, memory_order_relaxed);
        end = last + TRACKS_A_TIME;
    }
    return ++last;
}

void
recorder_set_thread(uint32_t track)
{
    thread_index = drain_thread_index(track);
    if (recorder_ring != &recorder.no_ring)
        recorder_ring->thread = thread_index;
}

void
recorder_start_clock(void)
{
    if (trace_on())
        drain_start_clock();
}

void
recorder_share_virtual(const AwTime *now_ns)
{
    own_clock = now_ns;
}

void
recorder_set_virtual(const AwTime *now_ns)
{
    recorder.virtual.now_ns = now_ns;
    recorder.virtual.base_ns = recorder.virtual.last_ns;
    recorder.virtual.ring = NULL;
    own_clock = now_ns;
    /* NULL makes each event ask, since those written unasked are stamped with ticks. */
    atomic_store_explicit(&recorder_ring->limit, NULL, memory_order_relaxed);
    drain_set_virtual(now_ns != NULL);
}

void
recorder_arrive(void)
{
    if (trace_on() && recorder_ring != &recorder.no_ring && !recorder.virtual.now_ns)
        recorder_ring->stamp = ticks_now_in_order();
}

bool
recorder_has_hole(void)
{
    return atomic_load(&recorder.has_hole);
}

void
recorder_begin(int64_t time_ns)
{
    atomic_store(&recorder.has_hole, false);
    recorder.virtual.base_ns = recorder.virtual.last_ns = time_ns;
}

/* ---- an event ---- */

/* These events read the clock anew: those whose kind says so, and the first one after a drain,
 * which took the ring's limit away so that readings stay recent. */
static bool
stands_in_order(const Ring *ring, TraceKind kind)
{
    return stamps_order(kind) || !atomic_load_explicit(&ring->limit, memory_order_relaxed);
}

/* Sets the ring's stamp, and returns the flag of its records. */
static uint16_t
stamp(Ring *ring, TraceKind kind)
{
    if (recorder.virtual.now_ns) {
        recorder.virtual.last_ns = recorder.virtual.base_ns + *recorder.virtual.now_ns;
        ring->stamp = (uint64_t) recorder.virtual.last_ns;
        return RECORD_IS_VIRTUAL;
    }
    if (stands_in_order(ring, kind))
        ring->stamp = ticks_now_in_order();
    else if (stamps_read(kind))
        ring->stamp = ticks_now();
    return 0;
}

static void
put_text(Record *at, const char *text, size_t size)
{
    for (size_t done = 0; done < size; done += TEXT_BYTES, at++) {
        TextRecord *record = (TextRecord *) at;
        record->kind = 0;
        record->size = (uint16_t) (size - done < TEXT_BYTES ? size - done : TEXT_BYTES);
        memcpy(record->bytes, text + done, record->size);
    }
}

static void
publish(Ring *ring, Record *next)
{
    atomic_store_explicit(&ring->next, next, memory_order_release);
}

static void
drop(Ring *ring, uint16_t flags)
{
    if (!atomic_load_explicit(&ring->n_dropped, memory_order_relaxed)) {
        ring->dropped_time = ring->stamp;
        ring->dropped_flags = flags;
    }
    atomic_fetch_add_explicit(&ring->n_dropped, 1, memory_order_release);
}

/* Called when there is room again: records what was lost, in the place where it was lost. */
static void
tell_dropped(Ring *ring)
{
    Record *next = atomic_load_explicit(&ring->next, memory_order_relaxed);
    uint64_t n = atomic_exchange(&ring->n_dropped, 0);

    if (n == 0)
        return;
    *next = (Record){
        .kind = TRACE_DROPPED | TRACE_VALUE_INT << 12,
        .thread = (uint16_t) (thread_index | ring->dropped_flags),
        .subject = TRACE_LOOP_ID,
        .time = ring->dropped_time,
        .value = (int64_t) n,
    };
    publish(ring, next + 1);
}

/* Makes room for `n` records, and for the one that says what was lost. */
static bool
make_room(Ring *ring, size_t n)
{
    if (!atomic_load_explicit(&ring->n_dropped, memory_order_relaxed))
        return ring_reserve(ring, n);
    if (!ring_reserve(ring, n + 1))
        return false;
    tell_dropped(ring);
    return true;
}

/* How much was recorded since the last call, roughly: in real time a chunk fills without calls, on
 * the virtual clock each event calls. */
static size_t
recorded_bytes(const Ring *ring, const Chunk *before, size_t text_size)
{
    size_t n = ring->chunk != before && !recorder.virtual.now_ns ? CHUNK_RECORDS : 1;

    return n * SNAPSHOT_EVENT + text_size;
}

void
recorder_emit_slowly(const Emit *event)
{
    Ring *ring = ring_of_thread();
    size_t text_size = event->text_size < FORMAT_TEXT_MAX ? event->text_size : FORMAT_TEXT_MAX;
    size_t n = 1 + (text_size + TEXT_BYTES - 1) / TEXT_BYTES;

    if (!ring) {
        atomic_store_explicit(&recorder.has_hole, true, memory_order_relaxed);
        drain_count_lost();
        return;
    }
    uint32_t site = event->site ? site_id(event->site) : 0;
    uint16_t flags = stamp(ring, event->kind);
    const Chunk *before = ring->chunk;
    if (!make_room(ring, n)) {
        drop(ring, flags);
        return;
    }
    Record *next = atomic_load_explicit(&ring->next, memory_order_relaxed);
    *next = (Record){
        .kind = (uint16_t) (event->kind | event->type << 12),
        .thread = (uint16_t) (thread_index | flags | (n > 1 ? RECORD_HAS_TEXT : 0)),
        .subject = event->subject,
        .object = event->object,
        .site = site,
        .time = ring->stamp,
        .value = event->value,
    };
    put_text(next + 1, event->text, text_size);
    publish(ring, next + n);
    atomic_store_explicit(&ring->limit, flags ? NULL : ring->chunk->records + CHUNK_RECORDS,
                          memory_order_relaxed);
    if (atomic_load_explicit(&recorder.due.every_bytes, memory_order_relaxed))
        snapshot_due_add(recorded_bytes(ring, before, text_size));
}

/* The fields of `event` were just written, one by one. Reading two of them in one load, as
 * compilers like to, would have to wait until they are in the cache. */
void
recorder_emit(const Emit *event)
{
    uint32_t kind = event->kind, subject = event->subject, object = event->object;

    __asm__("" : "+r"(kind), "+r"(subject), "+r"(object));
    recorder_put((TraceKind) kind, subject, object, event->site, event->type, event->value,
                 event->text, event->text_size);
}
