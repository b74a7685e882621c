/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-wrong-types.c - macros that take more than one type, given another one: the compiler's first
 * error is a sentence. And what looks as wrong, but is right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "tests/support/installed.h"

enum { ERRORS = 3 }; /* at most, for one fault */

/* What is in the body of a coroutine, and what the first error says; "": it compiles. */
typedef struct {
    const char *body, *sentence;
} Try;

/* The headers need not be a system's, but may. */
static const char *const compilers[] = {
    "cc $(pkg-config --cflags aw)",
    "cc $(pkg-config --cflags aw | sed 's/-I/-isystem /')",
    "clang -Wall -Wextra -Werror $(pkg-config --cflags aw)",
};

static const char frame[] =
    "#include <aw.h>\n"
    "static AwValue nap(AwValue n) { AW_TRY(aw_sleep(AW_MS)); return n; }\n"
    "AwValue body(AwFuture *a, AwFuture *b, AwLock *lock, AwQueue *queue, AwTimeout *limit,\n"
    "             AwFuture **many, int *mine, const char *text, void *any);\n"
    "AwValue body(AwFuture *a, AwFuture *b, AwLock *lock, AwQueue *queue, AwTimeout *limit,\n"
    "             AwFuture **many, int *mine, const char *text, void *any)\n"
    "{\n"
    "    (void) nap, (void) a, (void) b, (void) lock, (void) queue, (void) limit, (void) many;\n"
    "    (void) mine, (void) text, (void) any;\n"
    "    %s\n"
    "    return AW_NONE;\n"
    "}\n";

static void
assert_says(const char *compiler, const Try *this)
{
    g_autofree char *script = g_strdup_printf("%s -fsyntax-only try.c || :", compiler);
    g_autofree char *output = NULL;
    g_autoptr(GPtrArray) errors = g_ptr_array_new();

    assert_int_equal(installed_run(script, &output), 0);
    g_auto(GStrv) lines = g_strsplit(output, "\n", -1);
    for (int i = 0; lines[i]; i++)
        if (strstr(lines[i], "error: "))
            g_ptr_array_add(errors, lines[i]);
    if (!*this->sentence && !*output)
        return;
    if (!*this->sentence || errors->len == 0 || errors->len > ERRORS ||
        !strstr(errors->pdata[0], this->sentence))
        fail_msg("%s\nsays of: %s\n%s", compiler, this->body, output);
}

static gboolean
is_there(const char *compiler)
{
    g_auto(GStrv) words = g_strsplit(compiler, " ", 2);
    g_autofree char *path = g_find_program_in_path(words[0]);

    return path != NULL;
}

static void
assert_each_says(const Try *tries, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *program = g_strdup_printf(frame, tries[i].body);
        installed_write("try.c", program);
        for (size_t c = 0; c < G_N_ELEMENTS(compilers); c++)
            if (is_there(compilers[c]))
                assert_says(compilers[c], &tries[i]);
    }
}

static void
what_is_no_block_is_told(void **state)
{
    static const Try tries[] = {
        {"AW_WITH (lock) { aw_print(\"in it\"); }", "AW_HOLD(lock) holds a lock"},
        {"AW_WITH (queue) aw_print(\"in it\");", "AW_WITH() takes a timeout or a group"},
        {"AW_WITH (limit) { AW_CHECK(lock, aw_sleep(1)); } AW_TRY(aw_outcome(limit));",
         "AW_CHECK() takes the block of its AW_WITH()"},
        {"AW_TRY(aw_outcome(lock));", "aw_outcome() takes a timeout or a group"},
        {"AW_TRY(aw_outcome(a));", "aw_outcome() takes a timeout or a group"},
    };

    assert_each_says(tries, G_N_ELEMENTS(tries));
}

static void
what_cannot_be_held_is_told(void **state)
{
    static const Try tries[] = {
        {"AW_TRY(aw_acquire(queue));", "aw_acquire() takes a lock, a semaphore or a condition"},
        {"aw_release(limit);", "aw_release() takes a lock, a semaphore or a condition"},
        {"AW_HOLD(queue);", "AW_HOLD() takes a lock, a semaphore or a condition"},
        {"AW_HOLD(*lock);", "AW_HOLD() takes a lock, a semaphore or a condition"},
        {"return aw_bool(aw_locked(a));", "aw_locked() takes a lock, a semaphore or a condition"},
        {"AW_HOLD(any); return aw_bool(aw_locked(any) && aw_locked(lock));", ""},
    };

    assert_each_says(tries, G_N_ELEMENTS(tries));
}

static void
what_is_no_object_is_told(void **state)
{
    static const Try tries[] = {
        {"aw_ref(mine);", "aw_ref() takes an object of the library"},
        {"aw_unref(text);", "aw_unref() takes an object of the library"},
        {"aw_unref(AW_NONE);", "aw_unref() takes an object of the library"},
        {"return aw_object(mine);", "aw_object() takes an object of the library"},
        {"aw_ref(a); aw_ref(queue); aw_ref(aw_running_loop()); AW_DEFER(aw_unref, any);", ""},
        {"aw_spawn(nap, mine);", "ointer"},
        {"AW_TRY(aw_queue_put(queue, &mine));", "ointer"},
        {"aw_spawn(nap, aw_list(a, queue, lock, limit, aw_copy_context()));", ""},
    };

    assert_each_says(tries, G_N_ELEMENTS(tries));
}

static void
too_many_values_are_told(void **state)
{
    static const Try tries[] = {
        {"return aw_list(1, 2, 3, 4, 5, 6);", ""},
        {"return aw_list(1, 2, 3, 4, 5, 6, 7);", "aw_list_takes_up_to_six_values"},
        {"return aw_list(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, a);", "aw_list_of_any_number"},
    };

    assert_each_says(tries, G_N_ELEMENTS(tries));
}

static void
what_are_no_futures_is_told(void **state)
{
    static const Try tries[] = {
        {"AW_TRY(aw_await(aw_gather(a, b)));", "AW_FUTURES(a, b)"},
        {"AW_TRY(aw_await(aw_gather(many)));", "array of futures and how many"},
        {"AW_TRY(aw_wait(a, b));", "AW_FUTURES(a, b)"},
        {"AW_TRY(aw_wait(a));", "AW_FUTURES(a, b)"},
        {"(void) !aw_as_completed(a, b, .timeout = AW_MS);", "AW_FUTURES(a, b)"},
        {"AW_TRY(aw_await(aw_gather(queue, 1)));", "array of futures and how many"},
    };

    assert_each_says(tries, G_N_ELEMENTS(tries));
}

static void
futures_may_be_named_in_all_ways(void **state)
{
    static const Try tries[] = {
        {"return aw_v(aw_gather((AwFuture *[]){a, b}, 2));", ""},
        {"return aw_v(aw_gather((AwFuture *[]){a, b}, 2, .return_exceptions = true));", ""},
        {"AW_TRY(aw_wait((AwFuture *[]){a, b}, 2, .timeout = AW_MS));", ""},
        {"AwCompletions *all = aw_as_completed((AwFuture *[]){a, b}, 2); return aw_v(all);", ""},
        {"return aw_v(aw_gather(AW_FUTURES(a, b, a, b, a, b, a), .return_exceptions = true));", ""},
        {"AW_TRY(aw_wait(AW_FUTURES(aw_spawn(nap, 1), b), .return_when = AW_FIRST_COMPLETED));",
         ""},
        {"return aw_list(aw_gather(many + 1, 2), aw_gather(&a, 1), aw_gather(NULL, 0), "
         "aw_gather(any, 1));",
         ""},
        {"AwFuture *const two[] = {a, b}; AW_TRY(aw_wait(two, 2)); return aw_v(aw_gather(two, 2));",
         ""},
    };

    assert_each_says(tries, G_N_ELEMENTS(tries));
}

static void
what_compiles_in_a_new_way_runs(void **state)
{
    static const char program[] =
        "#include <aw.h>\n"
        "static AwValue same(AwValue n) { AW_TRY(aw_sleep(AW_MS)); return n; }\n"
        "static AwValue run(AwValue none)\n"
        "{\n"
        "    (void) none;\n"
        "    AwFuture *a = aw_spawn(same, 1), *b = aw_spawn(same, 2);\n"
        "    AwWait got = AW_TRY(aw_wait((AwFuture *[]){a, b}, 2));\n"
        "    AwValue two = AW_TRY(aw_await(aw_gather((AwFuture *[]){b, a}, 2)));\n"
        "    AwValue all = AW_TRY(aw_await(aw_gather(AW_FUTURES(a, a, a, a, a, a, a, b))));\n"
        "    aw_print(\"%d %s %s\", got.n_done, aw_to_text(aw_repr(two)),\n"
        "             aw_to_text(aw_repr(all)));\n"
        "    return aw_v(aw_gather((AwFuture *[]){a, b}));\n"
        "}\n"
        "int main(void) { return aw_exit_status(aw_run(run, AW_NONE)); }\n";
    g_autofree char *output = NULL;

    installed_write("runs.c", program);
    assert_int_not_equal(
        installed_run("cc runs.c -o runs $(pkg-config --cflags --libs aw) && ./runs", &output), 0);
    assert_non_null(strstr(output, "2 [2, 1] [1, 1, 1, 1, 1, 1, 1, 2]\n"));
    assert_non_null(strstr(
        output, "aw: aw_gather() was called without the number of futures (at runs.c:12)\n"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_block_is_told),
        cmocka_unit_test(what_cannot_be_held_is_told),
        cmocka_unit_test(what_is_no_object_is_told),
        cmocka_unit_test(too_many_values_are_told),
        cmocka_unit_test(what_are_no_futures_is_told),
        cmocka_unit_test(futures_may_be_named_in_all_ways),
        cmocka_unit_test(what_compiles_in_a_new_way_runs),
    };

    return cmocka_run_group_tests(tests, installed_begin, installed_end);
}
