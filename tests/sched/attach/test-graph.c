/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-graph.c - who awaits whom, and all tasks [IN1 T8]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/journal.h"

/* Tasks' numbers go on from test to test. */
static const char *
name_of(const AwFuture *future)
{
    const char *name = aw_name(future);

    return !name[0] ? "future" : strncmp(name, "Task-", 5) == 0 ? "main" : name;
}

/* Notes a future and all that await it, a line each. */
static void
note_graph(const AwCallGraph *graph, int depth)
{
    note("%*s%s, %d frames", depth * 2, "", name_of(graph->future), graph->n_frames);
    for (int i = 0; i < graph->n_awaited_by; i++)
        note_graph(graph->awaited_by[i], depth + 1);
}

static AwValue
leaf(AwValue none)
{
    AW_TRY(aw_sleep(AW_MS));
    note_graph(aw_capture_call_graph(NULL), 0);
    return none;
}

static AwValue
await_it(AwValue future)
{
    return aw_await(aw_to_future(future));
}

/* ---- each kind of edge ---- */

static AwValue
await_plainly(AwValue none)
{
    AwFuture *inner = aw_spawn(leaf, 0, .name = "leaf");
    AwFuture *outer = aw_spawn(await_it, inner, .name = "outer");

    aw_spawn(await_it, inner, .name = "other");
    return aw_await(outer);
}

static void
awaiters_come_in_the_order_they_began(void **state)
{
    play(await_plainly);
    assert_journal("1 leaf, 1 frames\n1   outer, 1 frames\n1     main, 1 frames\n"
                   "1   other, 1 frames\n");
}

static AwValue
await_through(AwValue none)
{
    AwFuture *first = aw_spawn(leaf, 0, .name = "gathered");
    AW_TRY(aw_await(aw_gather(AW_FUTURES(first))));

    AwFuture *second = aw_spawn(leaf, 0, .name = "waited");
    AW_TRY(aw_wait(AW_FUTURES(second)));

    AwFuture *third = aw_spawn(leaf, 0, .name = "shielded");
    AW_TRY(aw_await(aw_shield(third)));

    AwGroup *group = aw_group();
    AW_WITH (group) {
        aw_group_spawn(group, leaf, 0, .name = "grouped");
    }
    AW_TRY(aw_outcome(group));
    return aw_wait_for(aw_spawn(leaf, 0, .name = "timed"), AW_SECOND);
}

static void
gather_wait_shield_group_and_wait_for_are_edges(void **state)
{
    play(await_through);
    assert_journal("1 gathered, 1 frames\n1   future, 0 frames\n1     main, 1 frames\n"
                   "2 waited, 1 frames\n2   main, 1 frames\n"
                   "3 shielded, 1 frames\n3   future, 0 frames\n3     main, 1 frames\n"
                   "4 grouped, 1 frames\n4   main, 1 frames\n"
                   "5 timed, 1 frames\n5   main, 1 frames\n");
}

static AwValue
say_edges(AwValue none)
{
    AwFuture *future = aw_future(), *waiter = aw_future();

    aw_future_add_to_awaited_by(future, waiter);
    aw_future_add_to_awaited_by(future, waiter);
    note("added: %d", aw_capture_call_graph(future)->n_awaited_by);
    aw_future_discard_from_awaited_by(future, waiter);
    note("discarded: %d", aw_capture_call_graph(future)->n_awaited_by);
    aw_future_add_to_awaited_by(future, waiter);
    AW_IGNORE(aw_set_result(future, none));
    note("done: %d", aw_capture_call_graph(future)->n_awaited_by);
    aw_future_add_to_awaited_by(future, waiter);
    note("added when done: %d", aw_capture_call_graph(future)->n_awaited_by);
    return none;
}

static void
edges_of_ones_own_are_there_until_it_is_done(void **state)
{
    play(say_edges);
    assert_journal("0 added: 1\n0 discarded: 0\n0 done: 0\n0 added when done: 0\n");
}

/* ---- where a task stands ---- */

static AwValue
nap(AwValue none)
{
    return aw_sleep(AW_SECOND);
}

static AwValue
deep(AwValue none)
{
    AW_TRY(aw_call(nap, 0));
    return none;
}

static AwValue
look_at_frames(AwValue none)
{
    AwFuture *sleeper = aw_spawn(deep, 0, .name = "sleeper");

    note("unstarted: %d", aw_capture_call_graph(sleeper)->n_frames);
    AW_TRY(aw_sleep(0));
    AwCallGraph *graph = aw_capture_call_graph(sleeper);
    for (int i = 0; i < graph->n_frames; i++)
        note("%s: %s", graph->call_stack[i]->function, graph->call_stack[i]->name);
    note("innermost: %s", aw_capture_call_graph(sleeper, .limit = 1)->call_stack[0]->function);
    note("outermost: %s", aw_capture_call_graph(sleeper, .limit = -1)->call_stack[0]->function);
    note("left out: %s", aw_capture_call_graph(sleeper, .depth = 1)->call_stack[0]->function);
    note("all left out: %d", aw_capture_call_graph(sleeper, .depth = 9)->n_frames);
    note("here: %s", aw_capture_call_graph(NULL)->call_stack[0]->function);
    aw_cancel(sleeper);
    AW_IGNORE(aw_await(sleeper));
    note("done: %d", aw_capture_call_graph(sleeper)->n_frames);
    return none;
}

static void
frames_go_from_the_wait_outwards(void **state)
{
    play(look_at_frames);
    assert_journal("0 unstarted: 0\n0 nap: sleep\n0 deep: nap\n0 innermost: nap\n"
                   "0 outermost: deep\n0 left out: deep\n0 all left out: 0\n"
                   "0 here: look_at_frames\n0 done: 0\n");
}

/* ---- as text ---- */

/* Text without the names of files and the numbers of lines. */
static void
note_text(AwValue text)
{
    char line[200];
    const char *at = aw_to_text(text);

    while (*at) {
        size_t size = strcspn(at, "\n");
        snprintf(line, sizeof line, "%.*s", (int) size, at);
        char *file = strstr(line, "File '"), *in = strstr(line, ", in ");
        if (file && in)
            memmove(file, in + 2, strlen(in + 2) + 1);
        note("%s", line);
        at += size + (at[size] == '\n');
    }
}

static AwValue
write_text(AwValue none)
{
    AwFuture *sleeper = aw_spawn(nap, 0, .name = "sleeper");

    aw_spawn(await_it, aw_gather(AW_FUTURES(sleeper)), .name = "outer");
    AW_TRY(aw_sleep(0));
    note_text(AW_TRY(aw_format_call_graph(sleeper)));
    return none;
}

static void
a_graph_reads_as_a_tree(void **state)
{
    play(write_text);
    assert_journal("0 * Task(name='sleeper')\n0   + Call stack:\n0   |   in nap()\n"
                   "0   + Awaited by:\n0     * Future(name='gather')\n0       + Awaited by:\n"
                   "0         * Task(name='outer')\n0           + Call stack:\n"
                   "0           |   in await_it()\n");
}

static AwFuture *round_trip[2];

static AwValue
await_the_other(AwValue i)
{
    return aw_await(round_trip[1 - aw_to_int(i)]);
}

static AwValue
deadlock(AwValue none)
{
    round_trip[0] = aw_spawn(await_the_other, 0, .name = "hen");
    round_trip[1] = aw_spawn(await_the_other, 1, .name = "egg");
    AW_TRY(aw_sleep(0));
    AwCallGraph *hen = aw_capture_call_graph(round_trip[0]);
    note("cycle: %d", hen->awaited_by[0]->awaited_by[0] == hen);
    note_text(AW_TRY(aw_format_call_graph(round_trip[0], .depth = 1)));
    return none;
}

static void
a_cycle_ends(void **state)
{
    play(deadlock);
    assert_non_null(strstr(journal(), "0 cycle: 1\n0 * Task(name='hen')\n0   + Awaited by:\n"
                                      "0     * Task(name='egg')\n0       + Call stack:\n"
                                      "0       |   in await_the_other()\n0       + Awaited by:\n"
                                      "0         * Task(name='hen'), as above\n"));
}

static AwValue
await_next(AwValue depth)
{
    AwFuture *inner = aw_to_int(depth) ? aw_spawn(await_next, aw_to_int(depth) - 1) : NULL;

    if (inner)
        return aw_await(inner);
    AwValue text = AW_TRY(aw_format_call_graph(NULL));
    note("%d", aw_len(text) > 1000);
    return depth;
}

static void
a_deep_chain_is_no_deep_recursion(void **state)
{
    AwValue v = aw_run(await_next, 3000, .clock = AW_CLOCK_VIRTUAL);

    assert_false(aw_failed(v));
}

static AwValue
print_graph(AwValue none)
{
    aw_print_call_graph(NULL);
    return none;
}

static void
in_a_callback_there_is_none(void *data)
{
    note("%d %d", aw_capture_call_graph(NULL) == NULL,
         aw_is(aw_format_call_graph(NULL), AW_K_NONE));
    aw_print_call_graph(NULL);
}

static AwValue
ask_in_callback(AwValue none)
{
    aw_call_soon(in_a_callback_there_is_none, NULL);
    AW_TRY(aw_sleep(AW_MS));
    return aw_call(print_graph, 0);
}

static void
outside_of_tasks_there_is_no_graph(void **state)
{
    assert_false(aw_failed(play(ask_in_callback)));
    assert_journal("0 1 1\n");
}

/* ---- all tasks ---- */

static AwValue
list_tasks(AwValue none)
{
    AwFuture *done = aw_spawn(leaf, 0, .name = "done");

    AW_TRY(aw_await(done));
    aw_spawn(nap, 0, .name = "second");
    aw_spawn(nap, 0, .name = "third");
    journal_clear();
    AwValue all = AW_TRY(aw_all_tasks());
    for (size_t i = 0; i < aw_len(all); i++)
        note("%s", name_of(aw_to_future(aw_at(all, i))));
    return none;
}

static void
all_tasks_are_those_not_done(void **state)
{
    play(list_tasks);
    assert_journal("1 main\n1 second\n1 third\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(awaiters_come_in_the_order_they_began),
        cmocka_unit_test(gather_wait_shield_group_and_wait_for_are_edges),
        cmocka_unit_test(edges_of_ones_own_are_there_until_it_is_done),
        cmocka_unit_test(frames_go_from_the_wait_outwards),
        cmocka_unit_test(a_graph_reads_as_a_tree),
        cmocka_unit_test(a_cycle_ends),
        cmocka_unit_test(a_deep_chain_is_no_deep_recursion),
        cmocka_unit_test(outside_of_tasks_there_is_no_graph),
        cmocka_unit_test(all_tasks_are_those_not_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
