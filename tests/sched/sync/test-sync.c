/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-sync.c - what a recording tells of locks, queues and the like, in sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/journal.h"
#include "tests/support/story.h"

/* ---- locks and the like ---- */

/* [QU1] */
static AwValue
look_at_queues(AwValue none)
{
    AwQueue *two = aw_queue(.maxsize = 2), *any = aw_queue();

    for (int i = 0; i < 3; i++) {
        note("%zu of %zu, empty %d, full %d; %zu of %zu, full %d", aw_queue_size(two),
             aw_queue_maxsize(two), aw_queue_empty(two), aw_queue_full(two), aw_queue_size(any),
             aw_queue_maxsize(any), aw_queue_full(any));
        AW_IGNORE(aw_queue_put_nowait(two, i));
        AW_IGNORE(aw_queue_put_nowait(any, i));
    }
    return none;
}

static void
a_queue_says_whether_it_is_full_or_empty(void **state)
{
    play(look_at_queues);
    assert_journal("0 0 of 2, empty 1, full 0; 0 of 0, full 0\n"
                   "0 1 of 2, empty 0, full 0; 1 of 0, full 0\n"
                   "0 2 of 2, empty 0, full 1; 2 of 0, full 0\n");
}

static AwValue
use(AwValue lock)
{
    AW_TRY(aw_acquire(lock.u.p));
    AW_TRY(aw_sleep(AW_MS));
    return aw_release(lock.u.p);
}

static AwValue
share_a_lock(AwValue none)
{
    AwLock *printer = aw_lock();

    return aw_await(aw_gather(AW_FUTURES(aw_spawn(use, printer), aw_spawn(use, printer))));
}

/*        Task-2         Task-3
 *  0 ms  takes it       waits
 *  1 ms  releases it    takes it
 *  2 ms                 releases it
 */
static void
a_lock_tells_who_has_it(void **state)
{
    assert_story(share_a_lock, "Task-1 makes the lock printer at line N.\n"
                               "gather(2) adds a callback to Task-2.\n"
                               "gather(2) adds a callback to Task-3.\n"
                               "printer is free, so Task-2 takes it at line N.\n"
                               "Task-2 releases printer at line N.\n"
                               "Task-3 takes printer, for which it was first in line.\n"
                               "gather(2) counts Task-2 as ended: 1 to go.\n"
                               "Task-3 releases printer at line N.\n"
                               "gather(2) counts Task-3 as ended: none to go.\n");
}

static char *
sentence_of(Model *model, TraceKind kind, guint32 track)
{
    gsize i = 0;

    while (model_event(model, i)->kind != kind || model_event(model, i)->subject != track)
        i++;
    return story_sentence(model, i);
}

static void
who_waits_for_a_lock_says_for_which(void **state)
{
    g_autoptr(Model) model = story_record(share_a_lock);
    const Track *second = g_ptr_array_index(model_tracks(model, TRACE_TRACK_TASK), 2);
    const Track *printer = g_ptr_array_index(model_tracks(model, TRACE_TRACK_SYNC), 0);
    g_autofree char *holder =
        model_span_label(model, printer, &g_array_index(printer->spans, Span, 1));

    assert_label(model, 3, TRACE_TASK_AWAIT, "await acquire(printer)");
    assert_string_equal(second->detail, "use(printer)");
    assert_string_equal(printer->detail, "lock");
    assert_string_equal(holder, "T-2");
    g_autofree char *sentence = sentence_of(model, TRACE_TASK_AWAIT, second->id);
    assert_string_equal(sentence, "Task-3 waits at line N for printer, which Task-2 has.");
}

static AwValue
share_slots(AwValue none)
{
    AwSemaphore *slots = aw_semaphore(2);

    AW_TRY(aw_acquire(slots));
    AW_TRY(aw_acquire(slots));
    AW_TRY(aw_release(slots));
    return aw_release(slots);
}

static void
a_semaphore_tells_how_many_are_free(void **state)
{
    assert_story(share_slots, "Task-1 makes the semaphore slots at line N, with 2 slots.\n"
                              "Task-1 takes a slot of slots, and leaves 1 free.\n"
                              "Task-1 takes the last free slot of slots.\n"
                              "Task-1 gives a slot of slots back: 1 is free.\n"
                              "Task-1 gives the last slot of slots back.\n");
}

static AwValue
wait_event(AwValue event)
{
    return aw_event_wait((AwEvent *) event.u.p);
}

static AwValue
signal_things(AwValue none)
{
    AwEvent *ready = aw_event();
    AwFuture *waiter = aw_spawn(wait_event, ready);

    AW_TRY(aw_sleep(0));
    aw_event_set(ready);
    aw_event_clear(ready);
    return aw_await(waiter);
}

static void
an_event_tells_who_sets_and_clears_it(void **state)
{
    assert_story(signal_things, "Task-1 makes the event ready at line N.\n"
                                "Task-1 sets ready at line N.\n"
                                "Task-1 clears ready at line N.\n");
}

static AwValue
wait_condition(AwValue condition)
{
    AW_HOLD(condition.u.p);
    return aw_condition_wait((AwCondition *) condition.u.p);
}

static AwValue
notify(AwValue none)
{
    AwCondition *changed = aw_condition(NULL);
    AwFuture *waiter = aw_spawn(wait_condition, changed);

    AW_TRY(aw_sleep(0));
    AW_TRY(aw_acquire(changed));
    AW_TRY(aw_notify(changed, 1));
    AW_TRY(aw_release(changed));
    return aw_await(waiter);
}

/* The lock that a condition makes is recorded as the condition. */
static void
a_condition_tells_whom_it_wakes(void **state)
{
    assert_story(notify, "Task-1 makes the condition changed at line N.\n"
                         "The lock of changed is free, so Task-2 takes it at line N.\n"
                         "Task-2 releases the lock of changed at line N, to wait for a notice.\n"
                         "The lock of changed is free, so Task-1 takes it at line N.\n"
                         "Task-1 notifies changed, which wakes 1 task.\n"
                         "Task-1 releases the lock of changed at line N.\n"
                         "Task-2 takes the lock of changed, for which it was first in line.\n"
                         "Task-2 leaves a block, which releases the lock of changed.\n");
}

static AwValue
arrive(AwValue barrier)
{
    return aw_barrier_wait((AwBarrier *) barrier.u.p);
}

static AwValue
meet(AwValue none)
{
    AwBarrier *gate = aw_barrier(2);

    aw_spawn(arrive, gate);
    AW_TRY(aw_barrier_wait(gate));
    AW_TRY(aw_sleep(AW_MS));
    AwFuture *lonely = aw_spawn(arrive, gate);
    AW_TRY(aw_sleep(AW_MS));
    AW_TRY(aw_barrier_reset(gate));
    AW_IGNORE(aw_await(lonely));
    return aw_barrier_abort(gate);
}

/* The condition inside it is not recorded. */
static void
a_barrier_tells_who_is_there(void **state)
{
    assert_story(meet, "Task-1 makes the barrier gate at line N, for 2 tasks.\n"
                       "Task-1 comes to gate: 1 of 2 is there.\n"
                       "Task-2 comes to gate: 2 of 2 are there.\n"
                       "All 2 are there, so gate opens.\n"
                       "Task-2 leaves gate.\n"
                       "Task-1 leaves gate, the last to do so.\n"
                       "Task-3 comes to gate: 1 of 2 is there.\n"
                       "Task-1 resets gate at line N.\n"
                       "Task-3 leaves gate, the last to do so.\n"
                       "Task-1 breaks gate at line N.\n");
}

/* ---- queues ---- */

static AwValue
pass_items(AwValue none)
{
    AwQueue *jobs = aw_queue(.maxsize = 2);

    AW_TRY(aw_queue_put(jobs, "a"));
    AW_TRY(aw_queue_put(jobs, 7));
    AW_TRY(aw_queue_get(jobs));
    AW_TRY(aw_queue_task_done(jobs));
    AW_TRY(aw_queue_get(jobs));
    aw_queue_shutdown(jobs, false);
    return none;
}

static void
a_queue_tells_what_goes_in_and_out(void **state)
{
    assert_story(pass_items, "Task-1 makes the queue jobs at line N, for 2 items.\n"
                             "Task-1 puts 'a' into jobs at line N.\n"
                             "Task-1 puts 7 into jobs at line N.\n"
                             "Task-1 takes 'a' from jobs.\n"
                             "Task-1 marks one item of jobs as done.\n"
                             "Task-1 takes 7, the last in jobs.\n"
                             "Task-1 shuts jobs down at line N.\n");
}

/* What AW_HOLD() releases is released where the block ends, which no macro can name. */
static const struct {
    AwFn fn;
    gsize n_without;
} placed[] = {
    {share_a_lock, 0}, {share_slots, 0}, {signal_things, 0},
    {notify, 1},       {meet, 0},        {pass_items, 0},
};

static void
each_event_has_its_place_in_the_source(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(placed); i++) {
        g_autoptr(Model) model = story_record(placed[i].fn);
        gsize n_without = 0;

        for (gsize event = 0; event < model_n_events(model); event++) {
            TraceKind kind = model_event(model, event)->kind;
            gboolean is_one = kind >= TRACE_LOCK_CREATED && kind <= TRACE_QUEUE_SHUT_DOWN;
            n_without += is_one && !model_site(model, model_event(model, event)->site);
        }
        assert_int_equal(n_without, placed[i].n_without);
    }
}

static void
a_lane_of_a_queue_shows_how_many_are_in_it(void **state)
{
    g_autoptr(Model) model = story_record(pass_items);
    const Track *jobs = g_ptr_array_index(model_tracks(model, TRACE_TRACK_SYNC), 0);
    g_autofree char *two = model_span_label(model, jobs, &g_array_index(jobs->spans, Span, 2));

    assert_string_equal(jobs->name, "jobs");
    assert_string_equal(jobs->detail, "queue(2)");
    assert_string_equal(two, "2 in it");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_queue_says_whether_it_is_full_or_empty),
        cmocka_unit_test(a_lock_tells_who_has_it),
        cmocka_unit_test(who_waits_for_a_lock_says_for_which),
        cmocka_unit_test(a_semaphore_tells_how_many_are_free),
        cmocka_unit_test(an_event_tells_who_sets_and_clears_it),
        cmocka_unit_test(a_condition_tells_whom_it_wakes),
        cmocka_unit_test(a_barrier_tells_who_is_there),
        cmocka_unit_test(a_queue_tells_what_goes_in_and_out),
        cmocka_unit_test(each_event_has_its_place_in_the_source),
        cmocka_unit_test(a_lane_of_a_queue_shows_how_many_are_in_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
