/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-places.c - where tasks stand in the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"

static void
assert_place(const GArray *places, guint i, const char *name, guint line, gboolean running)
{
    const Place *place = &g_array_index(places, Place, i);

    assert_string_equal(place->track->name, name);
    assert_string_equal(place->file, "wait-timeout.c");
    assert_int_equal(place->line, line);
    assert_int_equal(place->running, running);
}

static void
places_say_where_tasks_stand_who_runs_first(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    gsize woken = fixture_find(model, 0, TRACE_TASK_READY, TASK_3);
    gsize step = fixture_find(model, woken, TRACE_TASK_STEP, TASK_3);
    g_autoptr(GArray) places = model_places(model, step);

    assert_int_equal(places->len, 4);
    assert_place(places, 0, "Task-3", 9, TRUE);
    assert_place(places, 1, "Task-1", 23, FALSE);
    assert_place(places, 2, "Task-4", 9, FALSE);
    assert_place(places, 3, "Task-5", 9, FALSE);
}

static void
a_task_that_has_not_run_stands_where_its_function_begins(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    gsize created = fixture_find(model, 0, TRACE_TASK_CREATED, TASK_3);
    g_autoptr(GArray) before = model_places(model, 1);
    g_autoptr(GArray) places = model_places(model, created);

    assert_int_equal(before->len, 1);
    assert_place(before, 0, "Task-1", 14, FALSE);
    assert_int_equal(places->len, 3);
    assert_place(places, 0, "Task-1", 20, TRUE);
    assert_place(places, 1, "Task-2", 7, FALSE);
    assert_place(places, 2, "Task-3", 7, FALSE);
}

/* Task-4 is asked to cancel on Task-1's line 27, but waits in its own line 9. */
static void
who_is_cancelled_keeps_its_place(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    gsize asked = fixture_find(model, 0, TRACE_TASK_CANCEL, TASK_4);
    g_autoptr(GArray) places = model_places(model, asked);

    assert_place(places, 0, "Task-1", 27, TRUE);
    assert_place(places, 1, "Task-4", 9, FALSE);
}

/* The event that said it stopped running is lost, but the loop runs something else now. */
static void
a_task_has_no_part_in_what_callbacks_do(void **state)
{
    static const TraceSite sites[] = {{1, 5, "wait-timeout.c", "f", ""},
                                      {2, 9, "wait-timeout.c", "g", ""}};
    static const TraceEvent rows[] = {
        EVENT(0, TASK_STEP, 2),
        EVENT(0, OUTPUT, 2, .site = 1),
        EVENT(0, CALLBACK_BEGIN, LOOP),
        EVENT(0, OUTPUT, LOOP, .site = 2),
    };
    g_autoptr(Model) model = FIXTURE_PROGRAM(NULL, sites, rows);
    g_autoptr(GArray) places = model_places(model, 3);
    assert_place(places, 0, "Task-1", 5, TRUE);
}

static void
assert_definition(const char *source, guint line)
{
    static const TraceSite sites[] = {{1, 1, "p.c", "main", "job"}};
    static const TraceEvent rows[] = {EVENT(0, TASK_CREATED, 2, .site = 1)};
    g_autoptr(Model) model = FIXTURE_PROGRAM(source, sites, rows);
    g_autoptr(GArray) places = model_places(model, 0);
    assert_int_equal(places->len, line ? 1 : 0);
    if (line)
        assert_int_equal(g_array_index(places, Place, 0).line, line);
}

static void
definitions_are_told_from_calls_and_declarations(void **state)
{
    assert_definition("static AwValue job(AwValue);\n    job(1)\nint\njob(AwValue v)\n{\n}\n", 4);
    assert_definition("/* job(x) is run */\nstatic AwValue job(AwValue v) {\r\n", 2);
    assert_definition("char *job(void)", 1);
    assert_definition("int my_job(int)\nint jobs(int)\nint job = 1, x\n", 0);
    assert_definition("AW_TRY(job(1)); \n", 0);
    assert_definition("", 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_say_where_tasks_stand_who_runs_first),
        cmocka_unit_test(a_task_that_has_not_run_stands_where_its_function_begins),
        cmocka_unit_test(who_is_cancelled_keeps_its_place),
        cmocka_unit_test(a_task_has_no_part_in_what_callbacks_do),
        cmocka_unit_test(definitions_are_told_from_calls_and_declarations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
