/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uses.c - every public function that takes an object of the library. */
#include "tests/support/uses.h"

#include "tests/support/journal.h"

static AwValue
give(AwValue v)
{
    return v;
}

static void
ignore_done(AwFuture *future, void *data)
{
}

static void
ignore_call(void *data)
{
}

static void
ignore_job(AwJob *job, void *data)
{
}

static bool
is_ready(void *data)
{
    return true;
}

static AwValue
hold(void *lock)
{
    AW_HOLD((AwLock *) lock);
    return AW_NONE;
}

static AwFuture *another; /* for those that take two */

static void *
make_future(void)
{
    another = aw_future();
    return aw_future();
}

/* Loops belong to no scope, but to who made them. */
static void *
make_loop(void)
{
    another = aw_future();
    return aw_running_loop();
}

#define MAKER(name, expression)                                                                    \
    static void *make_##name(void)                                                                 \
    {                                                                                              \
        return expression;                                                                         \
    }
/* clang-format off */
MAKER(coroutine, aw_coro(give, 1))
MAKER(gather, aw_gather(NULL, 0))
MAKER(queue, aw_queue())
MAKER(lock, aw_lock())
MAKER(semaphore, aw_semaphore(1))
MAKER(event, aw_event())
MAKER(condition, aw_condition(NULL))
MAKER(barrier, aw_barrier(2))
MAKER(completions, aw_as_completed(NULL, 0))
MAKER(timeout, aw_timeout(AW_SECOND))
MAKER(group, aw_group())
MAKER(job, aw_submit_threadsafe(aw_thread_pool(1), give, 1))
MAKER(handle, aw_call_soon(ignore_call, NULL))
MAKER(posted, aw_call_soon_handle_threadsafe(aw_running_loop(), ignore_call, NULL))
MAKER(pool, aw_thread_pool(1))

#define USER(name, expression)                                                                     \
    static void use_##name(void *x)                                                                \
    {                                                                                              \
        AW_IGNORE(aw_list(expression));                                                            \
    }
USER(await, aw_await(x))
USER(done, aw_done(x))
USER(cancelled, aw_cancelled(x))
USER(result, aw_result(x))
USER(exception, aw_exception(x))
USER(set_result, aw_set_result(x, AW_NONE))
USER(set_late, aw_set_result_if_pending(x, AW_NONE))
USER(cancel, aw_cancel((AwFuture *) x))
USER(add, aw_add_done_callback(x, ignore_done, NULL))
USER(remove, aw_remove_done_callback(x, ignore_done, NULL))
USER(name, aw_name(x))
USER(set_name, aw_set_name(x, "a"))
USER(note_awaited, aw_future_add_to_awaited_by(x, another))
USER(capture, (void *) aw_capture_call_graph(x))
USER(format, aw_format_call_graph(x))
USER(cancelling, aw_cancelling(x))
USER(uncancel, aw_uncancel(x))
USER(ensure, aw_ensure_future(x))
USER(shield, aw_shield(x))
USER(gathered, aw_gather(AW_FUTURES(x)))
USER(waited, aw_err(aw_wait(AW_FUTURES(x))))
USER(waited_for, aw_wait_for(x, 1))
USER(completed, (void *) aw_as_completed(AW_FUTURES(x)))
USER(put, aw_queue_put(x, 1))
USER(put_nowait, aw_queue_put_nowait(x, 1))
USER(get, aw_queue_get(x))
USER(get_nowait, aw_queue_get_nowait(x))
USER(task_done, aw_queue_task_done(x))
USER(join, aw_queue_join(x))
USER(size, (int) aw_queue_size(x))
USER(maxsize, (int) aw_queue_maxsize(x))
USER(full, aw_queue_full(x))
USER(empty, aw_queue_empty(x))
USER(hold, hold(x))
USER(acquire, aw_acquire(x))
USER(release, aw_release(x))
USER(locked, aw_locked(x))
USER(share_lock, (void *) aw_condition(x))
USER(event_wait, aw_event_wait(x))
USER(is_set, aw_event_is_set(x))
USER(condition_wait, aw_condition_wait(x))
USER(condition_wait_for, aw_condition_wait_for(x, is_ready, NULL))
USER(notify, aw_notify(x, 1))
USER(notify_all, aw_notify_all(x))
USER(barrier_wait, aw_barrier_wait(x))
USER(barrier_reset, aw_barrier_reset(x))
USER(barrier_abort, aw_barrier_abort(x))
USER(barrier_waiting, (int) aw_barrier_waiting(x))
USER(is_broken, aw_barrier_is_broken(x))
USER(next, aw_next(x))
USER(outcome, aw_outcome((AwTimeout *) x))
USER(when, aw_timeout_when(x))
USER(reschedule, aw_timeout_reschedule(x, 1))
USER(expired, aw_expired(x))
USER(group_spawn, aw_group_spawn(x, give, 1))
USER(job_state, (int) aw_job_state_threadsafe(x))
USER(job_result, aw_job_result_threadsafe(x, 0))
USER(job_cancel, aw_job_cancel_threadsafe(x))
USER(wrap_job, aw_wrap_job(x))
USER(job_add, aw_job_add_done_callback_threadsafe(x, ignore_job, NULL))
USER(call_off, aw_handle_cancel_threadsafe(x))
USER(map, aw_executor_map((AwPool *) x, give, aw_list(1)))
USER(run_in, aw_run_in_executor((AwPool *) x, give, 1))
USER(submit, aw_submit_threadsafe((AwPool *) x, give, 1))
USER(run_forever, aw_run_forever(x))
USER(run_complete, aw_run_until_complete(x, another))
USER(loop_run, aw_loop_run(x, give, 1))
USER(spawn_on, aw_spawn_on(x, give, 1))
USER(future_on, aw_future_on(x))
USER(loop_uv, (void *) aw_loop_uv(x))
USER(loop_close, aw_loop_close(x))
USER(get_debug, aw_get_debug(x))
USER(call_soon_from, aw_call_soon_threadsafe(x, ignore_call, NULL))
USER(call_soon_handle, (void *) aw_call_soon_handle_threadsafe(x, ignore_call, NULL))
USER(run_coroutine, (void *) aw_run_coroutine_threadsafe(x, give, 1))
/* clang-format on */

#define DOER(name, call)                                                                           \
    static void use_##name(void *x)                                                                \
    {                                                                                              \
        call;                                                                                      \
    }
/* clang-format off */
DOER(discard, aw_future_discard_from_awaited_by(x, another))
DOER(print, aw_print_call_graph(x))
DOER(pool_shutdown, aw_pool_shutdown(x, true))
DOER(stop, aw_stop(x))
DOER(set_debug, aw_set_debug(x, true))
DOER(set_handler, aw_set_exception_handler(x, NULL, NULL))
DOER(set_slow, aw_set_slow_callback_duration(x, 0))
/* clang-format on */

static void
use_event_set(void *x)
{
    aw_event_set(x);
}

static void
use_event_clear(void *x)
{
    aw_event_clear(x);
}

static void
use_shutdown(void *x)
{
    aw_queue_shutdown(x, true);
}

static void
use_block(void *x)
{
    AwTimeout *timeout = x;

    AW_WITH (timeout) {
        note("not here");
    }
}

static void
use_handle(void *x)
{
    aw_handle_cancel(x);
}

#define F "a future", make_future
#define Q "a queue", make_queue
#define E "an event", make_event
#define C "a condition", make_condition
#define B "a barrier", make_barrier
#define T "a timeout", make_timeout
#define L "a loop", make_loop
const Use uses[] = {
    {"aw_await()", F, use_await},
    {"aw_await()", "a coroutine object", make_coroutine, use_await},
    {"aw_await()", "a future", make_gather, use_await},
    {"aw_done()", F, use_done},
    {"aw_cancelled()", F, use_cancelled},
    {"aw_result()", F, use_result},
    {"aw_exception()", F, use_exception},
    {"aw_set_result()", F, use_set_result},
    {"aw_set_result_if_pending()", F, use_set_late},
    {"aw_cancel()", F, use_cancel},
    {"aw_add_done_callback()", F, use_add},
    {"aw_remove_done_callback()", F, use_remove},
    {"aw_name()", F, use_name},
    {"aw_set_name()", F, use_set_name},
    {"aw_future_add_to_awaited_by()", F, use_note_awaited},
    {"aw_future_discard_from_awaited_by()", F, use_discard},
    {"aw_capture_call_graph()", F, use_capture},
    {"aw_format_call_graph()", F, use_format},
    {"aw_print_call_graph()", F, use_print},
    {"aw_cancelling()", F, use_cancelling},
    {"aw_uncancel()", F, use_uncancel},
    {"aw_ensure_future()", F, use_ensure},
    {"aw_shield()", F, use_shield},
    {"aw_gather()", F, use_gathered},
    {"aw_wait()", F, use_waited},
    {"aw_wait_for()", F, use_waited_for},
    {"aw_as_completed()", F, use_completed},
    {"aw_queue_put()", Q, use_put},
    {"aw_queue_put_nowait()", Q, use_put_nowait},
    {"aw_queue_get()", Q, use_get},
    {"aw_queue_get_nowait()", Q, use_get_nowait},
    {"aw_queue_task_done()", Q, use_task_done},
    {"aw_queue_join()", Q, use_join},
    {"aw_queue_size()", Q, use_size},
    {"aw_queue_maxsize()", Q, use_maxsize},
    {"aw_queue_full()", Q, use_full},
    {"aw_queue_empty()", Q, use_empty},
    {"aw_queue_shutdown()", Q, use_shutdown},
    {"AW_HOLD()", "a lock", make_lock, use_hold},
    {"aw_acquire()", "a lock", make_lock, use_acquire},
    {"aw_release()", "a semaphore", make_semaphore, use_release},
    {"aw_locked()", "a condition", make_condition, use_locked},
    {"aw_condition()", "a lock", make_lock, use_share_lock},
    {"aw_event_wait()", E, use_event_wait},
    {"aw_event_set()", E, use_event_set},
    {"aw_event_clear()", E, use_event_clear},
    {"aw_event_is_set()", E, use_is_set},
    {"aw_condition_wait()", C, use_condition_wait},
    {"aw_condition_wait_for()", C, use_condition_wait_for},
    {"aw_notify()", C, use_notify},
    {"aw_notify_all()", C, use_notify_all},
    {"aw_barrier_wait()", B, use_barrier_wait},
    {"aw_barrier_reset()", B, use_barrier_reset},
    {"aw_barrier_abort()", B, use_barrier_abort},
    {"aw_barrier_waiting()", B, use_barrier_waiting},
    {"aw_barrier_is_broken()", B, use_is_broken},
    {"aw_next()", "an as_completed", make_completions, use_next},
    {"AW_WITH()", T, use_block},
    {"aw_outcome()", T, use_outcome},
    {"aw_timeout_when()", T, use_when},
    {"aw_timeout_reschedule()", T, use_reschedule},
    {"aw_expired()", T, use_expired},
    {"aw_group_spawn()", "a group", make_group, use_group_spawn},
    {"aw_handle_cancel()", "a handle", make_handle, use_handle},
    {"aw_handle_cancel_threadsafe()", "a handle", make_posted, use_call_off},
    {"aw_job_state_threadsafe()", "a job", make_job, use_job_state},
    {"aw_job_result_threadsafe()", "a job", make_job, use_job_result},
    {"aw_job_cancel_threadsafe()", "a job", make_job, use_job_cancel},
    {"aw_wrap_job()", "a job", make_job, use_wrap_job},
    {"aw_job_add_done_callback_threadsafe()", "a job", make_job, use_job_add},
    {"aw_run_in_executor()", "a pool", make_pool, use_run_in},
    {"aw_submit_threadsafe()", "a pool", make_pool, use_submit},
    {"aw_executor_map()", "a pool", make_pool, use_map},
    {"aw_pool_shutdown()", "a pool", make_pool, use_pool_shutdown},
    {"aw_run_until_complete()", L, use_run_complete},
    {"aw_run_forever()", L, use_run_forever},
    {"aw_loop_run()", L, use_loop_run},
    {"aw_spawn_on()", L, use_spawn_on},
    {"aw_future_on()", L, use_future_on},
    {"aw_loop_uv()", L, use_loop_uv},
    {"aw_loop_close()", L, use_loop_close},
    {"aw_stop()", L, use_stop},
    {"aw_set_debug()", L, use_set_debug},
    {"aw_get_debug()", L, use_get_debug},
    {"aw_set_exception_handler()", L, use_set_handler},
    {"aw_set_slow_callback_duration()", L, use_set_slow},
    {"aw_call_soon_threadsafe()", L, use_call_soon_from},
    {"aw_call_soon_handle_threadsafe()", L, use_call_soon_handle},
    {"aw_run_coroutine_threadsafe()", L, use_run_coroutine},
};

const int n_uses = sizeof uses / sizeof *uses;
