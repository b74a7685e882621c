/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-readable.c - waiting for descriptors [IO]: closed ones, their numbers used again, several
 * tasks for one. */
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static int pair[2]; /* what the first is told is written to the second */

static int
open_pair(void **state)
{
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair);
}

static int
close_pair(void **state)
{
    close(pair[0]);
    close(pair[1]);
    return 0;
}

static void
tell(int fd, const char *byte)
{
    if (write(fd, byte, 1) != 1)
        note("not written");
}

/* Waits for descriptor `fd` and notes the byte or the error. */
static AwValue
reader(AwValue fd)
{
    AwValue v = aw_readable((int) aw_to_int(fd));
    char byte = '-';

    if (aw_failed(v))
        note("%s: %s %d: %s", aw_name(aw_current_task()), aw_code_name(aw_code(v)), aw_errno(v),
             aw_message(v));
    else if (read((int) aw_to_int(fd), &byte, 1) == 1)
        note("%s: %c", aw_name(aw_current_task()), byte);
    return AW_NONE;
}

static AwValue
writer(AwValue fd)
{
    note("%s: %d", aw_name(aw_current_task()), aw_failed(aw_writable((int) aw_to_int(fd))));
    return AW_NONE;
}

/* Writes until nothing more fits. */
static void
fill(int fd)
{
    char much[4096] = "";

    while (send(fd, much, sizeof much, MSG_DONTWAIT) > 0)
        ;
}

static void
assert_plays(AwFn fn, const char *expected)
{
    assert_false(aw_failed(play_real(fn)));
    assert_string_equal(journal(), expected);
}

/* ---- closed ---- */

static AwValue
close_while_one_waits(AwValue none)
{
    AwFuture *task = aw_spawn(reader, pair[0], .name = "reader");

    AW_TRY(aw_sleep(0));
    close(pair[0]);
    AW_TRY(aw_sleep(AW_MS));
    note("the loop goes on: %d", aw_done(task));
    aw_cancel(task);
    return aw_sleep(0);
}

static void
a_descriptor_is_closed_while_a_task_waits(void **state)
{
    assert_false(aw_failed(play_real(close_while_one_waits)));
    assert_non_null(strstr(journal(), "the loop goes on: 0\n"));
    assert_non_null(strstr(journal(), "reader: cancelled"));
}

/* Nothing else would ever happen. */
static AwValue
close_and_wait(AwValue none)
{
    AwFuture *task = aw_spawn(reader, pair[0], .name = "reader");

    AW_TRY(aw_sleep(0));
    close(pair[0]);
    return aw_await(task);
}

static void
who_waits_for_what_was_closed_is_told_some_time(void **state)
{
    char expected[160];

    snprintf(expected, sizeof expected,
             "reader: system error %d: descriptor %d: closed while a task waited for it\n", EBADF,
             pair[0]);
    assert_plays(close_and_wait, expected);
}

/* The number that was closed last is the first to be given out: it becomes one end of another pair.
 * Returns the other end. */
static int
close_and_use_again(int fd)
{
    int other[2];

    close(fd);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, other) || other[0] != fd)
        note("another number");
    return other[1];
}

/* Nobody waits for the new file. */
static AwValue
use_number_for_another_file(AwValue none)
{
    int fd = pair[0];
    AwFuture *old = aw_spawn(reader, fd, .name = "old");

    AW_TRY(aw_sleep(0));
    int other = close_and_use_again(fd);
    AW_TRY(aw_await(old));
    close(other);
    return none;
}

static void
a_number_that_means_another_file_is_noticed(void **state)
{
    assert_false(aw_failed(play_real(use_number_for_another_file)));
    assert_non_null(strstr(journal(), ": closed while a task waited for it\n"));
}

static AwValue
tell_late(AwValue none)
{
    AwFuture *task = aw_spawn(reader, pair[0], .name = "reader");

    AW_TRY(aw_sleep(AW_SECOND));
    note("the loop has looked at it: %d", aw_done(task));
    tell(pair[1], "x");
    return aw_await(task);
}

static void
an_open_descriptor_is_waited_for_however_long(void **state)
{
    assert_plays(tell_late, "the loop has looked at it: 0\nreader: x\n");
}

static AwValue
use_number_again(AwValue none)
{
    int fd = pair[0];
    AwFuture *old = aw_spawn(reader, fd, .name = "old");

    AW_TRY(aw_sleep(AW_MS));
    int other = close_and_use_again(fd);
    AwFuture *new = aw_spawn(reader, fd, .name = "new");
    AW_TRY(aw_sleep(AW_MS));
    note("old: %d, new: %d", aw_done(old), aw_done(new));
    tell(other, "n");
    AW_TRY(aw_await(new));
    close(other);
    return none;
}

static void
who_waits_for_a_number_gets_what_it_is_now(void **state)
{
    char expected[160];

    snprintf(expected, sizeof expected,
             "old: system error %d: descriptor %d: closed while a task waited for it\n"
             "old: 1, new: 0\nnew: n\n",
             EBADF, pair[0]);
    assert_plays(use_number_again, expected);
}

/* The file is still open under another number, and epoll goes on telling of it. */
static AwValue
close_one_of_two(AwValue none)
{
    int fd = pair[0], kept = dup(fd);
    AwFuture *old = aw_spawn(reader, fd, .name = "old");

    AW_TRY(aw_sleep(AW_MS));
    int other = close_and_use_again(fd);
    AwFuture *new = aw_spawn(reader, fd, .name = "new");
    AW_TRY(aw_sleep(0));
    tell(pair[1], "o");
    AW_TRY(aw_sleep(AW_MS));
    note("old: %d, new: %d", aw_done(old), aw_done(new));
    tell(other, "n");
    AW_TRY(aw_await(new));
    close(kept);
    close(other);
    return none;
}

static void
what_a_duplicate_gets_is_for_nobody_else(void **state)
{
    assert_false(aw_failed(play_real(close_one_of_two)));
    assert_non_null(strstr(journal(), "old: 1, new: 0\n"));
    assert_non_null(strstr(journal(), "new: n\n"));
}

static AwValue
wait_for_no_descriptor(AwValue none)
{
    note("%d", aw_errno(aw_readable(-1)));
    note("%d", aw_errno(aw_readable(1 << 30)));
    close(pair[0]);
    note("%d", aw_errno(aw_readable(pair[0])));
    return none;
}

/* What the loop opens at the first wait has this number. */
static AwValue
wait_first_for_no_descriptor(AwValue none)
{
    int fd = dup(0);

    close(fd);
    note("%d", aw_errno(aw_readable(fd)));
    return none;
}

static void
a_number_that_is_no_descriptor_is_an_error(void **state)
{
    char expected[40];

    snprintf(expected, sizeof expected, "%d\n", EBADF);
    assert_plays(wait_first_for_no_descriptor, expected);

    snprintf(expected, sizeof expected, "%d\n%d\n%d\n", EBADF, EBADF, EBADF);
    assert_plays(wait_for_no_descriptor, expected);
}

/* ---- several tasks ---- */

/*  first            second
 *  readable()       -
 *  fails            readable()
 *                   gets "x", and later "y"
 */
static AwValue
two_read(AwValue none)
{
    AwFuture *first = aw_spawn(reader, pair[0], .name = "first");

    AW_TRY(aw_sleep(AW_MS));
    AwFuture *second = aw_spawn(reader, pair[0], .name = "second");
    AW_TRY(aw_sleep(AW_MS));
    note("first: %d, second: %d", aw_done(first), aw_done(second));
    tell(pair[1], "x");
    AW_TRY(aw_await(second));
    tell(pair[1], "y");
    return aw_call(reader, pair[0]);
}

static void
the_last_of_two_readers_gets_it(void **state)
{
    assert_false(aw_failed(play_real(two_read)));
    assert_non_null(strstr(journal(), "first: runtime error 0: descriptor "));
    assert_non_null(strstr(journal(), ": another task waits for it now, since "));
    assert_non_null(strstr(journal(), "first: 1, second: 0\n"));
    assert_non_null(strstr(journal(), "second: x\n"));
    assert_non_null(strstr(journal(), ": y\n"));
}

static AwValue
read_and_write(AwValue none)
{
    AwFuture *reads = aw_spawn(reader, pair[0], .name = "reads"),
             *writes = aw_spawn(writer, pair[0], .name = "writes");

    AW_TRY(aw_await(writes));
    note("reads: %d", aw_done(reads));
    tell(pair[1], "x");
    AW_TRY(aw_await(reads));
    return none;
}

static void
one_reads_while_another_writes(void **state)
{
    assert_plays(read_and_write, "writes: 0\nreads: 0\nreads: x\n");
}

static AwValue
cancel_one_of_two(AwValue none)
{
    char much[4096];
    AwFuture *reads = aw_spawn(reader, pair[0], .name = "reads");

    fill(pair[0]);
    AwFuture *writes = aw_spawn(writer, pair[0], .name = "writes");
    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(reads);
    AW_TRY(aw_sleep(0));
    note("writes: %d", aw_done(writes));
    while (recv(pair[1], much, sizeof much, MSG_DONTWAIT) > 0)
        ;
    return aw_await(writes);
}

static void
a_cancelled_reader_leaves_the_writer_waiting(void **state)
{
    assert_plays(cancel_one_of_two, "reads: cancelled 0: \nwrites: 0\nwrites: 0\n");
}

static AwValue
wait_for_the_other_end(AwValue none)
{
    fill(pair[0]);
    AwFuture *writes = aw_spawn(writer, pair[0], .name = "writes");
    AW_TRY(aw_sleep(AW_MS));
    close(pair[1]);
    return aw_await(writes);
}

static void
who_waits_to_write_hears_that_nobody_reads(void **state)
{
    assert_plays(wait_for_the_other_end, "writes: 0\n");
}

/* ---- many, and other kinds ---- */

enum { MANY = 200 };
static int many[MANY][2];

static AwValue
take_one(AwValue i)
{
    char byte;

    AW_TRY(aw_readable(many[aw_to_int(i)][0]));
    return aw_int(read(many[aw_to_int(i)][0], &byte, 1));
}

static AwValue
read_many(AwValue none)
{
    AwFuture *tasks[MANY];

    for (int i = 0; i < MANY; i++)
        tasks[i] = aw_spawn(take_one, i);
    AW_TRY(aw_sleep(AW_MS));
    for (int i = 0; i < MANY; i++)
        tell(many[i][1], "x");
    AwValue all = AW_TRY(aw_await(aw_gather(tasks, MANY)));
    note("%zu", aw_len(all));
    return none;
}

static void
many_are_ready_at_once(void **state)
{
    for (int i = 0; i < MANY; i++)
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, many[i]), 0);
    assert_plays(read_many, "200\n");
    for (int i = 0; i < MANY; i++) {
        close(many[i][0]);
        close(many[i][1]);
    }
}

static AwValue
read_file(AwValue none)
{
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);

    note("%d %d", aw_failed(aw_readable(fd)), aw_failed(aw_writable(fd)));
    close(fd);
    return none;
}

static void
a_regular_file_is_always_ready(void **state)
{
    assert_plays(read_file, "0 0\n");
}

static AwValue
read_terminal(AwValue terminal)
{
    AwFuture *task = aw_spawn(reader, pair[0], .name = "reads");

    AW_TRY(aw_sleep(AW_MS));
    if (write((int) aw_to_int(terminal), "x\n", 2) != 2)
        note("not written");
    AW_TRY(aw_await(task));
    note("flags %d", fcntl(pair[0], F_GETFL) & O_NONBLOCK);
    return AW_NONE;
}

/* Others may have the same terminal open: it must not become O_NONBLOCK for them. */
static void
a_terminal_is_left_as_it_is(void **state)
{
    int terminal;

    close_pair(NULL);
    assert_int_equal(openpty(&terminal, &pair[0], NULL, NULL, NULL), 0);
    pair[1] = terminal;
    AwValue v = aw_run(read_terminal, terminal);
    assert_false(aw_failed(v));
    assert_non_null(strstr(journal(), "reads: x\n"));
    assert_non_null(strstr(journal(), "flags 0\n"));
}

#define PAIR_TEST(test) cmocka_unit_test_setup_teardown(test, open_pair, close_pair)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PAIR_TEST(a_descriptor_is_closed_while_a_task_waits),
        PAIR_TEST(who_waits_for_what_was_closed_is_told_some_time),
        PAIR_TEST(an_open_descriptor_is_waited_for_however_long),
        PAIR_TEST(a_number_that_means_another_file_is_noticed),
        PAIR_TEST(who_waits_for_a_number_gets_what_it_is_now),
        PAIR_TEST(what_a_duplicate_gets_is_for_nobody_else),
        PAIR_TEST(a_number_that_is_no_descriptor_is_an_error),
        PAIR_TEST(the_last_of_two_readers_gets_it),
        PAIR_TEST(one_reads_while_another_writes),
        PAIR_TEST(a_cancelled_reader_leaves_the_writer_waiting),
        PAIR_TEST(who_waits_to_write_hears_that_nobody_reads),
        PAIR_TEST(many_are_ready_at_once),
        PAIR_TEST(a_regular_file_is_always_ready),
        PAIR_TEST(a_terminal_is_left_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
