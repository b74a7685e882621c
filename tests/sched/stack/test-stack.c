/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-stack.c - stacks: their guards, their memory, and when there is none left. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "sched/core/task.h"
#include "sched/stack/coroutine.h"
#include "sched/stack/guard.h"
#include "tests/support/emulated.h"
#include "tests/support/journal.h"

#ifdef __OPTIMIZE__
enum { OPTIMIZED = true };
#else
enum { OPTIMIZED = false };
#endif

enum { MANY = 6000 }; /* more than a slab has; fewer than the thread sanitizer can follow */

static Stack *stacks[MANY];

static void
take_many(void)
{
    for (int i = 0; i < MANY; i++) {
        assert_non_null(stacks[i] = stack_take(0));
        stacks[i]->high[-1] = 1;
    }
}

static void
give_many(void)
{
    for (int i = 0; i < MANY; i++)
        stack_give(stacks[i]);
}

/* 1: the page of this byte is in memory; 0: not; -1: not mapped. */
static int
residence(const char *byte)
{
    unsigned char there = 0;
    uintptr_t page = (uintptr_t) byte & ~(page_size() - 1);

    return mincore((void *) page, page_size(), &there) ? -1 : there & 1;
}

/* How many of the stacks have their top in memory. */
static int
n_resident(void)
{
    int n = 0;

    for (int i = 0; i < MANY; i++)
        n += residence(stacks[i]->high - 1);
    return n;
}

/* ---- many ---- */

static int
by_address(const void *a, const void *b)
{
    const Stack *one = *(Stack *const *) a, *other = *(Stack *const *) b;

    return (one->low > other->low) - (one->low < other->low);
}

static void
stacks_are_apart_and_of_full_size(void **state)
{
    take_many();
    qsort(stacks, MANY, sizeof *stacks, by_address);
    for (int i = 0; i < MANY; i++) {
        assert_true(stacks[i]->high - stacks[i]->low > STACK_USUAL - 64 * STACK_COLOURS);
        assert_int_equal((uintptr_t) stacks[i]->high % 64, 0);
        if (i > 0)
            assert_true(stacks[i]->low >= stacks[i - 1]->high + page_size());
    }
    give_many();
    stacks_unmap();
}

static void
the_last_given_back_is_taken_first(void **state)
{
    Stack *a = stack_take(0), *b = stack_take(0);

    stack_give(a);
    stack_give(b);
    assert_ptr_equal(stack_take(0), b);
    assert_ptr_equal(stack_take(0), a);
    stack_give(a);
    stack_give(b);
}

static void
tops_of_stacks_differ_in_their_lines(void **state)
{
    uint64_t lines = 0;

    take_many();
    for (int i = 0; i < STACK_COLOURS; i++)
        lines |= UINT64_C(1) << (uintptr_t) stacks[i]->high % 4096 / 64;
    assert_int_equal(__builtin_popcountll(lines), STACK_COLOURS);
    give_many();
}

/* ---- memory ---- */

enum { START_NS = AW_SECOND };

static void
trimming_leaves_those_used_last(void **state)
{
    take_many();
    stacks_trim(START_NS); /* none is free */
    assert_int_equal(n_resident(), MANY);
    give_many();
    stacks_trim(START_NS);
    assert_in_range(n_resident(), 1, 1000);
    Stack *last = stack_take(0);
    assert_ptr_equal(last, stacks[MANY - 1]);
    assert_int_equal(residence(last->high - 1), 1);
    stack_give(last);
    take_many(); /* those without memory, too */
    assert_int_equal(n_resident(), MANY);
    give_many();
}

/* Else a loop that waits often would do little but trim: 6,000 stacks cost some 12 ms. */
static void
trimmed_stacks_are_used_again(void **state)
{
    uintptr_t before = 0, after = 0;

    stacks_unmap();
    take_many();
    for (int i = 0; i < MANY; i++)
        before ^= (uintptr_t) stacks[i];
    give_many();
    stacks_trim(20 * AW_SECOND);
    take_many();
    for (int i = 0; i < MANY; i++)
        after ^= (uintptr_t) stacks[i];
    give_many();
    assert_true(before == after);
}

static bool
stays(int i)
{
    return i % 7 == 0;
}

static void
trimming_leaves_those_in_use(void **state)
{
    stacks_unmap();
    take_many();
    for (int i = MANY; i-- > 0;)
        if (!stays(i))
            stack_give(stacks[i]);
    stacks_trim(30 * AW_SECOND);
    assert_in_range(n_resident(), MANY / 7, MANY / 7 + 1000);
    for (int i = 0; i < MANY; i++)
        if (stays(i)) {
            assert_int_equal(stacks[i]->high[-1], 1);
            stack_give(stacks[i]);
        }
}

static void
trimming_takes_little_of_the_time(void **state)
{
    stacks_trim(START_NS + 10 * AW_MS);
    assert_int_equal(n_resident(), MANY);
    stacks_trim(START_NS + 100 * AW_MS);
    assert_in_range(n_resident(), MANY / 2, MANY - 1000);
    stacks_trim(START_NS + AW_SECOND);
    assert_in_range(n_resident(), 1, 1000);
}

static void
a_few_stacks_are_not_trimmed(void **state)
{
    for (int i = 0; i < 100; i++)
        stacks[i] = stack_take(0);
    for (int i = 0; i < 100; i++) {
        stacks[i]->high[-1] = 1;
        stack_give(stacks[i]);
    }
    stacks_trim(START_NS + 10 * AW_SECOND);
    for (int i = 0; i < 100; i++)
        assert_int_equal(residence(stacks[i]->high - 1), 1);
}

static void
what_nobody_uses_is_unmapped(void **state)
{
    Stack *large = stack_take(1 << 20);
    const char *in_large = large->low;
    take_many();
    const char *in_many = stacks[0]->low;
    stacks_unmap(); /* all are in use */
    assert_int_equal(n_resident(), MANY);
    give_many();
    stack_give(large);
    assert_int_equal(residence(in_large), -1);
    assert_int_equal(residence(in_many), 0);
    stacks_unmap();
    assert_int_equal(residence(in_many), -1);
}

static AwValue
sleep_in_a_call(AwValue none)
{
    return aw_sleep(AW_SECOND);
}

static AwValue
sleep_deep(AwValue none)
{
    volatile char bytes[512] = {1};

    AW_TRY(aw_call(sleep_in_a_call, none));
    return aw_int(bytes[0]);
}

static AwValue
count_pages_of_sleepers(AwValue none)
{
    enum { SLEEPERS = 100 };
    AwFuture *tasks[SLEEPERS];
    int n = 0;

    for (int i = 0; i < SLEEPERS; i++)
        tasks[i] = aw_spawn(sleep_deep, none);
    AW_TRY(aw_sleep(AW_MS));
    for (int i = 0; i < SLEEPERS; i++) {
        uintptr_t top = (uintptr_t) task_of(tasks[i])->coroutine.stack->high - 1;
        for (uintptr_t page = top & ~(page_size() - 1); residence((char *) page) == 1; n++)
            page -= page_size();
    }
    return aw_int(n);
}

/* Whatever the colour of its stack. One or two first calls of functions in other libraries, which
 * are looked up then, go deeper. */
static void
a_task_that_sleeps_needs_one_page(void **state)
{
    if (WITH_ASAN || WITH_TSAN || !OPTIMIZED)
        skip(); /* frames are larger */
    stacks_unmap();
    assert_in_range(aw_to_int(play(count_pages_of_sleepers)), 100, 102);
}

static void
use_up_memory(void *data)
{
    const struct rlimit limit = {256 << 20, 256 << 20};
    Stack *first = stack_take(0), *stack = first;
    int n = 0;

    setrlimit(RLIMIT_AS, &limit);
    for (; n < MANY && (stacks[n] = stack_take(0)); n++)
        stacks[n]->high[-1] = 1;
    if (n < 100 || n == MANY || stack_take(1 << 30) || stack_take(SIZE_MAX))
        abort();
    while (n-- > 0)
        stack_give(stacks[n]);
    if (stack_take(0) != stacks[0])
        abort();
    stack_give(stack);
}

static void
without_memory_there_is_no_stack(void **state)
{
    if (WITH_ASAN || WITH_TSAN || RUNNING_ON_VALGRIND)
        skip(); /* they need memory of their own */
    int status = in_child(use_up_memory, NULL);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* A loop may be run by one thread, then by another. */
static void *
take_one(void *data)
{
    return stack_take(0);
}

static void
a_stack_of_another_thread_is_left_alone(void **state)
{
    static void *theirs; /* nobody else knows it any more */
    pthread_t thread;

    pthread_create(&thread, NULL, take_one, NULL);
    pthread_join(thread, &theirs);
    stack_give(theirs);
    Stack *ours = stack_take(0);
    assert_ptr_not_equal(ours, theirs);
    stack_give(ours);
    stacks_unmap();
}

/* ---- guards ---- */

typedef struct {
    GuardMeans means;
    int which; /* of the stacks is written below */
    bool trimmed;
} Breach;

static void
write_below(void *data)
{
    const Breach *breach = data;

    guards_limit(breach->means, 1000);
    take_many();
    give_many();
    if (breach->trimmed)
        stacks_trim(START_NS);
    volatile char *low = stacks[breach->which]->low;
    low[-1] = 1;
}

static int
signal_of(Breach breach)
{
    int status = in_child(write_below, &breach);

    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void
writing_below_a_stack_is_a_fault(void **state)
{
    stacks_unmap();
    for (GuardMeans means = GUARD_MARK_MANY; means < GUARD_NONE; means++) {
        assert_int_equal(signal_of((Breach){means, 0, false}), SIGSEGV);
        assert_int_equal(signal_of((Breach){means, 900, true}), SIGSEGV);
    }
}

/* The process has no room for more mappings, or the kernel no means at all: see overflow_check().
 */
static void
too_many_stacks_do_without_guards(void **state)
{
    assert_int_equal(signal_of((Breach){GUARD_PROTECT, MANY - 1, false}), 0);
    assert_int_equal(signal_of((Breach){GUARD_NONE, 0, false}), 0);
}

static size_t
n_mapped(void)
{
    FILE *maps = fopen("/proc/self/statm", "r");
    size_t n = 0;

    assert_int_equal(fscanf(maps, "%zu", &n), 1);
    fclose(maps);
    return n;
}

static void *
use_a_stack(void *data)
{
    stack_give(stack_take(0));
    return data;
}

enum { THREADS = 32 };

/* Of each there are 64 stacks of 16 pages. What the C library keeps of threads is less. */
static void
a_thread_that_ends_leaves_no_stacks(void **state)
{
    size_t before = 0;

    for (int i = 0; i <= THREADS; i++) {
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, use_a_stack, NULL), 0);
        pthread_join(thread, NULL);
        before = i ? before : n_mapped();
    }
    assert_true(n_mapped() < before + THREADS * 64 * 16 / 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trimming_leaves_those_used_last),
        cmocka_unit_test(trimming_takes_little_of_the_time),
        cmocka_unit_test(a_few_stacks_are_not_trimmed),
        cmocka_unit_test(trimmed_stacks_are_used_again),
        cmocka_unit_test(trimming_leaves_those_in_use),
        cmocka_unit_test(stacks_are_apart_and_of_full_size),
        cmocka_unit_test(the_last_given_back_is_taken_first),
        cmocka_unit_test(tops_of_stacks_differ_in_their_lines),
        cmocka_unit_test(what_nobody_uses_is_unmapped),
        cmocka_unit_test(a_task_that_sleeps_needs_one_page),
        cmocka_unit_test(without_memory_there_is_no_stack),
        cmocka_unit_test(a_stack_of_another_thread_is_left_alone),
        cmocka_unit_test(writing_below_a_stack_is_a_fault),
        cmocka_unit_test(too_many_stacks_do_without_guards),
        cmocka_unit_test(a_thread_that_ends_leaves_no_stacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
