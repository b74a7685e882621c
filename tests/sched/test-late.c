/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-late.c - objects that are used after their scope dropped them end the program with a
 * sentence, and scopes that only grow are named in debug mode [OW6 DB1]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "tests/support/journal.h"
#include "tests/support/uses.h"

/* ---- every use of every kind ---- */

/* Debug mode finds them also when others of their size were made since. */
static bool in_debug_mode;

static AwValue
use_late(AwValue which)
{
    const Use *c = &uses[aw_to_int(which)];
    void *stale;

    if (in_debug_mode)
        aw_set_debug(aw_running_loop(), true);
    {
        AW_SCOPE();
        stale = c->make();
        AW_IGNORE(aw_sleep(AW_MS)); /* a handle or a job runs, and is over */
    }
    for (int i = 0; in_debug_mode && i < 100; i++)
        c->make();
    c->use(stale);
    return AW_NONE;
}

static void
run_late(void *i)
{
    AW_IGNORE(aw_run(use_late, *(int *) i, .clock = AW_CLOCK_VIRTUAL));
}

/* Unless debug mode keeps it, its memory goes back to the system. */
static bool
is_freed_for_good(const char *kind)
{
    return !strcmp(kind, "a pool");
}

/* It belongs to no scope. */
static bool
is_kept_for_good(const char *kind)
{
    return !strcmp(kind, "a loop");
}

static void
assert_all_are_found(void)
{
    char words[160];

    if (!freelist_pools)
        skip(); /* the sanitizers say it, or see nothing of it if it is a tool that we run in */
    for (int i = 0; i < n_uses; i++) {
        if (is_kept_for_good(uses[i].kind))
            continue;
        if (!in_debug_mode && is_freed_for_good(uses[i].kind))
            continue;
        snprintf(words, sizeof words,
                 "aw: %s was given %s that its scope had dropped; it was made at ",
                 uses[i].function, uses[i].kind);
        assert_dies(run_late, &i, words);
        assert_non_null(strstr(child_said(), "uses.c:"));
    }
}

static void
every_late_use_ends_with_a_sentence(void **state)
{
    in_debug_mode = false;
    assert_all_are_found();
}

static void
in_debug_mode_also_when_memory_would_have_been_used_again(void **state)
{
    in_debug_mode = true;
    assert_all_are_found();
    in_debug_mode = false;
}

/* ---- in values ---- */

static AwValue
keep_value_too_long(AwValue none)
{
    AwValue v;

    {
        AW_SCOPE();
        v = aw_object(aw_queue());
    }
    aw_to_queue(v);
    return none;
}

static AwValue
keep_future_value_too_long(AwValue none)
{
    AwValue v;

    {
        AW_SCOPE();
        v = aw_object(aw_future());
    }
    aw_to_future(v);
    return none;
}

static void
run_it(void *fn)
{
    AW_IGNORE(aw_run(*(AwFn *) fn, 0, .clock = AW_CLOCK_VIRTUAL));
}

/* Many more waits follow, which in debug mode leave the memory of the arrays alone. */
static AwValue
keep_array_too_long(AwValue how)
{
    AwFuture *live = aw_future();
    AwWait got;

    {
        AW_SCOPE();
        got = aw_wait(&live, 1, .timeout = AW_MS);
    }
    for (int i = 0; i < 100; i++) {
        AW_SCOPE();
        AW_TRY(aw_wait(&live, 1, .timeout = AW_MS));
    }
    if (aw_to_int(how) == 0)
        aw_cancel(got.pending[0]);
    else if (aw_to_int(how) == 1)
        aw_ref(got.pending[0]);
    else
        aw_unref(got.pending[0]);
    return AW_NONE;
}

static void
run_keep_array(void *how)
{
    AW_IGNORE(aw_run(keep_array_too_long, *(int *) how, .clock = AW_CLOCK_VIRTUAL, .debug = true));
}

static void
so_is_an_item_of_an_array(void **state)
{
    static const char *const says[] = {
        "aw_cancel() was given an item of an array whose scope had closed",
        "an item of an array was used after the array's scope had closed",
        "an item of an array was used after the array's scope had closed",
    };

    if (!freelist_pools)
        skip();
    for (int how = 0; how < 3; how++)
        assert_dies(run_keep_array, &how, says[how]);
}

static void
an_object_in_a_value_of_a_closed_scope_is_found(void **state)
{
    AwFn queue = keep_value_too_long, future = keep_future_value_too_long;

    if (!freelist_pools)
        skip();
    assert_dies(run_it, &queue, "aw_to_queue() was given a queue that its scope had dropped");
    assert_dies(run_it, &future, "aw_to_future() was given a future that its scope had dropped");
}

/* ---- scopes that only grow ---- */

static AwValue
pump(AwValue n)
{
    for (int i = 0; i < aw_to_int(n); i++)
        AW_IGNORE(aw_text("line %d", i));
    return AW_NONE;
}

static AwValue
pump_in_scopes(AwValue n)
{
    for (int i = 0; i < aw_to_int(n); i++) {
        AW_SCOPE();
        AW_IGNORE(aw_text("line %d", i));
    }
    return AW_NONE;
}

static void
note_report(const AwReport *report, void *unused)
{
    note("report: %s (%s:%s)", report->message, report->made->file, report->made->name);
}

static AwValue
run_pumps(AwValue debug)
{
    aw_set_exception_handler(aw_running_loop(), note_report, NULL);
    aw_set_debug(aw_running_loop(), aw_to_bool(debug));
    AW_TRY(aw_await(aw_spawn(pump, 100000, .name = "leaky")));
    AW_TRY(aw_await(aw_spawn(pump, 1000, .name = "small")));
    return aw_await(aw_spawn(pump_in_scopes, 100000, .name = "tidy"));
}

static AwValue
run_pumps_in_debug_mode(AwValue none)
{
    return run_pumps(aw_v((bool) true));
}

static AwValue
run_pumps_as_usual(AwValue none)
{
    return run_pumps(aw_v((bool) false));
}

static void
in_debug_mode_a_scope_that_only_grows_is_named_once(void **state)
{
    play(run_pumps_in_debug_mode);
    assert_ptr_equal(strstr(journal(), "0 report: leaky holds more than "), journal());
    assert_non_null(strstr(journal(), "test-late.c:pump)\n"));
    assert_non_null(strstr(journal(), "AW_SCOPE() ("));
    assert_ptr_equal(strstr(journal() + 10, "report: "), NULL);
    play(run_pumps_as_usual);
    assert_journal("");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_debug_mode_a_scope_that_only_grows_is_named_once),
        cmocka_unit_test(every_late_use_ends_with_a_sentence),
        cmocka_unit_test(in_debug_mode_also_when_memory_would_have_been_used_again),
        cmocka_unit_test(an_object_in_a_value_of_a_closed_scope_is_found),
        cmocka_unit_test(so_is_an_item_of_an_array),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
