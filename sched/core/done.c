/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* done.c - what waits for a future: added, removed, called [F3 F4 F5]. */
#include "sched/core/done.h"

#include "sched/core/context.h"

static inline __attribute__((always_inline)) Done *
done_new(AwFuture *future, AwDoneFn fn, void *data, Object *keep)
{
    Done *done = loop_take_record(future->loop, sizeof *done);

    if (!done)
        return NULL;
    done->fn = fn;
    done->data = data;
    done->keep = keep ? aw_ref(keep) : NULL;
    done->context = context_keep();
    return done;
}

void
done_drop(Done *done)
{
    aw_unref(done->keep);
    aw_unref(done->context);
    aw_unref(done->future);
    freelist_give(done, sizeof *done);
}

static inline void
run_end(AwLoop *loop, Done *done, Holder *before, AwContext *outer)
{
    aw_unref(context_enter(outer));
    trace(.kind = TRACE_CALLBACK_END, .subject = TRACE_LOOP_ID,
          .object = future_track(done->future));
    holder_leave(&loop->holder, before);
    done_drop(done);
}

/* A callback runs on the loop's stack in a scope of its own. */
void
done_run(AwLoop *loop, Done *done)
{
    Holder *before = holder_enter(&loop->holder);
    AwFuture *future = done->future;

    loop->callback = ready_of(READY_DONE, done);
    trace(.kind = TRACE_CALLBACK_BEGIN, .subject = TRACE_LOOP_ID, .object = future_track(future),
          .site = done->site);
    AwContext *outer = context_enter(aw_ref(done->context));
    done->fn(future, done->data);
    run_end(loop, done, before, outer);
}

void
done_left(AwLoop *loop, Done *done, Holder *before, AwContext *outer)
{
    run_end(loop, done, before, outer);
}

/* Frees a callback that no longer waits and will not be scheduled. */
static void
withdraw(AwFuture *future, Done *done)
{
    if (future->loop)
        ready_release(&future->loop->ready);
    done_drop(done);
}

/* ---- waiting ---- */

static bool
add(AwFuture *future, Done *done)
{
    if (!done)
        return false;
    if (future->state == FUTURE_PENDING)
        waiting_append(future, ready_of(READY_DONE, done));
    else if (future->loop)
        waiting_schedule(future, ready_of(READY_DONE, done));
    else
        done_drop(done);
    return true;
}

void
future_admit(AwFuture *future)
{
    if (future->state != FUTURE_PENDING && future->loop)
        loop_admit(future->loop);
}

bool
future_on_done(AwFuture *future, AwDoneFn fn, void *data, Object *keep)
{
    return add(future, done_new(future, fn, data, keep));
}

void
future_await(AwFuture *future, Task *task)
{
    waiting_append(future, ready_of(READY_STEP, task));
}

Ready
future_next_waiting(const AwFuture *future, Ready before)
{
    if (!future->last_waiting.word || before.word == future->last_waiting.word)
        return (Ready){0};
    return *waiting_next(before.word ? before : future->last_waiting);
}

/* What a callback of the program keeps is its data, and does not await. */
static Object *
awaits_by(Ready waiting)
{
    const Done *done = ready_subject(waiting);

    return done->site ? NULL : done->keep;
}

AwFuture *
waiting_awaiter(Ready waiting)
{
    if (ready_kind(waiting) == READY_STEP)
        return &((Task *) ready_subject(waiting))->future;
    Object *keep = awaits_by(waiting);
    if (!keep || object_is(keep, OBJECT_FUTURE))
        return (AwFuture *) keep;
    return keep->class->awaiter ? keep->class->awaiter(keep) : NULL;
}

AwFuture *
waiting_canceller(Ready waiting)
{
    AwFuture *awaiter = waiting_awaiter(waiting);

    if (!awaiter || ready_kind(waiting) == READY_STEP)
        return awaiter;
    const ObjectClass *class = awaits_by(waiting)->class;
    bool passes_on = class->kind == OBJECT_FUTURE && future_class(awaiter)->cancel_path;
    return passes_on || class->cancels_awaited ? awaiter : NULL;
}

void
future_forget(AwFuture *future, Task *task)
{
    Ready end = future->last_waiting, waiting = {0};

    while (waiting.word != end.word) {
        waiting = waiting_take(future);
        if (waiting.word != ready_of(READY_STEP, task).word)
            waiting_append(future, waiting);
    }
}

void
waiting_drop(AwFuture *future)
{
    Ready waiting;

    while ((waiting = waiting_take(future)).word)
        if (ready_kind(waiting) == READY_DONE)
            withdraw(future, ready_subject(waiting));
}

/* ---- of the program ---- */

static bool
add_of_program(AwFuture *future, AwDoneFn fn, void *data, Object *keep, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_add_done_callback()", site);
    loop_check_thread(future->loop, "aw_add_done_callback()", site);
    must_have((const void *) fn, "aw_add_done_callback()", site);
    future_admit(future);
    trace(.kind = TRACE_CALLBACK_ADDED, .subject = future_track(future),
          .object = loop_who(future->loop), .site = site);
    if (!future->loop && future->state != FUTURE_PENDING)
        return false; /* [L10] */
    Done *done = done_new(future, fn, data, keep);
    if (done)
        done->site = site ? site : &site_unknown;
    return add(future, done);
}

bool
aw_add_done_callback_from(AwFuture *future, AwDoneFn fn, void *data, AwSite *site)
{
    return add_of_program(future, fn, data, NULL, site);
}

bool
aw_add_done_callback_keeping_from(AwFuture *future, AwDoneFn fn, void *data, AwSite *site)
{
    must_be_a(OBJECT_ANY, data, "aw_add_done_callback()", site);
    return add_of_program(future, fn, data, data == future ? NULL : data, site);
}

/* Takes `waiting` out of the ring, in which it follows `before`; alone in it, it follows itself. */
static void
unlink_waiting(AwFuture *future, Ready before, Ready waiting)
{
    *waiting_next(before) = *waiting_next(waiting);
    if (future->last_waiting.word == waiting.word)
        future->last_waiting.word = before.word == waiting.word ? 0 : before.word;
}

static bool
matches(Ready waiting, AwDoneFn fn, const void *data)
{
    const Done *done = ready_subject(waiting);

    return ready_kind(waiting) == READY_DONE && done->fn == fn && done->data == data;
}

/* Removes the callbacks that match, each with an event that says its place in the ring. `goes_to`:
 * what the event has for an object. Returns the first of a list linked by `next`. */
static Done *
take_matching(AwFuture *future, AwDoneFn fn, const void *data, uint32_t goes_to)
{
    Ready last = future->last_waiting, before = last, waiting = {0};
    Done *taken = NULL;

    for (int64_t place = 0; waiting.word != last.word;) {
        waiting = *waiting_next(before);
        if (!matches(waiting, fn, data)) {
            before = waiting;
            place++;
            continue;
        }
        trace(.kind = TRACE_DONE_REMOVED, .subject = future_track(future), .object = goes_to,
              .type = TRACE_VALUE_INT, .value = place);
        unlink_waiting(future, before, waiting);
        Done *done = ready_subject(waiting);
        done->next = ready_of(READY_DONE, taken);
        taken = done;
    }
    return taken;
}

void
future_replace_done(AwFuture *future, AwDoneFn fn, const void *data, AwDoneFn then)
{
    Done *done = take_matching(future, fn, data, future->object.track);

    if (!done)
        return;
    Object *kept = done->keep;
    done->fn = then;
    done->data = NULL;
    done->keep = NULL;
    waiting_append(future, ready_of(READY_DONE, done));
    aw_unref(kept);
}

/* Freeing a callback may run user code, so this waits until the ring is whole again. */
int
aw_remove_done_callback_from(AwFuture *future, AwDoneFn fn, void *data, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_remove_done_callback()", site);
    loop_check_thread(future->loop, "aw_remove_done_callback()", site);
    Done *taken = take_matching(future, fn, data, TRACE_NOBODY), *next;
    int n = 0;

    for (; taken; taken = next, n++) {
        next = ready_subject(taken->next);
        withdraw(future, taken);
    }
    return n;
}
