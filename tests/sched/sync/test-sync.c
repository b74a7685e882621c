/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-sync.c - what a recording tells of locks, queues, blocks and combinators, in sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/trace/file.h"
#include "tests/support/journal.h"
#include "ui/model/model.h"

static Model *
record(AwFn fn)
{
    char path[] = "/tmp/test-sync-XXXXXX", why[200];
    Model *model = model_new();

    close(mkstemp(path));
    AW_IGNORE(aw_record_start(&(AwRecordOptions){.path = path}));
    AW_IGNORE(play(fn));
    AW_IGNORE(aw_record_stop());
    assert_int_equal(trace_read_file(path, model_sink(), model, why, sizeof why), TRACE_WHOLE);
    unlink(path);
    return model;
}

/* Without the event's number, its time, and the place in the source. */
static char *
bare_sentence(const Model *model, gsize event)
{
    g_autofree char *words = model_describe(model, event);
    const TraceSite *site = model_site(model, model_event(model, event)->site);
    g_autofree char *place = site ? g_strdup_printf(", %s line %u", site->file, site->line) : NULL;

    if (place && g_str_has_suffix(words, place))
        words[strlen(words) - strlen(place)] = '\0';
    return g_strdup(strstr(words, ": ") + 2);
}

/* The sentences about locks, queues and the like, one a line. */
static char *
story_of(const Model *model)
{
    GString *story = g_string_new(NULL);

    for (gsize i = 0; i < model_n_events(model); i++) {
        if (model_event(model, i)->kind < TRACE_LOCK_CREATED)
            continue;
        g_autofree char *sentence = bare_sentence(model, i);
        g_string_append_printf(story, "%s\n", sentence);
    }
    return g_string_free(story, FALSE);
}

static void
assert_story(AwFn fn, const char *expected)
{
    g_autoptr(Model) model = record(fn);
    g_autofree char *story = story_of(model);

    assert_string_equal(story, expected);
}

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
    assert_story(share_a_lock, "printer is made by Task-1\n"
                               "Task-2 is awaited by gather(2)\n"
                               "Task-3 is awaited by gather(2)\n"
                               "printer is taken by Task-2\n"
                               "printer is released by Task-2\n"
                               "printer is taken by Task-3\n"
                               "gather(2) sees Task-2 end; 1 to go\n"
                               "printer is released by Task-3\n"
                               "gather(2) sees Task-3 end; 0 to go\n");
}

static void
assert_label(const Model *model, guint32 task, TraceKind kind, const char *expected)
{
    const Track *track = g_ptr_array_index(model_tracks(model, TRACE_TRACK_TASK), task - 1);

    for (guint i = 0; i < track->spans->len; i++) {
        const Span *span = &g_array_index(track->spans, Span, i);
        if (model_event(model, span->begin)->kind != kind)
            continue;
        g_autofree char *label = model_span_label(model, track, span);
        assert_string_equal(label, expected);
        return;
    }
    fail_msg("Task-%u has no such span", task);
}

static char *
sentence_of(const Model *model, TraceKind kind, guint32 track)
{
    gsize i = 0;

    while (model_event(model, i)->kind != kind || model_event(model, i)->subject != track)
        i++;
    return bare_sentence(model, i);
}

static void
who_waits_for_a_lock_says_for_which(void **state)
{
    g_autoptr(Model) model = record(share_a_lock);
    const Track *second = g_ptr_array_index(model_tracks(model, TRACE_TRACK_TASK), 2);
    const Track *printer = g_ptr_array_index(model_tracks(model, TRACE_TRACK_SYNC), 0);
    g_autofree char *holder =
        model_span_label(model, printer, &g_array_index(printer->spans, Span, 1));

    assert_label(model, 3, TRACE_TASK_AWAIT, "await acquire(printer)");
    assert_string_equal(second->detail, "use(printer)");
    assert_string_equal(printer->detail, "lock");
    assert_string_equal(holder, "T-2");
    g_autofree char *sentence = sentence_of(model, TRACE_TASK_AWAIT, second->id);
    assert_string_equal(sentence, "Task-3 waits for acquire(printer), which Task-2 has");
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
    assert_story(share_slots, "slots is made by Task-1; 2 free\n"
                              "slots gives a slot to Task-1; 1 free\n"
                              "slots gives a slot to Task-1; 0 free\n"
                              "slots gets a slot back from Task-1; 1 free\n"
                              "slots gets its last slot back from Task-1; 2 free\n");
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
    assert_story(signal_things, "ready is made by Task-1\n"
                                "ready is set by Task-1\n"
                                "ready is cleared by Task-1\n");
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
    assert_story(notify, "changed is made by Task-1\n"
                         "changed is taken by Task-2\n"
                         "changed is released by Task-2\n"
                         "changed is taken by Task-1\n"
                         "changed is notified by Task-1: wakes 1\n"
                         "changed is released by Task-1\n"
                         "changed is taken by Task-2\n"
                         "changed is released by Task-2\n");
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
    assert_story(meet, "gate is made by Task-1 for 2\n"
                       "gate is reached by Task-1; 1 there\n"
                       "gate is reached by Task-2; 2 there\n"
                       "gate is opened by Task-2, the last of 2\n"
                       "gate is left by Task-2; 1 there\n"
                       "gate is empty again: Task-1 left last\n"
                       "gate is reached by Task-3; 1 there\n"
                       "gate is reset by Task-1\n"
                       "gate is empty again: Task-3 left last\n"
                       "gate is broken by Task-1\n");
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
    assert_story(pass_items, "jobs is made by Task-1\n"
                             "jobs gets 'a' from Task-1; 1 in it\n"
                             "jobs gets 7 from Task-1; 2 in it\n"
                             "jobs gives 'a' to Task-1; 1 in it\n"
                             "jobs hears from Task-1 that an item is done; 1 to go\n"
                             "jobs gives 7 to Task-1; 0 in it\n"
                             "jobs is shut down by Task-1; 0 in it\n");
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
        g_autoptr(Model) model = record(placed[i].fn);
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
    g_autoptr(Model) model = record(pass_items);
    const Track *jobs = g_ptr_array_index(model_tracks(model, TRACE_TRACK_SYNC), 0);
    g_autofree char *two = model_span_label(model, jobs, &g_array_index(jobs->spans, Span, 2));

    assert_string_equal(jobs->name, "jobs");
    assert_string_equal(jobs->detail, "queue(2)");
    assert_string_equal(two, "2 in it");
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
    assert_story(run_out_of_time, "limit is entered by Task-1; 1 s to go\n"
                                  "limit is moved by Task-1; 1 ms to go\n"
                                  "limit is over, and cancels Task-1\n"
                                  "Task-1 takes a cancel request back; 0 left\n"
                                  "limit turns the cancellation of Task-1 into a timeout\n"
                                  "Lock-1 is made by Task-1\n"
                                  "wait_for is entered by Task-1; 1 s to go\n"
                                  "Lock-1 is taken by Task-2\n"
                                  "Lock-1 is released by Task-2\n"
                                  "wait_for is left by Task-1\n");
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
    g_autoptr(Model) model = record(break_a_group);
    g_autofree char *story = story_of(model);

    assert_string_equal(story, "crew is entered by Task-1\n"
                               "Lock-1 is made by Task-1\n"
                               "crew takes in Task-2; 1 in it\n"
                               "crew takes in Task-3; 2 in it\n"
                               "Lock-1 is taken by Task-2\n"
                               "crew sees Task-3 end; 1 in it\n"
                               "crew cancels its tasks because of Task-3\n"
                               "crew sees Task-2 end; 0 in it\n"
                               "Task-1 takes a cancel request back; 0 left\n"
                               "crew fails: 1 of the group's tasks failed\n");
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
    assert_story(combine, "results is made by Task-1; 2 to come\n"
                          "results hands out Task-2; 1 to come\n"
                          "results is over; 1 too late\n"
                          "results hands out next; 0 to come\n"
                          "results has handed out all\n"
                          "shield(Task-3) shields Task-3\n"
                          "Task-4 is awaited by Task-1\n"
                          "wait(1 task) sees Task-4 end; 0 to go\n");
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
    assert_story(set_a_variable, "Task-1 sets user = 'ann'\n"
                                 "Task-2 starts at once, inside Task-1\n"
                                 "Loop: shuts a pool down\n");
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
    assert_story(call_from_outside, "Loop: takes a call from outside\n");
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
    g_autoptr(Model) model = record(wait_since_ever);
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
        cmocka_unit_test(a_timeout_tells_when_it_is_over),
        cmocka_unit_test(a_group_tells_why_it_gives_up),
        cmocka_unit_test(combinators_tell_of_each_member),
        cmocka_unit_test(variables_and_eager_starts_are_told),
        cmocka_unit_test(a_call_from_outside_is_told),
        cmocka_unit_test(a_deadline_long_ago_is_told_as_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
