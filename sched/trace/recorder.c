/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recorder.c - from an event to the thread's ring. */
#include "sched/trace/recorder.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "sched/trace/drain.h"
#include "sched/trace/format.h"
#include "sched/trace/ring.h"
#include "sched/trace/sites.h"

enum { MAX_THREADS = 65535 };

bool recorder_on;

static _Atomic uint32_t last_track = TRACE_LOOP_ID;

static _Atomic bool has_hole; /* in this recording */

static const AwTime *virtual_now_ns;
static int64_t virtual_base_ns, virtual_last_ns; /* this run's beginning; the last stamp */
static Ring *shared_ring;                        /* of all threads, on the virtual clock */

static _Thread_local Ring *own_ring;
static _Thread_local uint16_t thread_index;

static pthread_key_t leave_key;
static pthread_once_t leave_once = PTHREAD_ONCE_INIT;

static void
leave(void *ring)
{
    ring_leave(ring);
}

static void
make_leave_key(void)
{
    pthread_key_create(&leave_key, leave);
}

static Ring *
ring_of_thread(void)
{
    if (virtual_now_ns && shared_ring)
        return shared_ring;
    if (!own_ring && (own_ring = ring_take())) {
        pthread_once(&leave_once, make_leave_key);
        pthread_setspecific(leave_key, own_ring);
    }
    if (virtual_now_ns)
        shared_ring = own_ring;
    return own_ring;
}

uint32_t
recorder_track(void)
{
    return atomic_fetch_add_explicit(&last_track, 1, memory_order_relaxed) + 1;
}

void
recorder_set_thread(uint32_t track)
{
    thread_index = drain_thread_index(track);
}

void
recorder_start_clock(void)
{
    if (trace_on())
        drain_start_clock();
}

void
recorder_set_virtual(const AwTime *now_ns)
{
    virtual_now_ns = now_ns;
    virtual_base_ns = virtual_last_ns;
    shared_ring = NULL;
    drain_set_virtual(now_ns != NULL);
}

bool
recorder_has_hole(void)
{
    return atomic_load(&has_hole);
}

void
recorder_begin(void)
{
    atomic_store(&has_hole, false);
    virtual_base_ns = virtual_last_ns = 0;
}

static int64_t
stamp_ns(void)
{
    struct timespec now;

    if (virtual_now_ns)
        return virtual_last_ns = virtual_base_ns + *virtual_now_ns;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec - drain_start_ns();
}

static size_t
text_records(const Emit *event)
{
    return (event->text_size + TEXT_BYTES - 1) / TEXT_BYTES;
}

static void
put_text(Ring *ring, uint64_t at, const char *text, size_t size)
{
    for (size_t done = 0; done < size; done += TEXT_BYTES) {
        TextRecord record = {.size = size - done < TEXT_BYTES ? size - done : TEXT_BYTES};
        memcpy(record.bytes, text + done, record.size);
        memcpy(ring_slot(ring, at++), &record, sizeof record);
    }
}

void
recorder_emit(const Emit *event)
{
    Ring *ring = ring_of_thread();
    Emit cut = *event;

    if (!ring) {
        atomic_store_explicit(&has_hole, true, memory_order_relaxed);
        return;
    }
    if (cut.text_size > FORMAT_TEXT_MAX)
        cut.text_size = FORMAT_TEXT_MAX;
    uint32_t site = cut.site ? site_id(cut.site) : 0;
    uint64_t n = 1 + text_records(&cut);
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    ring_reserve(ring, n);
    atomic_store_explicit(&ring->stamping, true, memory_order_seq_cst);
    *ring_slot(ring, head) = (Record){
        .kind = (uint16_t) (cut.kind | cut.type << 12),
        .thread = thread_index,
        .subject = cut.subject,
        .object = cut.object,
        .site = site,
        .time_ns = stamp_ns(),
        .value = cut.value,
    };
    put_text(ring, head + 1, cut.text, cut.text_size);
    atomic_store_explicit(&ring->head, head + n, memory_order_release);
    atomic_store_explicit(&ring->stamping, false, memory_order_release);
}
