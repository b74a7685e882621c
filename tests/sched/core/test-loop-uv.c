/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-loop-uv.c - the libuv loop under a loop: its descriptors, and what others use it for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <uv.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static int fds[2];

static AwValue
read_one(AwValue none)
{
    char c = 0;

    note("%d", aw_failed(aw_readable(fds[0])));
    ssize_t n = read(fds[0], &c, 1);
    note("read %d %c", (int) n, c);
    note("%d", aw_failed(aw_readable(fds[0]))); /* the other end is gone */
    return none;
}

static AwValue
write_one(AwValue none)
{
    AwFuture *reader = aw_spawn(read_one, none);

    AW_TRY(aw_sleep(AW_MS));
    note("writes %d", (int) write(fds[1], "x", 1));
    AW_TRY(aw_sleep(AW_MS));
    close(fds[1]);
    return aw_await(reader);
}

static void
a_task_waits_for_a_descriptor(void **state)
{
    assert_int_equal(pipe(fds), 0);
    assert_false(aw_failed(play_real(write_one)));
    assert_journal("writes 1\n0\nread 1 x\n0\n");
    close(fds[0]);
}

static AwValue
cancel_reader(AwValue none)
{
    AwFuture *reader = aw_spawn(read_one, none);

    AW_TRY(aw_sleep(AW_MS));
    AwValue wrong = aw_readable(-1);
    note("%s %d", aw_code_name(aw_code(wrong)), aw_errno(wrong) != 0);
    aw_cancel(reader);
    return aw_sleep(AW_MS);
}

static AwValue
read_virtually(AwValue none)
{
    return aw_readable(fds[0]);
}

static void
waiting_for_a_descriptor_can_fail(void **state)
{
    assert_int_equal(pipe(fds), 0);
    assert_false(aw_failed(play_real(cancel_reader)));
    assert_non_null(strstr(journal(), "system error 1\n"));
    assert_int_equal(aw_code(play(read_virtually)), AW_RUNTIME);
    close(fds[0]);
    close(fds[1]);
}

static void
uv_timer_fired(uv_timer_t *timer)
{
    AW_SCOPE();
    AW_IGNORE(aw_set_result(aw_to_future(aw_at(*(AwValue *) timer->data, 0)), aw_str("by libuv")));
}

/* A task waits for a timer of libuv; another handle stays open, and is closed with the loop. */
static AwValue
use_libuv(AwValue none)
{
    static uv_timer_t timer;
    static uv_idle_t idle;
    AwFuture *fired = aw_future();
    AwValue data = aw_list(fired);
    uv_loop_t *uv = aw_loop_uv(aw_running_loop());

    uv_idle_init(uv, &idle);
    uv_timer_init(uv, &timer);
    timer.data = &data;
    uv_timer_start(&timer, uv_timer_fired, 1, 0);
    aw_busy(5 * AW_MS); /* it is due before libuv is asked to sleep */
    note("%s", aw_to_text(AW_TRY(aw_await(fired))));
    return none;
}

static AwValue
ask_for_libuv(AwValue none)
{
    return aw_bool(aw_loop_uv(aw_running_loop()) != NULL);
}

static void
the_libuv_loop_is_there_for_those_who_know_it(void **state)
{
    assert_false(aw_failed(play_real(use_libuv)));
    assert_non_null(strstr(journal(), "by libuv\n"));
    assert_false(aw_to_bool(play(ask_for_libuv)));
}

static void
ask_a_closed_loop(void *data)
{
    AwLoop *loop = aw_loop_new();

    AW_IGNORE(aw_loop_close(loop));
    aw_loop_uv(loop);
}

static void
a_closed_loop_has_none(void **state)
{
    assert_dies(ask_a_closed_loop, NULL, "aw_loop_uv() was given a loop that is closed (at ");
}

/* A busy loop polls as well. */
static AwValue
use_libuv_while_busy(AwValue none)
{
    static uv_timer_t timer;
    AwFuture *fired = aw_future();
    AwValue data = aw_list(fired);

    uv_timer_init(aw_loop_uv(aw_running_loop()), &timer);
    timer.data = &data;
    uv_timer_start(&timer, uv_timer_fired, 1, 0);
    while (!aw_done(fired))
        AW_TRY(aw_sleep(0));
    return none;
}

static void
libuv_gets_its_turn_while_tasks_run(void **state)
{
    assert_false(aw_failed(play_real(use_libuv_while_busy)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_waits_for_a_descriptor),
        cmocka_unit_test(waiting_for_a_descriptor_can_fail),
        cmocka_unit_test(the_libuv_loop_is_there_for_those_who_know_it),
        cmocka_unit_test(a_closed_loop_has_none),
        cmocka_unit_test(libuv_gets_its_turn_while_tasks_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
