/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-sync-blocks.c - what a recording tells of blocks, combinators and the rest, in sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/journal.h"
#include "tests/support/story.h"
#include "ui/model/text-value.h"

static AwValue
use(AwValue lock)
{
    AW_TRY(aw_acquire(lock.u.p));
    AW_TRY(aw_sleep(AW_MS));
    return aw_release(lock.u.p);
}

/* ---- blocks ---- */

static AwValue
run_out_of_time(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_SECOND);

    AW_WITH (limit) {
        AW_CHECK(limit, aw_timeout_reschedule(limit, aw_time() + AW_MS));
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    }
    AW_IGNORE(aw_outcome(limit));
    return aw_wait_for(aw_spawn(use, aw_lock()), AW_SECOND);
}

static void
a_timeout_tells_when_it_is_over(void **state)
{
    assert_story(run_out_of_time, "Task-1 enters limit at line N: it has 1 s.\n"
                                  "Task-1 moves the end of limit to 1 ms.\n"
                                  "The time of limit is over, and Task-1 is still inside.\n"
                                  "limit takes back its request to cancel Task-1.\n"
                                  "Task-1 leaves limit: its cancellation becomes a timeout.\n"
                                  "Task-1 makes the lock Lock-1 at line N.\n"
                                  "Task-1 enters wait_for at line N: it has 1 s.\n"
                                  "Lock-1 is free, so Task-2 takes it at line N.\n"
                                  "Task-2 releases Lock-1 at line N.\n"
                                  "Task-1 leaves wait_for in time.\n");
}

static AwValue
jam(AwValue none)
{
    return aw_error(AW_ERROR, "no paper");
}

static AwValue
break_a_group(AwValue none)
{
    AwGroup *crew = aw_group();

    AW_WITH (crew) {
        aw_group_spawn(crew, use, aw_lock());
        aw_group_spawn(crew, jam, 0);
    }
    AW_IGNORE(aw_outcome(crew));
    return none;
}

static void
a_group_tells_why_it_gives_up(void **state)
{
    g_autoptr(Model) model = story_record(break_a_group);
    g_autofree char *story = story_of(model);

    static const char expected[] = "Task-1 enters crew at line N.\n"
                                   "Task-1 makes the lock Lock-1 at line N.\n"
                                   "Task-2 joins crew.\n"
                                   "Task-3 joins crew.\n"
                                   "Lock-1 is free, so Task-2 takes it at line N.\n"
                                   "crew counts Task-3 as ended.\n"
                                   "Task-3 failed, so crew cancels its other tasks.\n"
                                   "crew counts Task-2 as ended.\n"
                                   "crew takes back its request to cancel Task-1.\n"
                                   "Task-1 leaves crew with an error: “1 of the group's tasks "
                                   "failed, at ";
    assert_memory_equal(story, expected, sizeof expected - 1);
    assert_label(model, 1, TRACE_TASK_AWAIT, "await crew");
}

/* ---- combinators and the rest ---- */

static AwValue
soon(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    return ms;
}

static AwValue
combine(AwValue none)
{
    AwFuture *tasks[] = {aw_spawn(soon, 1), aw_spawn(soon, 9)};
    AwCompletions *results = aw_as_completed(tasks, 2, .timeout = 5 * AW_MS);
    AwFuture *next;

    while ((next = aw_next(results)))
        AW_IGNORE(aw_result(next));
    AW_IGNORE(aw_await(aw_shield(tasks[1])));
    AW_TRY(aw_wait(AW_FUTURES(aw_spawn(soon, 1))));
    return none;
}

static void
combinators_tell_of_each_member(void **state)
{
    assert_story(combine, "Task-1 asks for 2 futures at line N, as they are done.\n"
                          "results adds a callback to Task-2.\n"
                          "results adds a callback to Task-3.\n"
                          "results hands out Task-2, the next that is done.\n"
                          "The time of results is over.\n"
                          "results takes its callback off Task-3.\n"
                          "results hands out a timeout in place of one too late.\n"
                          "results has handed out all that it had.\n"
                          "shield(Task-3) is done when Task-3 is.\n"
                          "wait() adds a callback to Task-4, for Task-1.\n"
                          "The wait at line N counts Task-4 as ended: none to go.\n");
}

static AwValue
set_a_variable(AwValue none)
{
    static AwVar user = {.name = "user"};

    AW_TRY(aw_var_set(&user, aw_str("ann")));
    AW_IGNORE(aw_await(aw_spawn(jam, 0, .eager_start = true)));
    aw_pool_shutdown(aw_thread_pool(1), false);
    return none;
}

static void
variables_and_eager_starts_are_told(void **state)
{
    assert_story(set_a_variable, "Task-1 sets the variable user to 'ann'.\n"
                                 "Task-2 is eager: it starts at once, inside Task-1.\n"
                                 "Task-1 makes a pool of 1 worker at line N.\n"
                                 "Task-1 shuts the pool down.\n");
}

static void
call(void *data)
{
    note("called");
}

static AwValue
call_from_outside(AwValue none)
{
    aw_call_soon_threadsafe(aw_running_loop(), call, NULL);
    return aw_sleep(AW_MS);
}

static void
a_call_from_outside_is_told(void **state)
{
    assert_story(call_from_outside, "A call from another thread reaches the loop.\n"
                                    "The callback call(), called from another thread, is ready.\n");
}

static AwValue
wait_since_ever(AwValue none)
{
    AwTimeout *past = aw_timeout_at(INT64_MIN);

    AW_TRY(aw_sleep(1));
    aw_call_at(INT64_MIN, call, NULL);
    AW_WITH (past) {
        note("inside");
    }
    return aw_outcome(past);
}

static void
a_deadline_long_ago_is_told_as_one(void **state)
{
    g_autoptr(Model) model = story_record(wait_since_ever);
    int n = 0;

    for (gsize i = 0; i < model_n_events(model); i++) {
        const TraceEvent *event = model_event(model, i);
        if (event->kind != TRACE_TIMEOUT_ENTERED && event->kind != TRACE_TIMER_ARMED)
            continue;
        assert_true(event->value < 0 || event->value == 1);
        n++;
    }
    assert_int_equal(n, 3);
}

static AwValue
enter_late(AwValue none)
{
    AwTimeout *limit = aw_timeout(30 * AW_MS);

    AW_TRY(aw_sleep(AW_MS));
    AW_WITH (limit) {
        note("inside");
    }
    return aw_outcome(limit);
}

static void
a_timeout_shows_what_was_asked_for(void **state)
{
    g_autoptr(Model) model = story_record(enter_late);
    int n = 0;

    for (gsize i = 0; i < model_n_events(model); i++) {
        const TraceEvent *event = model_event(model, i);
        if (event->kind != TRACE_TIMEOUT_ENTERED)
            continue;
        g_autofree char *shown = text_value(event);
        assert_string_equal(shown, "30 ms");
        assert_int_equal(event->value, 29 * AW_MS);
        n++;
    }
    assert_int_equal(n, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_timeout_tells_when_it_is_over),
        cmocka_unit_test(a_group_tells_why_it_gives_up),
        cmocka_unit_test(combinators_tell_of_each_member),
        cmocka_unit_test(variables_and_eager_starts_are_told),
        cmocka_unit_test(a_call_from_outside_is_told),
        cmocka_unit_test(a_timeout_shows_what_was_asked_for),
        cmocka_unit_test(a_deadline_long_ago_is_told_as_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
