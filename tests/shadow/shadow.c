/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shadow.c - catches each event on its way into the recording, and writes a line about the state
 * that the loop is in. A program that does this is linked with
 * --wrap=recorder_emit,--wrap=recorder_emit_slowly (meson.build); the library itself knows nothing
 * of it. On the virtual clock all events come this way.
 *
 * A line is the state AT event n: what is there just before event n + 1 is recorded, with what was
 * taken for n + 1 still in its place (the step that TASK_STEP begins is still first in `ready`, the
 * task of TASK_READY still waits). Its fields, with one space between them:
 *
 *   N                the number of the event, 0 before the first; as in the recording, counted over
 *                    all threads. Events of other threads have no line
 *   next=K.S         kind and subject of the event that comes
 *   turn=N left=N    as the loop counts them; `left` is what still belongs to this turn
 *   run=TASK         the task that runs; 0: none
 *   ready=A,B        what is ready, in order, without what was called off:
 *                      T5    the step of task 5
 *                      D7    a done callback of future 7
 *                      H9    the handle with number 9: a call, a job's result, or a timer that is
 * due S7    the timer that settles future 7, and is due timers=A@NS,...  what comes due, in order,
 * without what was called off: H9 or S7, and when, in the time of the recording tasks=A,B the tasks
 * that are not done, in order of their making wait=A:F@L,...   task A waits for the pending future
 * F since line L frames=A:L/L,... the calls open in task A by the lines they are on, the innermost
 * first rings=F:T5/D,... what future F schedules when it is done, in order: tasks, and D for a
 * callback
 *
 * Then a field for each lock and so on that is still there, in the order of their making
 * (things.c), and one for each pool, the newest first:
 *
 *   P3:J/J:W.J/W.0   pool 3: the jobs in its queue in order; its workers, each with its job
 *
 * All numbers are tracks, or numbers of handles, unless said otherwise. A list that is empty is
 * left out if it has a field of its own. */
#include "tests/shadow/shadow.h"

#include <stdlib.h>
#include <string.h>

#include "sched/core/done.h"
#include "sched/core/sync-log.h"
#include "sched/pool/worker.h"
#include "sched/record/recorder-state.h"
#include "tests/shadow/things.h"

static FILE *out; /* NULL: closed */
static _Atomic uint64_t n_events;

/* The queue as it was at the last event, to see what was taken from it. */
static struct {
    const Ready *items;
    size_t head;
} seen;

/* The workers that have started, and have not stopped: their threads are there earlier and longer.
 */
static uint32_t workers[1024];
static size_t n_workers;

/* ---- lists ---- */

/* Begins an item of the list `name`: the first one after the name, the others after a comma. */
static void
item(const char *name, bool *begun)
{
    if (*begun)
        putc(',', out);
    else
        fprintf(out, " %s=", name);
    *begun = true;
}

static uint32_t
track_of(const void *object)
{
    return ((const Object *) object)->track;
}

/* ---- what is ready ---- */

static bool
is_off(Ready ready)
{
    ReadyKind kind = ready_kind(ready);

    return (kind == READY_HANDLE || kind == READY_SETTLE) && timer_cancelled(ready);
}

static uint32_t
number_of(Ready ready)
{
    void *subject = ready_subject(ready);

    if (ready_kind(ready) == READY_HANDLE)
        return ((AwHandle *) subject)->number;
    return track_of(ready_kind(ready) == READY_DONE ? (void *) ((Done *) subject)->future
                                                    : subject);
}

static void
write_ready_item(Ready ready, bool *begun)
{
    item("ready", begun);
    fprintf(out, "%c%u", "THDS"[ready_kind(ready)], number_of(ready));
}

static bool
runs_what_is_ready(TraceKind kind)
{
    return kind == TRACE_TASK_STEP || kind == TRACE_TASK_STEP_CANCEL ||
           kind == TRACE_CALLBACK_BEGIN || kind == TRACE_TIMER_BEGIN;
}

/* What was taken from the queue for this event, where it still is; a word of 0: nothing. A task
 * that begins at once, or goes on after one that did, was not in the queue. */
static Ready
taken_for(const AwLoop *loop, const Emit *event)
{
    const ReadyQueue *queue = &loop->ready;
    bool took = queue->items == seen.items ? queue->head != seen.head : queue->head > 0;

    if (!took || !runs_what_is_ready(event->kind))
        return (Ready){0};
    return queue->items[(queue->head - 1) & queue->mask];
}

static void
write_ready(const AwLoop *loop, Ready taken)
{
    bool begun = false;

    if (taken.word)
        write_ready_item(taken, &begun);
    for (size_t i = 0; i < loop->ready.n; i++)
        if (!is_off(ready_at(&loop->ready, i)))
            write_ready_item(ready_at(&loop->ready, i), &begun);
}

/* ---- timers ---- */

static int
earlier(const void *a, const void *b)
{
    const TimerSlot *one = a, *two = b;

    if (one->deadline_ns != two->deadline_ns)
        return one->deadline_ns < two->deadline_ns ? -1 : 1;
    return one->number < two->number ? -1 : 1;
}

static void
write_timers(const AwLoop *loop)
{
    size_t n = loop->timers.n;
    TimerSlot *slots = calloc(n + 1, sizeof *slots);
    bool begun = false;

    if (n)
        memcpy(slots, loop->timers.slots, n * sizeof *slots);
    qsort(slots, n, sizeof *slots, earlier);
    for (size_t i = 0; i < n; i++) {
        if (is_off(slots[i].what))
            continue;
        item("timers", &begun);
        fprintf(out, "%c%u@%lld", "THDS"[ready_kind(slots[i].what)], number_of(slots[i].what),
                (long long) (slots[i].deadline_ns + recorder.virtual.base_ns));
    }
    free(slots);
}

/* ---- tasks ---- */

static bool
is_ready(const AwLoop *loop, const Task *task, Ready taken)
{
    uintptr_t word = ready_of(READY_STEP, task).word;

    for (size_t i = 0; i < loop->ready.n; i++)
        if (ready_at(&loop->ready, i).word == word)
            return true;
    return taken.word == word;
}

/* The loop still points to a task that has just suspended or ended. */
static uint32_t
running(const AwLoop *loop, Ready taken)
{
    const Task *task = loop->current;

    if (!task || task->future.state != FUTURE_PENDING || task->waiter ||
        is_ready(loop, task, taken))
        return 0;
    return track_of(task);
}

/* Without the one whose TASK_CREATED is about to be recorded. */
static bool
is_known(const Task *task, const Emit *event)
{
    return track_of(task) &&
           (event->kind != TRACE_TASK_CREATED || event->subject != track_of(task));
}

static void
write_tasks(const AwLoop *loop, const Emit *event)
{
    bool begun = false;

    for (const Task *task = task_first(loop); task; task = task_next(task))
        if (is_known(task, event)) {
            item("tasks", &begun);
            fprintf(out, "%u", track_of(task));
        }
}

static void
write_waiting(const AwLoop *loop)
{
    bool begun = false;

    for (const Task *task = task_first(loop); task; task = task_next(task)) {
        if (!task->waiter || task->waiter->state != FUTURE_PENDING)
            continue;
        item("wait", &begun);
        fprintf(out, "%u:%u@%u", track_of(task), track_of(task->waiter),
                task->at ? task->at->line : 0);
    }
}

static void
write_frames(const AwLoop *loop)
{
    bool begun = false;

    for (const Task *task = task_first(loop); task; task = task_next(task)) {
        if (!task->frame)
            continue;
        item("frames", &begun);
        fprintf(out, "%u", track_of(task));
        for (const CallFrame *frame = task->frame; frame; frame = frame->outer)
            fprintf(out, "%c%u", frame == task->frame ? ':' : '/', frame->site->line);
    }
}

/* ---- futures ---- */

static void
write_waiting_item(Ready waiting, char before)
{
    if (ready_kind(waiting) == READY_STEP)
        fprintf(out, "%cT%u", before, track_of(ready_subject(waiting)));
    else
        fprintf(out, "%cD", before);
}

static void
write_ring(const AwFuture *future, const Emit *event)
{
    char before = ':';

    fprintf(out, "%u", track_of(future));
    if (event->kind == TRACE_TASK_READY && event->object == track_of(future)) {
        fprintf(out, ":T%u", event->subject);
        before = '/';
    }
    for (Ready at = {0}; (at = future_next_waiting(future, at)).word; before = '/')
        write_waiting_item(at, before);
}

static void
write_rings(const AwLoop *loop, const Emit *event)
{
    bool begun = false;

    for (const AwFuture *future = loop->first_future; future; future = future->newer) {
        bool wakes = event->kind == TRACE_TASK_READY && event->object == track_of(future);
        if (!future->last_waiting.word && !wakes)
            continue;
        item("rings", &begun);
        write_ring(future, event);
    }
}

/* ---- pools ---- */

static void
write_job(const AwJob *job, bool *begun)
{
    fprintf(out, "%s%u", *begun ? "/" : "", job->track);
    *begun = true;
}

static void
write_newest_last(Post *post, bool *begun)
{
    if (!post || post == &post_closed)
        return;
    write_newest_last(post->next, begun);
    write_job(job_of((Arrival *) post), begun);
}

static void
write_queue(AwPool *pool, const Emit *event)
{
    bool begun = false;

    if (event->kind == TRACE_JOB_DROPPED && event->object == pool->track) {
        fprintf(out, "%u", event->subject);
        begun = true;
    }
    for (Post *post = pool->first; post && post != &post_closed; post = post->next)
        write_job(job_of((Arrival *) post), &begun);
    write_newest_last(pool->queue.newest, &begun);
}

/* The place of a worker in the list; if it is not there, the place behind the last. */
static size_t
worker_place(uint32_t track)
{
    size_t i = 0;

    while (i < n_workers && workers[i] != track)
        i++;
    return i;
}

static void
note_worker(const Emit *event)
{
    size_t i = worker_place(event->subject);

    if (event->kind == TRACE_WORKER_STARTED && i < sizeof workers / sizeof *workers)
        workers[n_workers++] = event->subject;
    if (event->kind == TRACE_WORKER_STOPPED && i < n_workers)
        workers[i] = workers[--n_workers];
}

static void
write_workers(const AwPool *pool)
{
    const char *before = "";

    for (int i = 0; i < pool->n_started; i++) {
        const AwJob *job = pool->workers[i].job;
        if (worker_place(pool->workers[i].track) == n_workers)
            continue;
        fprintf(out, "%s%u.%u", before, pool->workers[i].track, job ? job->track : 0);
        before = "/";
    }
}

static void
write_pools(const AwLoop *loop, const Emit *event)
{
    for (AwPool *pool = loop->pools; pool; pool = pool->next) {
        fprintf(out, " P%u:", pool->track);
        write_queue(pool, event);
        putc(':', out);
        write_workers(pool);
    }
}

/* ---- a line ---- */

static void
write_line(AwLoop *loop, uint64_t n, const Emit *event)
{
    Ready taken = taken_for(loop, event);

    fprintf(out, "%llu next=%u.%u turn=%llu left=%zu run=%u", (unsigned long long) n, event->kind,
            event->subject, (unsigned long long) loop->turn, loop->left_in_turn + !!taken.word,
            running(loop, taken));
    write_ready(loop, taken);
    write_timers(loop);
    write_tasks(loop, event);
    write_waiting(loop);
    write_frames(loop);
    write_rings(loop, event);
    things_write(out, loop);
    write_pools(loop, event);
    putc('\n', out);
}

static void
before_event(const Emit *event)
{
    AwLoop *loop = loop_running;

    if (!out)
        return;
    uint64_t n = n_events++;
    note_worker(event);
    if (!loop || this_worker)
        return;
    write_line(loop, n, event);
    seen.items = loop->ready.items;
    seen.head = loop->ready.head;
}

/* ---- in front of the recorder ---- */

void __real_recorder_emit(const Emit *event);
void __wrap_recorder_emit(const Emit *event);
void __real_recorder_emit_slowly(const Emit *event);
void __wrap_recorder_emit_slowly(const Emit *event);

void
__wrap_recorder_emit(const Emit *event)
{
    before_event(event);
    __real_recorder_emit(event);
}

void
__wrap_recorder_emit_slowly(const Emit *event)
{
    before_event(event);
    __real_recorder_emit_slowly(event);
}

void
shadow_open(const char *path)
{
    out = fopen(path, "w");
    if (!out) {
        perror(path);
        exit(2);
    }
    n_events = 0;
    seen.items = NULL;
    seen.head = 0;
    sync_log_keep(true); /* things.c finds locks and the like by their logs */
}

void
shadow_close(void)
{
    sync_log_keep(false);
    fclose(out);
    out = NULL;
}
