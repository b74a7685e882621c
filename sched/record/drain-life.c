/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drain-life.c - how draining begins, goes on with a file, and ends. */
#include "sched/record/drain-life.h"

#include "sched/record/drain.h"
#include "sched/record/keep.h"
#include "sched/record/output.h"
#include "sched/record/recorder-state.h"
#include "sched/record/sites.h"

enum { START_MS = 20 }; /* how long a run, at its start, waits for another thread's drain to end */

static Drain *const drain = &recorder.drain;

static bool
nothing_emitted(void)
{
    Record *end;

    for (Ring *ring = ring_first(); ring; ring = ring->following)
        if (ring_look(ring, &end))
            return false;
    return output_n_events() == 0;
}

/* If draining takes this long, there are events already. */
void
drain_start_clock(void)
{
    if (!drain_lock(START_MS))
        return;
    if (nothing_emitted())
        drain->start_ns = ticks_clock_ns();
    drain_look_at_clock();
    drain_unlock();
}

/* What was left in the rings when the last recording stopped belongs to no recording. */
static void
empty_rings(void)
{
    for (Ring *ring = ring_first(); ring; ring = ring->following) {
        ring_empty(ring);
        atomic_store(&ring->n_dropped, 0);
    }
    atomic_store(&drain->n_lost, 0);
}

static void
begin_clock(void)
{
    ticks_choose();
    drain->last_anchor = ticks_anchor();
    drain->line = (TicksLine){0};
}

/* Events that are in the rings from now on follow the event of this number. */
static void
begin_rings(uint64_t number)
{
    empty_rings();
    ring_write(number);
    ring_written();
    for (unsigned i = 1; i <= atomic_load(&drain->n_threads) && i < RECORDER_THREADS; i++)
        keep_track(i, drain_track((uint16_t) i));
    keep_virtual(atomic_load(&drain->clock_is_virtual));
    sites_keep();
    drain_look_at_clock();
}

int
drain_begin(int fd, bool by_content, const AwRecordOptions *options)
{
    begin_clock();
    drain->start_ns = drain->last_anchor.clock_ns;
    int error = output_begin(fd, by_content, options);
    begin_rings(0);
    return error;
}

/* Time goes on from the last event, which a virtual clock may have put ahead of the real time. */
int
drain_resume(int fd, bool by_content)
{
    begin_clock();
    if (drain->last_anchor.clock_ns - drain->start_ns < output_last_ns())
        drain->start_ns = drain->last_anchor.clock_ns - output_last_ns();
    begin_rings(output_n_events());
    return output_resume(fd, by_content);
}

static void
tell_lost(uint64_t n, uint32_t thread)
{
    if (n > 0)
        output_event(&(TraceEvent){.kind = TRACE_DROPPED,
                                   .time_ns = output_last_ns(),
                                   .thread = thread,
                                   .subject = TRACE_LOOP_ID,
                                   .value_type = TRACE_VALUE_INT,
                                   .value = (int64_t) n});
}

int
drain_finish(const TraceEnd *end)
{
    drain_rings(true);
    for (Ring *ring = ring_first(); ring;
         ring = ring->following) /* losses that the thread never recorded */
        tell_lost(atomic_exchange(&ring->n_dropped, 0), drain_track(ring->thread));
    tell_lost(atomic_exchange(&drain->n_lost, 0), 0);
    return output_finish(end);
}
