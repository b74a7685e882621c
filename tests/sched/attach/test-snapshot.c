/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-snapshot.c - what a loop has at a moment, as it is recorded for those who were not there
 * before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sched/attach/snapshot-write.h"
#include "tests/support/kept.h"

static void
called(void *data)
{
    (void) data;
}

static void
future_done(AwFuture *future, void *data)
{
    (void) future;
    (void) data;
}

static AwValue
await_it(AwValue future)
{
    return aw_await(aw_to_future(future));
}

static AwValue
job(AwValue v)
{
    aw_work(AW_MS);
    return v;
}

static AwValue
nothing(AwValue none)
{
    return none;
}

/* A recording cannot tell what was there from what is told again, so the test looks only at what
 * stands between the two marks. */
static AwValue
tell(AwValue none)
{
    snapshot_write(aw_running_loop(), TRACE_TELLING_BEGIN, SIZE_MAX);
    trace(.kind = TRACE_TELLING_END, .subject = TRACE_LOOP_ID);
    return none;
}

/*  ring of the future   a callback, two tasks
 *  timers               one in 5 ms, one in 9 ms, made in the other order
 *  ready                a task, a call, a callback of a future that is done
 *  queue of the pool    two jobs; the third of them runs */
static AwValue
much_to_tell(AwValue none)
{
    AwFuture *future = aw_future(), *done = aw_future();

    AwPool *pool = aw_thread_pool(1);

    AW_IGNORE(aw_set_result(done, aw_v(1)));
    for (int i = 0; i < 3; i++)
        aw_run_in_executor(pool, job, i);
    aw_add_done_callback(future, future_done, NULL);
    aw_spawn(await_it, aw_v(future));
    aw_spawn(await_it, aw_v(future));
    AW_TRY(aw_sleep(0));
    aw_call_later(9 * AW_MS, called, NULL);
    aw_call_later(5 * AW_MS, called, NULL);
    aw_spawn(nothing, AW_NONE);
    aw_call_soon(called, NULL);
    aw_add_done_callback(done, future_done, NULL);
    AW_TRY(aw_call(tell, AW_NONE));
    AW_IGNORE(aw_set_result(future, aw_v(1)));
    return aw_sleep(10 * AW_MS);
}

/* The kinds of what is told, without the time. */
static char *
told(void)
{
    static char text[2000];
    const char *at = strstr(journal(), "TELLING_BEGIN");

    assert_non_null(at);
    text[0] = '\0';
    for (at = strchr(at, '\n') + 1; !strstr(text, "TELLING_END"); at = strchr(at, '\n') + 1) {
        const char *kind = strchr(at, ' ') + 1;
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "%.*s\n", (int) strcspn(kind, " \n"), kind);
    }
    return text;
}

static void
a_snapshot_tells_all_that_goes_on(void **state)
{
    kept_run(much_to_tell, AW_CLOCK_VIRTUAL);
    assert_string_equal(told(), "WORKER_FOUND\n"
                                "TASK_FOUND\n"
                                "FUTURE_FOUND\n"
                                "FUTURE_FOUND\n"
                                "FUTURE_FOUND\n"
                                "FUTURE_FOUND\n"
                                "TASK_FOUND\n"
                                "TASK_FOUND\n"
                                "TASK_FOUND\n"
                                "FRAME_ENTER\n"
                                "TASK_STEP\n"
                                "AWAITED_BY\n"
                                "AWAITED_BY\n"
                                "AWAITED_BY\n"
                                "AWAITED_BY\n"
                                "CALLBACK_ADDED\n"
                                "TASK_AWAIT\n"
                                "TASK_AWAIT\n"
                                "TIMER_ARMED\n"
                                "TIMER_ARMED\n"
                                "TASK_READY\n"
                                "CALLBACK_READY\n"
                                "CALLBACK_READY\n"
                                "JOB_QUEUED\n"
                                "JOB_QUEUED\n"
                                "TELLING_END\n");
    assert_int_equal(kept_event(TRACE_TASK_AWAIT, 3)->subject,
                     kept_event(TRACE_TASK_CREATED, 2)->subject);
    assert_int_equal(kept_event(TRACE_TIMER_ARMED, 3)->value, 5 * AW_MS);
    assert_int_equal(kept_event(TRACE_TIMER_ARMED, 3)->object,
                     kept_event(TRACE_TIMER_ARMED, 2)->object);
    assert_int_equal(kept_event(TRACE_CALLBACK_READY, 2)->value,
                     kept_event(TRACE_CALLBACK_READY, 1)->value);
    assert_int_equal(kept_event(TRACE_JOB_QUEUED, 4)->subject,
                     kept_event(TRACE_JOB_QUEUED, 2)->subject);
    assert_int_equal(kept_event(TRACE_WORKER_FOUND, 1)->value,
                     kept_event(TRACE_POOL_CREATED, 1)->object);
    assert_int_equal(kept_event(TRACE_CALLBACK_READY, 3)->object,
                     kept_event(TRACE_FUTURE_DONE, 1)->subject);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_snapshot_tells_all_that_goes_on),
    };

    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
