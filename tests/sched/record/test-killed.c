/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-killed.c - what a program had recorded when it was killed is in its recording. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/trace/ring-file.h"
#include "tests/support/recorded.h"

/* How many marks the program made; shared with it. */
static _Atomic int *n_made;
static int n_wanted;

static void
mark(int thread, int number)
{
    aw_mark("%d %d, and more text than one record has room for", thread, number);
}

static AwValue
mark_in_thread(AwValue n)
{
    for (int i = 1; i <= aw_to_int(n); i++)
        mark(1, i);
    return n;
}

static AwValue
mark_and(void (*end)(void))
{
    AW_TRY(aw_await(aw_run_in_executor(NULL, mark_in_thread, 50)));
    for (int i = 1; i <= n_wanted; i++) {
        AW_SCOPE();
        mark(0, i);
        atomic_store(n_made, i);
        if (i % 100 == 0)
            AW_IGNORE(aw_sleep(0));
    }
    end();
    return AW_NONE;
}

static void
kill_it(void)
{
    raise(SIGKILL);
}

static void
leave(void)
{
    _exit(3);
}

static AwValue
be_killed(AwValue none)
{
    return mark_and(kill_it);
}

static AwValue
leave_at_once(AwValue none)
{
    return mark_and(leave);
}

/* All marks are there, in their order, which read_back() looks at. */
static void
assert_kept(AwFn fn, int n)
{
    n_wanted = n;
    record(fn);
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
    assert_int_equal(got.n_marks, n + 50);
    assert_int_equal(got.last_mark[0], n);
    assert_int_equal(got.last_mark[1], 50);
}

static void
assert_nothing_is_lost(void)
{
    for (clock_kind = AW_CLOCK_REAL; clock_kind <= AW_CLOCK_VIRTUAL; clock_kind++) {
        assert_kept(be_killed, 1);
        assert_kept(leave_at_once, 40);
        assert_kept(be_killed, 20000); /* many chunks and blocks, written and not */
    }
    clock_kind = AW_CLOCK_REAL;
}

static void
nothing_is_lost(void **state)
{
    assert_nothing_is_lost();
}

static void
nothing_of_the_last_part_is_lost(void **state)
{
    record_as = "ring:8M:run.awt";
    assert_nothing_is_lost();
    record_as = "run.awt";
}

static AwValue
mark_for_ever(AwValue none)
{
    n_wanted = INT32_MAX;
    return mark_and(kill_it);
}

/* At any moment, also while a block is written. */
static void
kill_at_some_moment(int ms)
{
    atomic_store(n_made, 0);
    unlink("run.awt");
    setenv("AW_TRACE", record_as, 1);
    pid_t pid = fork();
    if (pid == 0) {
        AW_IGNORE(aw_run(mark_for_ever, AW_NONE));
        _exit(1);
    }
    while (atomic_load(n_made) == 0)
        usleep(100);
    usleep((useconds_t) ms * 1000);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    unsetenv("AW_TRACE");
}

static void
assert_kept_whenever(void)
{
    for (int ms = 0; ms < 24; ms++) {
        kill_at_some_moment(ms);
        read_back("run.awt");
        assert_in_range(got.last_mark[0], atomic_load(n_made), atomic_load(n_made) + 1);
    }
}

static void
whenever_it_is_killed(void **state)
{
    assert_kept_whenever();
}

static void
so_is_the_last_part(void **state)
{
    record_as = "ring:64K:run.awt";
    assert_kept_whenever();
    record_as = "run.awt";
}

/* A copy of all pieces that were read is a recording that has all of it. */
static void
append_piece(void *file, const void *bytes, size_t size)
{
    fwrite(bytes, 1, size, file);
}

static void
a_copy_has_all_of_the_last_part(void **state)
{
    FILE *copy = fopen("again.awt", "w");
    TraceFile file = {.path = "run.awt"};
    char message[300];

    record_as = "ring:64K:run.awt";
    n_wanted = 10;
    record(be_killed);
    record_as = "run.awt";
    file.fd = open("run.awt", O_RDONLY | O_CLOEXEC);
    trace_read_open_file(&file, &(TraceSink){0}, append_piece, copy, message, sizeof message);
    close(file.fd);
    fclose(copy);
    assert_int_equal(read_back("again.awt"), TRACE_CUT);
    assert_int_equal(got.last_mark[0], 10);
}

/* Its child has the same memory, and goes on for a while. */
static void
die_before_a_child(void)
{
    pid_t child = fork();

    if (child == 0) {
        close_range(0, UINT_MAX, 0);
        alarm(60);
        pause();
        _exit(0);
    }
    atomic_store(n_made, child);
    raise(SIGKILL);
}

static AwValue
leave_a_child(AwValue none)
{
    return mark_and(die_before_a_child);
}

static void
a_child_that_lives_on_hides_nothing(void **state)
{
    n_wanted = 10;
    record(leave_a_child);
    TraceWholeness wholeness = read_back("run.awt");
    kill(atomic_load(n_made), SIGKILL);
    assert_int_equal(wholeness, TRACE_CUT);
    assert_int_equal(got.last_mark[0], 10);
}

/* ---- the file of the rings ---- */

static bool
is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

static AwValue
end_well(AwValue none)
{
    mark(0, is_there("run.awt.ring"));
    return none;
}

static AwValue
crash(AwValue none)
{
    abort();
}

static void
a_run_that_has_an_end_leaves_no_other_file(void **state)
{
    record(end_well);
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.last_mark[0], 1);
    assert_false(is_there("run.awt.ring"));
    record(crash);
    assert_false(is_there("run.awt.ring"));
}

static AwValue
end_unmarked(AwValue none)
{
    return none;
}

static void
without_it_a_line_says_so(void **state)
{
    unlink("run.awt.ring");
    assert_int_equal(mkdir("run.awt.ring", 0700), 0);
    assert_int_equal(record(end_unmarked), 0);
    assert_non_null(strstr(child_said(), "run.awt.ring: Is a directory: if this program is killed, "
                                         "its last events are lost\n"));
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    rmdir("run.awt.ring");
}

static void
that_of_another_recording_is_none(void **state)
{
    n_wanted = 10;
    record(be_killed);
    rename("run.awt.ring", "other.ring");
    record(leave_at_once);
    unlink("run.awt.ring");
    record(end_unmarked);
    rename("other.ring", "run.awt.ring");
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, 0);
}

/* No byte of it is trusted; read_back() is not for what may be out of order. */
static void
damage_does_no_harm(void **state)
{
    static RingFileHead head;
    char message[300];

    n_wanted = 2000;
    record(be_killed);
    assert_int_equal(read_bytes("run.awt.ring", &head, sizeof head), sizeof head);
    srandom(1);
    for (int i = 0; i < 300; i++) {
        RingFileHead bad = head;
        for (int n = 0; n < 1 + i % 5; n++)
            ((uint8_t *) &bad)[(size_t) random() % (i % 2 ? 200 : sizeof bad)] ^=
                (uint8_t) random();
        FILE *file = fopen("run.awt.ring", "r+");
        fwrite(&bad, 1, sizeof bad, file);
        fclose(file);
        trace_read_file("run.awt", &(TraceSink){0}, NULL, message, sizeof message);
    }
}

static int
share(void **state)
{
    n_made = mmap(NULL, sizeof *n_made, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    clock_kind = AW_CLOCK_REAL;
    return n_made == MAP_FAILED ? -1 : enter_folder(state);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(nothing_of_the_last_part_is_lost),
        cmocka_unit_test(whenever_it_is_killed),
        cmocka_unit_test(so_is_the_last_part),
        cmocka_unit_test(a_copy_has_all_of_the_last_part),
        cmocka_unit_test(a_child_that_lives_on_hides_nothing),
        cmocka_unit_test(a_run_that_has_an_end_leaves_no_other_file),
        cmocka_unit_test(without_it_a_line_says_so),
        cmocka_unit_test(that_of_another_recording_is_none),
        cmocka_unit_test(damage_does_no_harm),
    };
    return cmocka_run_group_tests(tests, share, leave_folder);
}
