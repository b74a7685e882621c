/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drain.c - merges the rings by time. What may run in a signal handler allocates nothing and takes
 * no lock that the handler's thread could hold.
 *
 * The order that is promised: events of one thread stand as that thread recorded them, and what a
 * thread saw of another, as recorder_arrive() told it, stands before what it did then. The clock is
 * read before any ring is looked at, and what is later than that is left for the next drain. So if
 * a ring was looked at too early to hold an event, no thread can have seen that event when the
 * clock was read, and whatever a thread does after seeing it is later, and left.
 *
 * A thread that has read the clock but not yet written to its ring, or that reuses an old reading
 * (stamps.h), hands in an event that is older than what was written; it gets the time of that.
 * Readings stay recent: each drain makes each thread read the clock with its next event. */
#include "sched/record/drain.h"

#include <string.h>
#include <time.h>

#include "sched/base/sanitizer.h"
#include "sched/record/keep.h"
#include "sched/record/output.h"
#include "sched/record/recorder-state.h"
#include "sched/trace/format.h"

enum { AHEAD = 24 }; /* how many records ahead are prefetched from the other core */

static Drain *const drain = &recorder.drain;

void
drain_set_virtual(bool is_virtual)
{
    atomic_store(&drain->clock_is_virtual, is_virtual);
    keep_virtual(is_virtual);
}

uint16_t
drain_thread_index(uint32_t track)
{
    if (track == 0 || track == TRACE_LOOP_ID)
        return 0;
    unsigned index = 1 + atomic_fetch_add(&drain->n_threads, 1);
    if (index >= RECORDER_THREADS)
        index = RECORDER_THREADS - 1;
    __atomic_store_n(&drain->tracks[index], track, __ATOMIC_RELEASE);
    keep_track(index, track);
    return (uint16_t) index;
}

void
drain_count_lost(void)
{
    atomic_fetch_add(&drain->n_lost, 1);
}

bool
drain_lock(int most_ms)
{
    const struct timespec pause = {.tv_nsec = 1000000};

    for (int ms = 0; atomic_exchange(&drain->is_locked, true); ms++) {
        if (most_ms && ms >= most_ms)
            return false;
        nanosleep(&pause, NULL);
    }
    return true;
}

void
drain_unlock(void)
{
    atomic_store(&drain->is_locked, false);
}

/* ---- records ---- */

uint32_t
drain_track(uint16_t thread)
{
    return __atomic_load_n(&drain->tracks[thread & (RECORDER_THREADS - 1)], __ATOMIC_ACQUIRE);
}

/* In a virtual run, a record on the real clock gets the time of the last event written: nothing
 * more is known of it. */
static int64_t
time_of(const Record *record)
{
    if (record->thread & RECORD_IS_VIRTUAL)
        return (int64_t) record->time;
    if (atomic_load_explicit(&drain->clock_is_virtual, memory_order_relaxed))
        return output_last_ns();
    return ticks_to_ns(&drain->line, record->time) - drain->start_ns;
}

/* Takes the text that follows a record. Returns the first record after the text. */
static const Record *
take_text(const Record *at, const Record *end, TraceEvent *event)
{
    size_t size = 0;

    for (; at < end && at->kind == 0; at++) {
        const TextRecord *record = (const TextRecord *) at;
        if (size + record->size > FORMAT_TEXT_MAX || record->size > TEXT_BYTES)
            continue;
        memcpy(drain->text + size, record->bytes, record->size);
        size += record->size;
    }
    drain->text[size] = 0;
    event->text = size ? drain->text : NULL;
    event->text_size = size;
    return at;
}

/* Writes the record at `at`, with its text. Returns the next one. */
static const Record *
put_record(const Record *at, const Record *end, int64_t time_ns)
{
    TraceEvent event = {
        .time_ns = time_ns,
        .kind = at->kind & 0xfff,
        .value_type = (TraceValue) (at->kind >> 12),
        .thread = drain_track(at->thread),
        .subject = at->subject,
        .object = at->object,
        .site = at->site,
        .value = at->value,
    };

    drain->last_thread = at->thread & (RECORDER_THREADS - 1);
    at = take_text(at + 1, end, &event);
    output_event(&event);
    return at;
}

/* ---- rings ---- */

/* Whether the ring holds anything that is not later than `limit_ns`. */
static bool
look(Ring *ring, int64_t limit_ns)
{
    Record *at = ring_look(ring, &ring->end);

    if (at)
        ring->at_ns = time_of(at);
    return at && ring->at_ns <= limit_ns;
}

/* Adds a ring to the list of those with records, which is sorted by the time of their first. */
static void
insert(Ring **first, Ring *ring)
{
    while (*first && (*first)->at_ns <= ring->at_ns)
        first = &(*first)->other;
    ring->other = *first;
    *first = ring;
}

static Ring *
look_at_all(int64_t limit_ns)
{
    Ring *first = NULL;

    for (Ring *ring = ring_first(); ring; ring = ring->following) {
        atomic_store_explicit(&ring->limit, NULL, memory_order_relaxed);
        if (look(ring, limit_ns))
            insert(&first, ring);
    }
    return first;
}

/* Whether the record has a short form after what is in the block. */
static inline __attribute__((always_inline)) bool
is_short(const Record *record, const Compact *compact, const uint8_t *room_end, uint16_t thread,
         int64_t time_ns)
{
    return compact->at <= room_end && (record->thread & ~RECORD_IS_VIRTUAL) == thread &&
           compact_takes(record->kind & 0xfff, time_ns - compact->last_ns, record->value) &&
           output_knows_site(record->site);
}

/* Takes records in short form, up to one that has none. Most records have one, so this is most of
 * the work of a drain. */
static const Record *
take_short(const Record *at, const Record *end, int64_t until_ns, int64_t *at_ns)
{
    FormatBlock *block = output_block();
    const uint8_t *room_end = block->out.bytes + block->out.capacity - COMPACT_MAX;
    uint16_t thread = drain->last_thread;
    Compact compact = compact_open(block);
    const Record *begin = at;

    for (uint64_t ticks = at->time; at < end; at++) {
        __builtin_prefetch(at + AHEAD);
        if (at->time != ticks) {
            ticks = at->time;
            *at_ns = time_of(at);
        }
        if (*at_ns > until_ns || !is_short(at, &compact, room_end, thread, *at_ns))
            break;
        compact_event(&compact, at->kind & 0xfff, *at_ns, at->subject, at->object, at->site,
                      (TraceValue) (at->kind >> 12), at->value);
    }
    compact_close(&compact, block, (size_t) (at - begin));
    return at;
}

/* Takes from `ring`, of the records seen in it, those not later than `until_ns`. */
static void
take_run(Ring *ring, int64_t until_ns)
{
    const Record *at = ring->at, *end = ring->end;
    int64_t at_ns = ring->at_ns;

    sanitizer_acquire(ring);
    do {
        ring_taken(ring, (Record *) at); /* the block before this record may be written now */
        at = put_record(at, end, at_ns);
        if (at < end) {
            at_ns = time_of(at);
            at = take_short(at, end, until_ns, &at_ns);
        }
    } while (at < end && at_ns <= until_ns);
    ring_taken(ring, (Record *) at);
}

static void
merge(int64_t limit_ns)
{
    Ring *first = look_at_all(limit_ns);

    while (first) {
        Ring *ring = first;
        first = ring->other;
        take_run(ring, first && first->at_ns < limit_ns ? first->at_ns : limit_ns);
        if (look(ring, limit_ns))
            insert(&first, ring);
    }
}

void
drain_look_at_clock(void)
{
    ticks_line_to(&drain->line, &drain->last_anchor, ticks_anchor());
    keep_clock(&drain->line, drain->start_ns);
}

/* The time up to which to merge. */
static int64_t
limit_ns(bool to_the_end)
{
    drain_look_at_clock();
    if (to_the_end || output_is_by_content() || atomic_load(&drain->clock_is_virtual))
        return INT64_MAX;
    return drain->last_anchor.clock_ns - drain->start_ns;
}

uint64_t
drain_rings(bool to_the_end)
{
    uint64_t before = output_n_events();

    merge(limit_ns(to_the_end));
    if (!output_is_by_content() || to_the_end)
        output_flush();
    return output_n_events() - before;
}
