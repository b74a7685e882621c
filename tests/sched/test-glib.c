/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-glib.c - a loop inside a GLib main loop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib.h>

#include "sched/aw-glib.h"
#include "sched/core/loop.h"
#include "tests/support/recorded.h"

static GMainLoop *main_loop;
static AwLoop *loop;
static GSource *source;
static int n_iterations; /* of the context while it waited or worked */

static int
attach(void **state)
{
    journal_clear();
    n_iterations = 0;
    main_loop = g_main_loop_new(NULL, FALSE);
    loop = aw_loop_new();
    source = aw_glib_attach(loop, NULL, G_PRIORITY_DEFAULT);
    return source ? 0 : -1;
}

static int
detach(void **state)
{
    if (source)
        aw_glib_detach(source);
    g_main_loop_unref(main_loop);
    return aw_failed(aw_loop_close(loop));
}

static void
quit(void *data)
{
    g_main_loop_quit(main_loop);
}

static gboolean
quit_from_glib(gpointer data)
{
    g_main_loop_quit(main_loop);
    return G_SOURCE_REMOVE;
}

/* Counts how often the context wakes up. */
static gint
counting_poll(GPollFD *fds, guint n, gint timeout)
{
    n_iterations++;
    return g_poll(fds, n, timeout);
}

static void
run_counting(void)
{
    g_main_context_set_poll_func(NULL, counting_poll);
    g_main_loop_run(main_loop);
    g_main_context_set_poll_func(NULL, g_poll);
}

static AwValue
sleep_and_quit(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    note("slept");
    quit(NULL);
    return AW_NONE;
}

static void
tasks_run_inside_the_main_loop(void **state)
{
    aw_spawn(sleep_and_quit, 5);
    note("spawned");
    g_main_loop_run(main_loop);
    assert_journal("spawned\nslept\n");
}

/* While a timer is pending the context waits, and does not spin. */
static void
a_pending_timer_does_not_keep_it_busy(void **state)
{
    aw_spawn(sleep_and_quit, 50);
    run_counting();
    assert_true(n_iterations < 20);
}

/* Nothing pending: the context sleeps. */
static void
at_rest_it_does_nothing(void **state)
{
    g_timeout_add(50, quit_from_glib, NULL);
    run_counting();
    assert_true(n_iterations < 10);
}

/* Calls from outside a dispatch: from another source, from another thread. */
static gboolean
call_from_glib(gpointer data)
{
    aw_call_soon(quit, NULL);
    return G_SOURCE_REMOVE;
}

static void *
call_from_thread(void *data)
{
    usleep(5000);
    aw_call_soon_threadsafe(data, quit, NULL);
    return NULL;
}

static void
a_call_from_outside_wakes_it(void **state)
{
    pthread_t thread;

    g_timeout_add(5, call_from_glib, NULL);
    g_main_loop_run(main_loop);
    assert_int_equal(pthread_create(&thread, NULL, call_from_thread, loop), 0);
    g_main_loop_run(main_loop);
    pthread_join(thread, NULL);
}

/* A task that is always ready still leaves the context its turns: dispatches have a budget. */
static AwValue
spin(AwValue none)
{
    for (;;) {
        AW_SCOPE();
        AW_TRY(aw_sleep(0));
    }
}

static gboolean
count_and_quit(gpointer n)
{
    if (++*(int *) n < 20)
        return G_SOURCE_CONTINUE;
    quit(NULL);
    return G_SOURCE_REMOVE;
}

static void
a_busy_loop_does_not_starve_the_context(void **state)
{
    AwFuture *task = aw_spawn(spin, AW_NONE);
    int n = 0;

    g_idle_add_full(G_PRIORITY_DEFAULT, count_and_quit, &n, NULL);
    g_main_loop_run(main_loop);
    assert_int_equal(n, 20);
    aw_cancel(task);
    while (!aw_done(task))
        g_main_context_iteration(NULL, TRUE);
}

/* [L2] A turn that was stopped in the middle is completed before the next one begins. */
static void
work_long(void *name)
{
    note("%s", (const char *) name);
    aw_busy(2 * AW_MS); /* more than a dispatch may take */
}

static void
append(void *name)
{
    aw_call_soon(work_long, "next turn");
    work_long(name);
}

static void
a_turn_stopped_in_the_middle_keeps_its_count(void **state)
{
    aw_call_soon(append, "a");
    aw_call_soon(work_long, "b");
    aw_call_soon(work_long, "c");
    for (int i = 0; i < 4; i++)
        g_main_context_iteration(NULL, TRUE);
    assert_journal("a\nb\nc\nnext turn\n");
}

/* Descriptors and jobs wake the context, too. */
static int fds[2];

static AwValue
square(AwValue n)
{
    return aw_int(aw_to_int(n) * aw_to_int(n));
}

static AwValue
read_and_quit(AwValue none)
{
    AW_TRY(aw_readable(fds[0]));
    note("readable");
    note("job %d",
         (int) aw_to_int(AW_TRY(aw_await(aw_run_in_executor((AwPool *) NULL, square, 7)))));
    quit(NULL);
    return none;
}

static gboolean
write_byte(gpointer data)
{
    return write(fds[1], "x", 1) == 1 ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
descriptors_and_jobs_wake_it(void **state)
{
    assert_int_equal(pipe(fds), 0);
    aw_spawn(read_and_quit, AW_NONE);
    g_timeout_add(20, write_byte, NULL);
    run_counting();
    assert_journal("readable\njob 49\n");
    assert_true(n_iterations < 30);
    close(fds[0]);
    close(fds[1]);
}

/* While it is embedded it is the running loop, and cannot be run or closed. */
static void
an_embedded_loop_is_the_running_loop(void **state)
{
    AwLoop *other = aw_loop_new();

    assert_ptr_equal(aw_running_loop(), loop);
    assert_int_equal(aw_code(aw_run_forever(loop)), AW_RUNTIME);
    assert_int_equal(aw_code(aw_loop_close(loop)), AW_RUNTIME);
    assert_null(aw_glib_attach(loop, NULL, 0));
    assert_null(aw_glib_attach(other, NULL, 0));
    AW_IGNORE(aw_loop_close(other));
}

static void
no_report(const AwReport *report, void *data)
{
    note("%s", report->message);
}

/* Taken out with a task asleep, the loop is freed with what is left. */
static void
it_can_be_taken_out_and_closed_at_any_time(void **state)
{
    aw_set_exception_handler(loop, no_report, NULL);
    aw_spawn(sleep_and_quit, 3600 * 1000, .name = "sleeper");
    aw_call_soon(quit, NULL);
    g_main_loop_run(main_loop);
    aw_glib_detach(source);
    source = NULL;
    assert_null(aw_running_loop());
    assert_false(aw_failed(aw_loop_close(loop)));
    loop = NULL;
    assert_journal("sleeper was still pending when its loop closed\n");
}

/* Taken out, the loop can be run by itself. */
static void
it_runs_by_itself_after_it_was_taken_out(void **state)
{
    AwFuture *task = aw_ref(aw_spawn(square, 3));

    aw_glib_detach(source);
    source = NULL;
    assert_int_equal(aw_to_int(aw_run_until_complete(loop, task)), 9);
    aw_unref(task);
}

/* Taken out from inside a dispatch, the loop ends its turn there. */
static void
take_out(void *data)
{
    aw_glib_detach(source);
    source = NULL;
    note("out");
    quit(NULL);
}

static void
it_can_be_taken_out_by_its_own_callback(void **state)
{
    aw_call_soon(take_out, NULL);
    for (int i = 0; i < 9; i++)
        aw_spawn(sleep_and_quit, 0);
    g_main_loop_run(main_loop);
    assert_journal("out\n");
    assert_true(aw_call_soon_threadsafe(loop, (AwCallback) aw_stop, loop));
    assert_false(aw_failed(aw_run_forever(loop)));
    source = aw_glib_attach(loop, NULL, G_PRIORITY_DEFAULT); /* the rest of the turn is forgotten */
    aw_call_soon(quit, NULL);
    g_main_loop_run(main_loop);
}

/* An embedded loop is recorded as AW_TRACE says, from when it is made to when it is closed. */
static void
run_embedded(void *data)
{
    void *none = NULL;

    setenv("AW_TRACE", "run.awt", 1);
    if (attach(&none))
        _exit(99);
    aw_spawn(sleep_and_quit, 5, .name = "embedded");
    g_main_loop_run(main_loop);
    if (detach(&none))
        _exit(99);
}

static void
an_embedded_loop_is_recorded(void **state)
{
    assert_int_equal(in_child(run_embedded, NULL), 0);
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.end.kind, TRACE_END_DONE);
    assert_non_null(strstr(journal(), "TASK_CREATED embedded"));
    assert_non_null(strstr(journal(), "TASK_DONE"));
}

/* A timer of libuv's finds that out, which is among the deadlines of the context. */
static AwValue
read_what_is_closed(AwValue fd)
{
    note("%s", aw_code_name(aw_code(aw_readable((int) aw_to_int(fd)))));
    quit(NULL);
    return AW_NONE;
}

static void
close_it(void *fd)
{
    close(*(int *) fd);
}

static void
timers_of_libuv_come_due(void **state)
{
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    aw_spawn(read_what_is_closed, ends[0]);
    aw_call_later(AW_MS, close_it, &ends[0]);
    g_main_loop_run(main_loop);
    assert_journal("system error\n");
    close(ends[1]);
}

static void
attach_nothing(void *none)
{
    aw_glib_attach(NULL, NULL, G_PRIORITY_DEFAULT);
}

static void
attaching_nothing_says_where(void **state)
{
    assert_dies(attach_nothing, NULL, "aw: aw_glib_attach() was given NULL (at ");
}

#define GLIB_TEST(test) cmocka_unit_test_setup_teardown(test, attach, detach)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        GLIB_TEST(tasks_run_inside_the_main_loop),
        GLIB_TEST(a_pending_timer_does_not_keep_it_busy),
        GLIB_TEST(at_rest_it_does_nothing),
        GLIB_TEST(a_call_from_outside_wakes_it),
        GLIB_TEST(a_busy_loop_does_not_starve_the_context),
        GLIB_TEST(a_turn_stopped_in_the_middle_keeps_its_count),
        GLIB_TEST(descriptors_and_jobs_wake_it),
        GLIB_TEST(timers_of_libuv_come_due),
        GLIB_TEST(an_embedded_loop_is_the_running_loop),
        GLIB_TEST(it_can_be_taken_out_and_closed_at_any_time),
        GLIB_TEST(it_runs_by_itself_after_it_was_taken_out),
        GLIB_TEST(it_can_be_taken_out_by_its_own_callback),
        cmocka_unit_test_setup_teardown(an_embedded_loop_is_recorded, enter_folder, leave_folder),
        cmocka_unit_test(attaching_nothing_says_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
