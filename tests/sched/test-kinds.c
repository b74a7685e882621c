/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-kinds.c - an object of one kind that is given to a function for others, by a cast or in
 * spite of warnings, ends the program with a sentence that says what it is, where it was made, what
 * was wanted, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/journal.h"
#include "tests/support/public.h"
#include "tests/support/uses.h"

static bool
is_one_of(const char *word, const char *list)
{
    return strstr(list, word);
}

/* What a use of that kind takes, in words. */
static const char *
wanted_by(const Use *use)
{
    if (is_one_of(use->function, "AW_HOLD() aw_acquire() aw_release() aw_locked()"))
        return "a lock, a semaphore or a condition";
    if (is_one_of(use->function, "aw_await() aw_name() aw_ensure_future() aw_shield() aw_gather() "
                                 "aw_wait() aw_wait_for() aw_as_completed()"))
        return "a future or a coroutine object";
    return is_one_of(use->function, "AW_WITH() aw_outcome()") ? "a timeout or a group" : use->kind;
}

static AwValue
use_another(AwValue which)
{
    const Use *use = &uses[aw_to_int(which)];

    use->use(strcmp(use->kind, "a queue") ? (void *) aw_queue() : (void *) aw_future());
    return AW_NONE;
}

static void
run_it(void *i)
{
    AW_IGNORE(aw_run(use_another, *(int *) i, .clock = AW_CLOCK_VIRTUAL));
}

static void
every_use_of_another_kind_ends_with_a_sentence(void **state)
{
    char begin[160], end[160];

    for (int i = 0; i < n_uses; i++) {
        snprintf(begin, sizeof begin, "aw: %s was given %s made at ", uses[i].function,
                 strcmp(uses[i].kind, "a queue") ? "a queue" : "a future");
        snprintf(end, sizeof end, ", not %s (at ", wanted_by(&uses[i]));
        assert_dies(run_it, &i, begin);
        assert_non_null(strstr(child_said(), "test-kinds.c:"));
        if (!strstr(child_said(), end))
            fail_msg("'%s' was said, without '%s'", child_said(), end);
    }
}

/* ---- the table is complete ---- */

static bool
takes_object(const PublicFunction *function)
{
    static const char *const types[] = {
        "AwFuture *",      "AwQueue *",     "AwLock *",    "AwSemaphore *",
        "AwEvent *",       "AwCondition *", "AwBarrier *", "AwTimeout *",
        "AwCompletions *", "AwGroup *",     "AwPool *",    "AwHandle *",
        "AwJob *",         "AwLoop *",      "AwBlock *",   "void *lock"};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strstr(function->parameters, types[i]))
            return true;
    return strstr(function->parameters, "AwFuture *const *futures");
}

/* What only macros call that are in the table by their own names. */
static bool
is_for_macros(const char *function)
{
    static const char *const prefixes[] = {
        "aw_block_",       "aw_hold_from",        "aw_held_release",  "aw_wait_for_begin",
        "aw_wait_for_end", "aw_wait_for_abandon", "aw_handle_keeping"};

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (!strncmp(function, prefixes[i], strlen(prefixes[i])))
            return true;
    return false;
}

static bool
is_used(const char *name)
{
    for (int i = 0; i < n_uses; i++)
        if (!strcmp(uses[i].function, name))
            return true;
    return false;
}

static void
every_function_that_takes_an_object_is_used(void **state)
{
    int n;
    const PublicFunction *functions = public_functions(&n);

    for (int i = 0; i < n; i++)
        if (takes_object(&functions[i]) && !is_for_macros(functions[i].function) &&
            !is_used(functions[i].name))
            fail_msg("%s is not among the uses", functions[i].name);
}

/* ---- the sentence as a whole ---- */

static AwValue
put_into_a_lock(AwValue none)
{
    void *lock = aw_lock();
    return aw_queue_put(lock, 1);
}

static AwValue
await_a_queue(AwValue none)
{
    void *queue = aw_queue();
    return aw_await(queue);
}

static AwValue
leave_a_queue_as_a_block(AwValue none)
{
    void *queue = aw_queue();
    return aw_outcome((AwTimeout *) queue);
}

static void
call_it(void *fn)
{
    AW_IGNORE(aw_run(*(AwFn *) fn, AW_NONE, .clock = AW_CLOCK_VIRTUAL));
}

/* `pattern` has the two lines, which follow each other. */
static void
assert_sentence(AwFn fn, const char *pattern)
{
    unsigned made, used;

    assert_dies(call_it, &fn, "was given");
    if (sscanf(child_said(), pattern, &made, &used) != 2)
        fail_msg("'%s' was said", child_said());
    assert_int_equal(used, made + 1);
}

static void
the_sentence_names_both_kinds_and_both_places(void **state)
{
    assert_sentence(put_into_a_lock, "aw: aw_queue_put() was given a lock made at " AW_FILE
                                     ":%u, not a queue (at " AW_FILE ":%u)");
    assert_sentence(await_a_queue, "aw: aw_await() was given a queue made at " AW_FILE
                                   ":%u, not a future or a coroutine object (at " AW_FILE ":%u)");
    assert_sentence(leave_a_queue_as_a_block, "aw: aw_outcome() was given a queue made at " AW_FILE
                                              ":%u, not a timeout or a group (at " AW_FILE ":%u)");
}

/* ---- coroutine objects, which are no futures yet ---- */

static AwValue
give(AwValue v)
{
    return v;
}

static AwValue
use_a_coroutine(AwValue which)
{
    uses[aw_to_int(which)].use((void *) aw_coro(give, 1));
    return AW_NONE;
}

static void
run_with_a_coroutine(void *i)
{
    AW_IGNORE(aw_run(use_a_coroutine, *(int *) i, .clock = AW_CLOCK_VIRTUAL));
}

static void
a_coroutine_object_is_no_future(void **state)
{
    char begin[160];

    for (int i = 0; i < n_uses; i++) {
        if (strcmp(wanted_by(&uses[i]), "a future"))
            continue;
        snprintf(begin, sizeof begin, "aw: %s was given a coroutine object made at ",
                 uses[i].function);
        assert_dies(run_with_a_coroutine, &i, begin);
        assert_non_null(strstr(child_said(), ", not a future (at "));
    }
}

/* ---- futures that are no tasks ---- */

static AwValue
take_a_request_back(AwValue none)
{
    AwFuture *future = aw_gather(NULL, 0);
    return aw_int(aw_uncancel(future));
}

static void
only_a_task_takes_requests_back(void **state)
{
    assert_sentence(take_a_request_back, "aw: aw_uncancel() was given a future made at " AW_FILE
                                         ":%u, not a task (at " AW_FILE ":%u)");
}

/* ---- a runner is no loop ---- */

static void
give_a_runner(void *i)
{
    uses[*(int *) i].use(aw_runner());
}

static void
drop_a_runner(void *none)
{
    void *runner = aw_runner();
    aw_unref(runner);
}

static void
a_runner_is_no_loop(void **state)
{
    char begin[160];

    for (int i = 0; i < n_uses; i++) {
        if (strcmp(uses[i].kind, "a loop"))
            continue;
        snprintf(begin, sizeof begin, "aw: %s was given a runner, not a loop (at ",
                 uses[i].function);
        assert_dies(give_a_runner, &i, begin);
    }
    assert_dies(drop_a_runner, NULL, "a runner was dropped by aw_unref()");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_use_of_another_kind_ends_with_a_sentence),
        cmocka_unit_test(every_function_that_takes_an_object_is_used),
        cmocka_unit_test(the_sentence_names_both_kinds_and_both_places),
        cmocka_unit_test(a_coroutine_object_is_no_future),
        cmocka_unit_test(only_a_task_takes_requests_back),
        cmocka_unit_test(a_runner_is_no_loop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
