/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-report.c - what is reported where nobody waits for a result says where it comes from, in one
 * line. #line gives the programs places that stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/recorded.h"

/* clang-format off */
#line 10 "shop.c"
static AwValue look_up(AwValue none) { AW_TRY(aw_sleep(AW_MS));
    return aw_error(AW_ERROR, "service failed"); }
static AwValue drop_failed(AwValue none) {
    aw_spawn(look_up, none, .name = "F");
    return aw_sleep(2 * AW_MS); }

#line 20 "shop.c"
static AwValue drop_future(AwValue none) {
    AwFuture *future = aw_future();
    AW_IGNORE(aw_set_result(future, aw_error(AW_ERROR, "unseen")));
    return none; }

#line 30 "shop.c"
static AwValue drop_coroutine(AwValue none) {
    AW_IGNORE(aw_object(aw_coro(look_up, none)));
    return none; }

#line 40 "shop.c"
static AwValue refuse(AwValue none) { AW_IGNORE(aw_list(aw_sleep(AW_SECOND)));
    return aw_await(aw_future()); }
static AwValue leave_refusing(AwValue none) {
    aw_spawn(refuse, none, .name = "R");
    return aw_sleep(AW_MS); }

#line 50 "shop.c"
static AwValue fail_at_end(AwValue none) { AW_IGNORE(aw_list(aw_sleep(AW_SECOND)));
    return aw_error(AW_ERROR, "no clean end"); }
static AwValue leave_failing(AwValue none) {
    aw_spawn(fail_at_end, none);
    return aw_sleep(AW_MS); }

#line 60 "shop.c"
static AwValue cancel_shield(AwValue none) {
    AwFuture *outer = aw_shield(aw_spawn(look_up, none));
    aw_cancel(outer);
    return aw_sleep(2 * AW_MS); }

#line 70 "shop.c"
static void complain(void *data) {
    aw_unhandled(aw_error(AW_VALUE, "odd data")); }
static AwValue call_back(AwValue none) {
    aw_call_soon(complain, NULL);
    return aw_sleep(AW_MS); }

#line 80 "shop.c"
static AwValue leave_block(AwValue none) {
    AwTimeout *limit = aw_timeout(AW_SECOND);
    AW_WITH (limit)
        return none;
    return none; }

#line 90 "shop.c"
static AwValue fail_group(AwValue none) {
    AwGroup *group = aw_group();
    AW_WITH (group)
        aw_group_spawn(group, look_up, none);
    return aw_outcome(group); }

#line 100 "shop.c"
static AwValue fail_itself(AwValue none) {
    return aw_error(AW_ERROR, "out of luck"); }
static AwValue in_line(AwValue none) {
    AW_IGNORE(aw_object(aw_spawn(fail_itself, none))); return aw_sleep(AW_MS); }

#line 110 "shop.c"
static AwValue leave_group(AwValue none) {
    AwGroup *crew = aw_group();
    AW_WITH (crew)
        return none;
    return none; }
static AwValue leave_failing_group(AwValue none) {
    AwGroup *crew = aw_group();
    AW_WITH (crew) {
        aw_group_spawn(crew, fail_at_end, none); AW_IGNORE(aw_sleep(AW_MS)); return none; }
    return none; }

#line 120 "shop.c"
static AwValue fail_in_body(AwValue none) {
    AwGroup *crew = aw_group();
    AW_WITH (crew)
        AW_CHECK(crew, fail_itself(none));
    return aw_outcome(crew); }

#line 130 "shop.c"
static AwValue fail_both(AwValue none) {
    AwGroup *crew = aw_group();
    AW_WITH (crew) {
        aw_group_spawn(crew, fail_at_end, none);
        AW_CHECK(crew, aw_sleep(AW_MS));
        AW_CHECK(crew, fail_itself(none)); }
    return aw_outcome(crew); }

#line 140 "shop.c"
static AwValue leave_call(AwValue none) {
    return aw_wait_for_call(AW_TRY(aw_error(AW_ERROR, "left")), AW_MS); }
static AwValue go_on_after_call(AwValue none) { AW_IGNORE(aw_call(leave_call, none));
    return aw_sleep(2 * AW_MS); } /* nothing of the timeout is left */

#line 150 "shop.c"
static AwValue wait_long(AwValue none) { return aw_wait_for(aw_future(), AW_SECOND); }
static AwValue wait_in_block(AwValue none) {
    AwTimeout *limit = aw_timeout(AW_SECOND);
    AW_WITH (limit)
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    return aw_outcome(limit); }
static AwValue leave_waiting(AwValue none) {
    aw_spawn(wait_long, none, .name = "L"); aw_spawn(wait_in_block, none, .name = "B");
    return aw_sleep(AW_MS); }

#line 160 "shop.c"
static AwValue cancel_child(AwValue none) {
    AwFuture *child = aw_spawn(look_up, none), *both = aw_gather(AW_FUTURES(child));
    AW_TRY(aw_sleep(0)); aw_cancel(child); (void) both;
    return aw_sleep(AW_MS); }
/* clang-format on */

#line 134 "test-report.c"
/* What aw_exit_status() says begins with the program's name. */
static const struct {
    AwFn main;
    const char *says;
} programs[] = {
    {drop_failed, "aw: F failed and nobody looked: service failed"
                  " (at shop.c:11, made at shop.c:13)\n"},
    {drop_future,
     "aw: future failed and nobody looked: unseen (at shop.c:22, made at shop.c:21)\n"},
    {drop_coroutine, "aw: look_up was never awaited (made at shop.c:31)\n"},
    {leave_refusing, "aw: R was still pending when its loop closed"
                     " (at shop.c:41, made at shop.c:43)\n"},
    {leave_failing, "aw: a task failed while the run was ending: no clean end"
                    " (at shop.c:51, made at shop.c:53)\n"},
    {cancel_shield, "aw: a shielded future failed: service failed"
                    " (at shop.c:11, made at shop.c:61)\n"},
    {call_back, "aw: a callback failed: odd data (at shop.c:71)\n"},
    {leave_block, "aw: a block was left by return, break or goto (made at shop.c:82)\n"},
    {fail_group,
     "test-report: group failed: 1 of the group's tasks failed, at shop.c:11: service failed"
     " (at shop.c:92)\n"},
    {fail_itself, "test-report: error: out of luck (at shop.c:101)\n"},
    {in_line, "aw: Task-2 failed and nobody looked: out of luck"
              " (at shop.c:101, made at shop.c:103)\n"},
    {leave_group, "aw: a block was left by return, break or goto (made at shop.c:112)\n"},
    {leave_failing_group,
     "aw: a block was left by return, break or goto (made at shop.c:117)\n"
     "aw: nobody looked at the outcome of a block, aw_outcome(crew): the group's body and 1 of its "
     "tasks failed, the first at shop.c:51: no clean end (at shop.c:117)\n"},
    {go_on_after_call,
     "aw: aw_wait_for_call() was left by return, break or goto (made at shop.c:141)\n"},
    {cancel_child,
     "aw: gather failed and nobody looked: cancelled (at shop.c:162, made at shop.c:161)\n"},
    {fail_in_body, "test-report: group failed: the group's body failed, at shop.c:101: out of luck"
                   " (at shop.c:122)\n"},
    {fail_both, "test-report: group failed: the group's body and 1 of its tasks failed, the first "
                "at shop.c:51: no clean end (at shop.c:132)\n"},
};

static void
be_program(void *fn)
{
    _exit(aw_exit_status(aw_run((AwFn) fn, AW_NONE, .clock = AW_CLOCK_VIRTUAL)));
}

static void
every_report_says_where_it_comes_from(void **state)
{
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        in_child(be_program, (void *) programs[i].main);
        size_t n = strlen(programs[i].says);
        if (strncmp(child_said(), programs[i].says, n) || strstr(child_said() + n, "aw: "))
            fail_msg("'%s' was said, not '%s'", child_said(), programs[i].says);
    }
}

/* Of blocks that tasks were in, nobody could look at the outcome. */
static void
close_too_early(void *none)
{
    AwLoop *loop = aw_loop_new();

    AW_IGNORE(aw_loop_run(loop, leave_waiting, AW_NONE));
    AW_IGNORE(aw_loop_close(loop));
}

static void
tasks_that_are_dropped_are_told_without_their_blocks(void **state)
{
    in_child(close_too_early, NULL);
    assert_string_equal(child_said(), "aw: L was still pending when its loop closed"
                                      " (at shop.c:150, made at shop.c:157)\n"
                                      "aw: B was still pending when its loop closed"
                                      " (at shop.c:154, made at shop.c:157)\n");
}

static void
so_does_its_event(void **state)
{
    record(drop_coroutine);
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_non_null(strstr(journal(), "EXCEPTION look_up was never awaited (made at shop.c:31)"));
    assert_string_equal(got.site, "shop.c:31 look_up");
}

/* A handler of the program's own gets them, too. */
static AwReport heard;

static void
hear(const AwReport *report, void *at)
{
    heard = *report;
    *(AwSite *) at = *report->at;
}

static AwValue
drop_heard(AwValue at)
{
    aw_set_exception_handler(aw_running_loop(), hear, aw_to_pointer(at));
    AW_TRY(aw_call(drop_failed, AW_NONE));
    return AW_NONE;
}

static void
a_handler_gets_the_places(void **state)
{
    AwSite at;

    assert_false(aw_failed(aw_run(drop_heard, (void *) &at, .clock = AW_CLOCK_VIRTUAL)));
    assert_int_equal(heard.made->line, 13);
    assert_int_equal(at.line, 11);
    assert_string_equal(at.file, "shop.c");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_report_says_where_it_comes_from),
        cmocka_unit_test(tasks_that_are_dropped_are_told_without_their_blocks),
        cmocka_unit_test(so_does_its_event),
        cmocka_unit_test(a_handler_gets_the_places),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
