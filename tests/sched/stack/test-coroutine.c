/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-coroutine.c - stacks and switching between them. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "sched/base/sanitizer.h"
#include "sched/stack/coroutine.h"
#include "tests/support/journal.h"

static Coroutine self;

static void
count_to(void *data)
{
    Coroutine *co = data;
    volatile double half = 0.5; /* registers and floating point survive a switch */

    for (int i = 0; i < 3; i++) {
        note("%d: %g", i, half * i);
        coroutine_switch(co, &self);
    }
    coroutine_exit(co, &self);
}

static void
a_coroutine_goes_on_where_it_left(void **state)
{
    Coroutine a = {0}, b = {0};

    journal_clear();
    assert_true(coroutine_begin(&a, 0, count_to, &a));
    assert_true(coroutine_begin(&b, 0, count_to, &b));
    coroutine_adopt(&self);
    for (int i = 0; i < 4; i++) {
        coroutine_switch(&self, &a);
        coroutine_switch(&self, &b);
    }
    coroutine_end(&a);
    coroutine_end(&b);
    assert_journal("0: 0\n0: 0\n1: 0.5\n1: 0.5\n2: 1\n2: 1\n");
}

/* Three equals and the thread's own stack, in a ring: each starts where it was left. */
static Coroutine ring[3];

static void
go_round(void *data)
{
    Coroutine *co = data, *next = co == &ring[2] ? &self : co + 1;
    long double third = 1.0L / 3; /* every kind of register survives a switch */
    double half = 0.5;

    for (int i = 1; i <= 2; i++) {
        note("%d: %d %g %Lg", (int) (co - ring), i, half * i, third * i);
        coroutine_switch(co, next);
    }
    note("%d ends", (int) (co - ring));
    coroutine_exit(co, next);
}

static void
equals_switch_straight_to_each_other(void **state)
{
    journal_clear();
    coroutine_adopt(&self);
    for (int i = 0; i < 3; i++)
        assert_true(coroutine_begin(&ring[i], 0, go_round, &ring[i]));
    for (int i = 0; i < 3; i++)
        coroutine_switch(&self, &ring[0]);
    for (int i = 0; i < 3; i++)
        coroutine_end(&ring[i]);
    assert_journal("0: 1 0.5 0.333333\n1: 1 0.5 0.333333\n2: 1 0.5 0.333333\n"
                   "0: 2 1 0.666667\n1: 2 1 0.666667\n2: 2 1 0.666667\n"
                   "0 ends\n1 ends\n2 ends\n");
}

/* Who runs next begins another coroutine on the stack of the one that is over. */
static void
say_and_exit(void *data)
{
    Coroutine *co = data;

    note("%d on the stack", (int) (co - ring));
    coroutine_exit(co, &self);
}

static void
a_stack_left_for_good_is_used_again(void **state)
{
    journal_clear();
    coroutine_adopt(&self);
    Stack *before = NULL;
    for (int i = 0; i < 3; i++) {
        assert_true(coroutine_begin(&ring[i], 0, say_and_exit, &ring[i]));
        assert_true(!before || ring[i].stack == before);
        before = ring[i].stack;
        coroutine_switch(&self, &ring[i]);
        coroutine_end(&ring[i]);
    }
    assert_journal("0 on the stack\n1 on the stack\n2 on the stack\n");
}

/* Uses so many bytes of stack. */
static Coroutine filled;

static void
fill_stack(void *size)
{
    size_t n = (size_t) (uintptr_t) size;
    volatile char *bytes = __builtin_alloca(n);

    for (size_t i = 0; i < n; i += 512)
        bytes[i] = 1;
    note("%d KiB", (int) (n / 1024));
    coroutine_exit(&filled, &self);
}

static void
run_with_stack(size_t stack_size, size_t used)
{
    coroutine_adopt(&self);
    if (!coroutine_begin(&filled, stack_size, fill_stack, (void *) used))
        abort();
    coroutine_switch(&self, &filled);
    coroutine_end(&filled);
}

static void
a_stack_is_as_large_as_asked(void **state)
{
    journal_clear();
    run_with_stack(0, 48 * 1024);
    run_with_stack(1, 48 * 1024);
    run_with_stack(1000 * 1000, 950 * 1024);
    assert_journal("48 KiB\n48 KiB\n950 KiB\n");
}

static void
overflow(void *data)
{
    run_with_stack(0, 66 * 1024);
}

/* Below each stack is a page that cannot be touched. */
static void
an_overflow_is_caught_by_the_guard(void **state)
{
    int status = in_child(overflow, NULL);

    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
}

static void
nothing(void *data)
{
    coroutine_exit(data, &self);
}

static void
stacks_are_used_again(void **state)
{
    Coroutine co = {0};

    coroutine_adopt(&self);
    assert_true(coroutine_begin(&co, 0, nothing, &co));
    void *low = co.stack->low;
    coroutine_switch(&self, &co);
    coroutine_end(&co);
    assert_true(coroutine_begin(&co, 0, nothing, &co));
    assert_ptr_equal(co.stack->low, low);
    coroutine_end(&co); /* never entered */
    stacks_unmap();
    stacks_unmap();
}

/* More coroutines than a slab has stacks, and one stack by more than the sanitizers can remember.
 */
static AwValue
one(AwValue i)
{
    AW_TRY(aw_sleep(0));
    return i;
}

static AwValue
many_at_once(AwValue none)
{
    enum { N = 200, ROUNDS = 200 };
    int64_t sum = 0;

    for (int round = 0; round < ROUNDS; round++) {
        AW_SCOPE();
        AwFuture *tasks[N];
        for (int i = 0; i < N; i++)
            tasks[i] = aw_spawn(one, i);
        for (int i = 0; i < N; i++)
            sum += aw_to_int(AW_TRY(aw_await(tasks[i])));
    }
    AW_RETURN(aw_int(sum));
}

static void
forty_thousand_coroutines_share_few_stacks(void **state)
{
    assert_int_equal(aw_to_int(play(many_at_once)), 200 * (199 * 200 / 2));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_coroutine_goes_on_where_it_left),
        cmocka_unit_test(equals_switch_straight_to_each_other),
        cmocka_unit_test(a_stack_left_for_good_is_used_again),
        cmocka_unit_test(a_stack_is_as_large_as_asked),
        cmocka_unit_test(an_overflow_is_caught_by_the_guard),
        cmocka_unit_test(stacks_are_used_again),
        cmocka_unit_test(forty_thousand_coroutines_share_few_stacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
