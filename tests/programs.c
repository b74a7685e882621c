/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs.c - see the table at the end. Each passes on every error it did not ask for. */
#include "tests/programs.h"

#include <string.h>

/* ---- what they share ---- */

/* The end of a program: `v` when that is an error, a complaint when it is not what was due. */
static AwValue
done_if(bool as_it_should, AwValue v)
{
    if (aw_failed(v))
        return v;
    return as_it_should ? aw_int(PROGRAM_DONE) : aw_error(AW_ERROR, "not the value that was due");
}

/* None when `v` is an error of this code; else an error: `v`, if it is one. */
static AwValue
must_fail(AwValue v, AwCode code)
{
    if (aw_code(v) == code)
        return AW_NONE;
    return aw_failed(v) ? v : aw_error(AW_ERROR, "an error was due");
}

static AwValue
nothing(AwValue arg)
{
    return arg;
}

/* Sleeps for as many ms as its argument, and returns that. */
static AwValue
nap(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    return ms;
}

/* Fails after as many ms. */
static AwValue
stumble(AwValue ms)
{
    AW_TRY(nap(ms));
    return aw_error(AW_ERROR, "stumbled after %d ms", (int) aw_to_int(ms));
}

static AwValue
sum(AwValue list)
{
    int64_t total = 0;

    for (size_t i = 0; i < aw_len(list); i++)
        total += aw_to_int(aw_at(list, i));
    return aw_int(total);
}

/* ---- tasks and futures ---- */

static AwValue
tasks(AwValue none)
{
    AwFuture *a = aw_spawn(nap, 2), *b = aw_spawn(nap, 1, .name = "b"),
             *c = aw_spawn(nothing, 3, .stack = 256 * 1024);
    AwValue list = aw_list(AW_TRY(aw_await(a)), AW_TRY(aw_await(b)), AW_TRY(aw_await(c)));

    return done_if(aw_to_int(AW_TRY(aw_call(sum, AW_TRY(list)))) == 6, none);
}

static AwValue
many_tasks(AwValue none)
{
    AwFuture *all[100];

    for (int i = 0; i < 100; i++)
        all[i] = aw_spawn(nap, i % 3);
    for (int i = 0; i < 100; i++)
        AW_TRY(aw_await(all[i]));
    return done_if(true, none);
}

static AwValue
eager(AwValue none)
{
    AwFuture *ends = aw_spawn(nothing, 1, .eager_start = true);
    AwFuture *waits = aw_spawn(nap, 1, .eager_start = true);

    AW_TRY(aw_await(ends));
    return done_if(aw_to_int(AW_TRY(aw_await(waits))) == 1, none);
}

static AwValue
coroutine_objects(AwValue none)
{
    AW_TRY(aw_await(aw_coro(nap, 1)));
    AW_TRY(aw_await(aw_ensure_future(aw_coro(nap, 1))));
    return done_if(true, none);
}

static AwValue
sleeps(AwValue none)
{
    AW_TRY(aw_sleep(0));
    AW_TRY(aw_sleep(AW_SECOND));
    return done_if(true, none);
}

static AwValue
frames(AwValue depth)
{
    if (aw_int_or(depth, 20) == 0)
        return aw_text("the bottom");
    AwValue v = AW_TRY(aw_call(frames, aw_int_or(depth, 20) - 1));
    AW_TRY(aw_sleep(0));
    if (aw_is(depth, AW_K_INT))
        return v;
    return done_if(!strcmp(aw_to_text(v), "the bottom"), AW_NONE);
}

static AwValue
exceptions(AwValue none)
{
    AwFuture *task = aw_spawn(stumble, 1);

    AW_TRY(must_fail(aw_await(task), AW_ERROR));
    AwValue boxed = AW_TRY(aw_exception(task));
    AW_TRY(aw_repr(boxed));
    return done_if(aw_code(aw_at(boxed, 0)) == AW_ERROR, none);
}

static AwValue
cancelling(AwValue none)
{
    AwFuture *task = aw_spawn(nap, 1000);

    AW_TRY(aw_sleep(0));
    aw_cancel(task, "enough");
    AW_TRY(must_fail(aw_await(task), AW_CANCELLED));
    return done_if(aw_cancelled(task), none);
}

static void
count_call(void *data)
{
    ++*(int *) data;
}

static void
count_done(AwFuture *future, void *data)
{
    count_call(data);
}

static void
set_one(void *future)
{
    aw_set_result_if_pending(future, aw_int(1));
}

static AwValue
callbacks(AwValue none)
{
    static int calls; /* outlives a program that ends early */

    calls = 0;
    AwFuture *future = aw_future();

    for (int i = 0; i < 5 && !aw_done(future); i++)
        if (!aw_call_soon(count_call, &calls) || !aw_call_later(i * AW_MS, count_call, &calls))
            return aw_error(AW_NOMEM, "no memory for a callback");
    if (!aw_call_later(10 * AW_MS, set_one, future))
        return aw_error(AW_NOMEM, "no memory for a callback");
    AwHandle *called_off = aw_call_later(AW_MS, count_call, &calls);
    aw_handle_cancel(called_off);
    AW_TRY(aw_await(future));
    return done_if(calls == 10, none);
}

static AwValue
threadsafe_calls(AwValue none)
{
    AwFuture *future = aw_future();
    AwLoop *loop = aw_running_loop();

    if (aw_done(future))
        return aw_result(future);
    if (!aw_call_soon_threadsafe(loop, set_one, future))
        return aw_error(AW_NOMEM, "no memory for a call");
    AW_TRY(aw_await(future));
    AwJob *job = aw_run_coroutine_threadsafe(loop, nap, 1);
    AW_TRY(aw_await(aw_wrap_job(job)));
    return done_if(true, none);
}

static AwValue
done_callbacks(AwValue none)
{
    static int calls;

    calls = 0;
    AwFuture *future = aw_future();

    if (aw_done(future))
        return aw_result(future);
    for (int i = 0; i < 5; i++)
        if (!aw_add_done_callback(future, count_done, &calls))
            return aw_error(AW_NOMEM, "no memory for a callback");
    AW_TRY(aw_set_result(future, aw_text("%s", "ready")));
    AW_TRY(aw_await(future));
    AW_TRY(aw_sleep(AW_MS));
    return done_if(calls == 5, none);
}

/* ---- combinators ---- */

static AwValue
gathers(AwValue none)
{
    AwFuture *futures[] = {aw_spawn(nap, 2), aw_coro(nap, 1), aw_spawn(stumble, 1)};
    AwValue list = AW_TRY(aw_await(aw_gather(futures, 3, .return_exceptions = true)));

    AW_TRY(must_fail(aw_at(list, 2), AW_ERROR));
    AwFuture *more[] = {aw_spawn(nap, 3), aw_spawn(stumble, 1)};
    AW_TRY(must_fail(aw_await(aw_gather(more, 2)), AW_ERROR));
    AW_TRY(aw_await(more[0]));
    return done_if(true, AW_TRY(aw_at(list, 0)));
}

static AwValue
waits(AwValue none)
{
    AwFuture *tasks[] = {aw_spawn(nap, 1), aw_spawn(nap, 3), aw_spawn(nap, 5)};
    AwWait first = AW_TRY(aw_wait(tasks, 3, .return_when = AW_FIRST_COMPLETED));

    for (int i = 0; i < first.n_done; i++)
        AW_TRY(aw_await(first.done[i]));
    AwWait some = AW_TRY(aw_wait(tasks, 3, .timeout = 3 * AW_MS));
    for (int i = 0; i < some.n_pending; i++)
        AW_TRY(aw_await(some.pending[i]));
    return done_if(first.n_done + some.n_done == 3, none);
}

static AwValue
waits_for(AwValue none)
{
    AW_TRY(aw_wait_for(aw_spawn(nap, 1), AW_SECOND));
    AW_TRY(must_fail(aw_wait_for(aw_spawn(nap, 2000), AW_SECOND), AW_TIMEOUT));
    AW_TRY(must_fail(aw_wait_for(aw_spawn(nap, 2000), 0), AW_TIMEOUT));
    AW_TRY(must_fail(aw_wait_for_call(aw_sleep(2 * AW_SECOND), AW_SECOND), AW_TIMEOUT));
    return done_if(true, none);
}

static AwValue
completions(AwValue none)
{
    AwFuture *tasks[12], *next;
    int64_t total = 0;

    for (int i = 0; i < 12; i++)
        tasks[i] = aw_spawn(nap, i);
    AwCompletions *all = aw_as_completed(tasks, 12, .timeout = AW_SECOND);
    while ((next = aw_next(all)))
        total += aw_to_int(AW_TRY(aw_await(next)));
    return done_if(total == 66, none);
}

static AwValue
late_completions(AwValue none)
{
    AwFuture *tasks[] = {aw_spawn(nap, 1), aw_spawn(nap, 1000)}, *next;
    AwCompletions *all = aw_as_completed(tasks, 2, .timeout = 10 * AW_MS);
    AwValue worst = none;

    while ((next = aw_next(all))) {
        AwValue v = aw_await(next);
        worst = aw_code(worst) == AW_NOMEM || !aw_failed(v) ? worst : v;
    }
    return done_if(true, must_fail(worst, AW_TIMEOUT));
}

static AwValue
shields(AwValue none)
{
    AwFuture *inner = aw_spawn(nap, 2), *outer = aw_shield(inner);

    AW_TRY(aw_sleep(0));
    aw_cancel(outer);
    AW_TRY(must_fail(aw_await(outer), AW_CANCELLED));
    AW_TRY(aw_await(inner));
    AW_TRY(aw_await(aw_shield(aw_spawn(nap, 1))));
    return done_if(true, none);
}

/* ---- blocks ---- */

static AwValue
timeouts(AwValue none)
{
    AwTimeout *limit = aw_timeout(10 * AW_MS), *loose = aw_timeout(AW_NEVER);

    AW_WITH (limit) {
        AW_CHECK(limit, aw_timeout_reschedule(limit, aw_time() + AW_MS));
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    }
    AW_TRY(must_fail(aw_outcome(limit), AW_TIMEOUT));
    AW_WITH (loose) {
        AW_CHECK(loose, aw_sleep(AW_MS));
    }
    AW_TRY(aw_outcome(loose));
    return done_if(true, none);
}

static AwValue
groups(AwValue none)
{
    AwGroup *group = aw_group();
    AwFuture *tasks[10] = {NULL};

    AW_WITH (group) {
        for (int i = 0; i < 10; i++)
            tasks[i] = aw_group_spawn(group, nap, i);
        AW_CHECK(group, aw_sleep(2 * AW_MS));
    }
    AW_TRY(aw_outcome(group));
    for (int i = 0; i < 10; i++)
        AW_TRY(aw_result(tasks[i]));
    return done_if(true, none);
}

static AwValue
failing_groups(AwValue none)
{
    AwGroup *group = aw_group();

    AW_WITH (group) {
        aw_group_spawn(group, nap, 1000);
        AwFuture *fails = aw_group_spawn(group, stumble, 1);
        AW_CHECK(group, aw_done(fails) ? aw_result(fails) : aw_sleep(AW_SECOND));
    }
    AwValue v = aw_outcome(group);
    AW_TRY(must_fail(v, AW_GROUP_FAILED));
    return done_if(aw_len(AW_TRY(aw_suberrors(v))) >= 1, none);
}

static AwValue
leaves_group(AwValue none)
{
    AwGroup *group = aw_group();

    AW_WITH (group) {
        AwFuture *task = aw_group_spawn(group, nap, 1000);
        AW_CHECK(group, aw_done(task) ? aw_result(task) : AW_NONE);
    }
    return aw_outcome(group);
}

/* A parent that is cancelled while it waits for its tasks. */
static AwValue
cancelled_groups(AwValue none)
{
    AwFuture *parent = aw_spawn(leaves_group, AW_NONE);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(parent);
    return done_if(true, must_fail(aw_await(parent), AW_CANCELLED));
}

/* ---- locks and their friends ---- */

static bool held; /* by whoever holds the lock of a program */

/* Tasks that need each other. All have ended before their owner goes on: they use what it owns. */
static struct {
    AwFuture *tasks[8];
    size_t n;
    AwValue (*fn)(void *shared);
    void *shared;
} crowd;

static void
send_home(void)
{
    for (size_t i = 0; i < crowd.n; i++)
        aw_cancel(crowd.tasks[i]);
}

/* Who fails sends the others home, or they would wait for ever. */
static AwValue
member(AwValue fn)
{
    AwValue v = crowd.fn(crowd.shared);

    if (aw_failed(v))
        send_home();
    return v;
}

/* `n` tasks of fn(shared). */
static void
gather_crowd(size_t n, AwValue (*fn)(void *shared), void *shared)
{
    held = false;
    crowd.n = 0;
    crowd.fn = fn;
    crowd.shared = shared;
    for (bool failed = false; crowd.n < n && !failed; crowd.n++) {
        crowd.tasks[crowd.n] = aw_spawn(member, AW_NONE);
        failed = aw_done(crowd.tasks[crowd.n]);
        if (failed)
            send_home();
    }
}

/* None, or the error that began it. */
static AwValue
see_off(void)
{
    AwValue worst = AW_NONE;

    for (size_t i = 0; i < crowd.n; i++) {
        AwValue v = aw_await(crowd.tasks[i]);
        if (aw_failed(v) && (!aw_failed(worst) || aw_code(worst) == AW_CANCELLED))
            worst = v;
    }
    return worst;
}

static AwValue
is_alone(void)
{
    if (held)
        return aw_error(AW_ERROR, "two hold one lock");
    held = true;
    AwValue v = aw_sleep(AW_MS);
    held = false;
    return v;
}

static AwValue
holds(void *lock)
{
    AW_HOLD(lock);
    return is_alone();
}

static AwValue
locks(AwValue none)
{
    AwLock *lock = aw_lock();

    gather_crowd(6, holds, lock);
    AwValue v = see_off();
    return done_if(!aw_locked(lock), v);
}

static AwValue
takes_slot(void *semaphore)
{
    AW_HOLD(semaphore);
    return aw_sleep(AW_MS);
}

static AwValue
semaphores(AwValue none)
{
    AwSemaphore *semaphore = aw_bounded_semaphore(2);

    gather_crowd(6, takes_slot, semaphore);
    AwValue v = see_off();
    return done_if(!aw_locked(semaphore), v);
}

static AwValue
waits_for_event(void *event)
{
    return aw_event_wait((AwEvent *) event);
}

static AwValue
events(AwValue none)
{
    AwEvent *event = aw_event();

    gather_crowd(6, waits_for_event, event);
    AwValue v = aw_sleep(AW_MS);
    aw_event_set(event);
    AwValue all = see_off();
    return done_if(aw_event_is_set(event), aw_failed(v) ? v : all);
}

static AwValue
waits_for_notice(void *condition)
{
    AW_HOLD(condition);
    AW_TRY(aw_condition_wait((AwCondition *) condition));
    return is_alone();
}

static AwValue
notifies(AwCondition *condition)
{
    AW_TRY(aw_sleep(AW_MS));
    AW_HOLD(condition);
    return aw_notify_all(condition);
}

static AwValue
conditions(AwValue none)
{
    AwCondition *condition = aw_condition(NULL);

    gather_crowd(4, waits_for_notice, condition);
    AwValue v = notifies(condition);
    if (aw_failed(v))
        send_home();
    AwValue all = see_off();
    return done_if(!aw_locked(condition), aw_failed(v) ? v : all);
}

static AwValue
meets_twice(void *barrier)
{
    AW_TRY(aw_barrier_wait((AwBarrier *) barrier));
    return aw_barrier_wait((AwBarrier *) barrier);
}

static AwValue
barriers(AwValue none)
{
    AwBarrier *barrier = aw_barrier(4);

    gather_crowd(4, meets_twice, barrier);
    AwValue v = see_off();
    return done_if(aw_barrier_waiting(barrier) == 0, v);
}

/* ---- queues ---- */

static AwValue
produce(AwQueue *queue)
{
    for (int i = 0; i < 12; i++)
        AW_TRY(aw_queue_put(queue, AW_TRY(aw_text("item %d", i))));
    return AW_NONE;
}

static AwValue
consume(AwQueue *queue)
{
    for (int i = 0; i < 12; i++) {
        AW_SCOPE();
        AwValue item = AW_TRY(aw_queue_get(queue));
        if (strncmp(aw_to_text(item), "item", 4))
            AW_RETURN(aw_error(AW_ERROR, "what is this: %s", aw_to_text(item)));
        AW_TRY(aw_queue_task_done(queue));
    }
    return AW_NONE;
}

/* The first of two consumes, the second produces. */
static AwValue
works_on_queue(void *queue)
{
    if (held)
        return produce(queue);
    held = true;
    return consume(queue);
}

static AwValue
queues(AwValue none)
{
    AwQueue *queue = aw_queue(.maxsize = 2), *sorted = aw_queue(.order = AW_PRIORITY);

    gather_crowd(2, works_on_queue, queue);
    AW_TRY(see_off());
    AW_TRY(aw_queue_join(queue));
    for (int i = 20; i > 0; i--)
        AW_TRY(aw_queue_put_nowait(sorted, i));
    return done_if(aw_to_int(AW_TRY(aw_queue_get_nowait(sorted))) == 1, none);
}

/* ---- the rest ---- */

static AwVar user = {.name = "user"};

static AwValue
reads_user(AwValue none)
{
    return aw_var_get(&user);
}

static AwValue
variables(AwValue none)
{
    AW_TRY(aw_var_set(&user, AW_TRY(aw_text("%s", "ada"))));
    AwFuture *child = aw_spawn(reads_user, AW_NONE);
    AW_TRY(aw_var_set(&user, AW_TRY(aw_text("%s", "grace"))));
    return done_if(!strcmp(aw_to_text(AW_TRY(aw_await(child))), "ada"), none);
}

static AwValue
values(AwValue none)
{
    AwValue list = AW_TRY(aw_list(1, "two", 3.0, AW_TRY(aw_bytes("four", 4))));
    AwValue items[300];

    for (int i = 0; i < 300; i++)
        items[i] = AW_TRY(aw_text("%d", i));
    AwValue nested = AW_TRY(aw_list(list, AW_TRY(aw_list_of(items, 300))));
    return done_if(aw_len(AW_TRY(aw_repr(nested))) > 1000, none);
}

static AwValue
doubles(AwValue v)
{
    return AW_TRY(aw_list(v, v));
}

static AwValue
jobs(AwValue none)
{
    AwPool *pool = aw_thread_pool(2);
    AwFuture *two[] = {aw_run_in_executor(pool, doubles, "x"),
                       aw_run_in_executor(NULL, doubles, 1)};

    AW_TRY(aw_await(aw_gather(two, 2)));
    AwJob *job = aw_submit_threadsafe(pool, doubles, 1);
    AW_TRY(aw_job_result_threadsafe(job, AW_SECOND));
    return done_if(true, none);
}

static AwValue
left_over(AwValue none)
{
    for (int i = 0; i < 3; i++)
        aw_spawn(nap, 1000);
    AW_TRY(aw_sleep(AW_MS));
    return done_if(true, none);
}

static AwValue
words(AwValue none)
{
    aw_mark("a mark of %s", "some length, so that it takes more than one record of a ring");
    return tasks(none);
}

const Program programs[] = {
    {.name = "tasks", .main = tasks},
    {.name = "many_tasks", .main = many_tasks},
    {.name = "eager", .main = eager},
    {.name = "coroutine_objects", .main = coroutine_objects},
    {.name = "sleeps", .main = sleeps},
    {.name = "frames", .main = frames},
    {.name = "exceptions", .main = exceptions},
    {.name = "cancelling", .main = cancelling},
    {.name = "callbacks", .main = callbacks},
    {.name = "threadsafe_calls", .main = threadsafe_calls},
    {.name = "done_callbacks", .main = done_callbacks},
    {.name = "gathers", .main = gathers},
    {.name = "waits", .main = waits},
    {.name = "waits_for", .main = waits_for},
    {.name = "completions", .main = completions},
    {.name = "late_completions", .main = late_completions},
    {.name = "shields", .main = shields},
    {.name = "timeouts", .main = timeouts},
    {.name = "groups", .main = groups},
    {.name = "failing_groups", .main = failing_groups},
    {.name = "cancelled_groups", .main = cancelled_groups},
    {.name = "locks", .main = locks},
    {.name = "semaphores", .main = semaphores},
    {.name = "events", .main = events},
    {.name = "conditions", .main = conditions},
    {.name = "barriers", .main = barriers},
    {.name = "queues", .main = queues},
    {.name = "variables", .main = variables},
    {.name = "values", .main = values},
    {.name = "jobs", .main = jobs},
    {.name = "left_over", .main = left_over},
    {.name = "recording", .main = words, .recorded = true},
    {.name = "recorded_groups", .main = groups, .recorded = true},
    {.name = NULL},
};

/* ---- running ---- */

static void
ignore_report(const AwReport *report, void *data)
{
}

static AwValue
quietly(AwValue program)
{
    aw_set_exception_handler(aw_running_loop(), ignore_report, NULL);
    return ((const Program *) aw_to_pointer(program))->main(AW_NONE);
}

AwValue
program_run(const Program *program)
{
    return aw_run(quietly, (void *) program, .clock = AW_CLOCK_VIRTUAL, .no_signals = true);
}
