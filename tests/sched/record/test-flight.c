/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-flight.c - the last part of a run, in a file that outlives its process; and what AW_TRACE
 * says of it. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/record/flight.h"
#include "sched/record/setting.h"
#include "sched/trace/flight-sort.h"
#include "sched/trace/format.h"
#include "tests/support/recorded.h"

enum { SIZE = 64 * 1024, MANY = 20000, CROWD = 2000 };

static uint8_t bytes[SIZE], other[SIZE];

/* ---- runs ---- */

static AwValue
mark_little(AwValue none)
{
    aw_mark("0 1");
    aw_mark("0 2");
    return none;
}

static AwValue
mark_much(AwValue none)
{
    for (int i = 1; i <= MANY; i++) {
        aw_mark("number %d", i);
        if (i % 100 == 0)
            AW_TRY(aw_sleep(AW_MS));
    }
    return none;
}

static AwValue
mark_much_and_crash(AwValue none)
{
    AW_TRY(mark_much(none));
    raise(SIGSEGV);
    return none;
}

/* On the real clock what is recorded leaves the rings while the run goes on. */
static AwValue
mark_much_and_be_killed(AwValue none)
{
    AW_TRY(mark_much(none));
    wait_until_written("number 20000");
    raise(SIGKILL);
    return none;
}

/* ---- a run of which most tasks do nothing ---- */

static AwValue
tick(AwValue none)
{
    for (int i = 0; i < MANY; i++)
        AW_TRY(aw_sleep(i % 100 ? 0 : AW_MS));
    aw_mark("ticked");
    wait_until_written("ticked");
    raise(SIGKILL);
    return none;
}

static AwValue
hold_lock(AwValue lock)
{
    AW_TRY(aw_acquire(aw_to_lock(lock)));
    AW_TRY(aw_sleep(1000 * AW_SECOND));
    return AW_NONE;
}

static AwValue
get_stuck(AwValue lock)
{
    AW_TRY(aw_acquire(aw_to_lock(lock)));
    return AW_NONE;
}

static AwValue
mostly_hang(AwValue none)
{
    AwLock *door = aw_lock();
    AwFuture *tasks[] = {aw_spawn(tick, none, .name = "tick"),
                         aw_spawn(hold_lock, door, .name = "holder"),
                         aw_spawn(get_stuck, door, .name = "stuck")};

    AW_TRY(aw_await(aw_gather(tasks, 3)));
    return none;
}

static AwValue
sleep_long(AwValue none)
{
    AW_TRY(aw_sleep(1000 * AW_SECOND));
    return none;
}

/* Far more tasks than a telling has room for. */
static AwValue
mostly_sleep(AwValue none)
{
    for (int i = 0; i < CROWD; i++)
        aw_spawn(sleep_long, none);
    AW_TRY(aw_await(aw_spawn(tick, none)));
    return none;
}

static int
record_last(AwFn fn)
{
    record_as = "ring:64K:run.awt";
    int how = record(fn);
    record_as = "run.awt";
    return how;
}

static off_t
file_size(const char *path)
{
    struct stat about;

    assert_int_equal(stat(path, &about), 0);
    return about.st_size;
}

static void
assert_is_last_part(void)
{
    char words[60];

    assert_true(got.first_number > 1);
    snprintf(words, sizeof words, "the last part of a run, from event %llu on",
             (unsigned long long) got.first_number);
    assert_non_null(strstr(got.message, words));
    assert_non_null(strstr(journal(), "MARK number 20000\n"));
    assert_null(strstr(journal(), "MARK number 1\n"));
}

/* ---- what is kept ---- */

static void
a_short_run_is_kept_whole(void **state)
{
    assert_int_equal(record_last(mark_little), 0);
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.first_number, 1);
    assert_int_equal(got.n_marks, 2);
    assert_int_equal(got.end.kind, TRACE_END_DONE);
    assert_string_equal(got.message, "run.awt: the last part of a run, which is all of it");
    assert_string_equal(got.meta, "title=test-flight");
    assert_int_equal(file_size("run.awt"), SIZE);
}

static void
of_a_long_run_the_last_part_is_kept(void **state)
{
    assert_int_equal(record_last(mark_much), 0);
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_is_last_part();
    assert_true(got.n_marks > 1000);
    assert_int_equal(got.end.kind, TRACE_END_DONE);
    assert_int_equal(file_size("run.awt"), SIZE);
}

static void
a_crash_is_the_end_of_the_last_part(void **state)
{
    assert_true(WIFSIGNALED(record_last(mark_much_and_crash)));
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_is_last_part();
    assert_int_equal(got.end.kind, TRACE_END_CRASHED);
    assert_string_equal(got.end_text, "SIGSEGV");
}

static void
the_last_part_outlives_a_kill(void **state)
{
    clock_kind = AW_CLOCK_REAL;
    int how = record_last(mark_much_and_be_killed);
    clock_kind = AW_CLOCK_VIRTUAL;
    assert_true(WIFSIGNALED(how));
    assert_int_equal(WTERMSIG(how), SIGKILL);
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
    assert_is_last_part();
    assert_non_null(strstr(got.message, ": the program was killed"));
}

/* ---- what is told again ---- */

static unsigned
times(const char *words)
{
    unsigned n = 0;

    for (const char *at = journal(); (at = strstr(at, words)); at++)
        n++;
    return n;
}

static void
tasks_that_hang_are_told_again(void **state)
{
    clock_kind = AW_CLOCK_REAL;
    assert_true(WIFSIGNALED(record_last(mostly_hang)));
    clock_kind = AW_CLOCK_VIRTUAL;
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
    assert_true(got.first_number > 1);
    for (size_t i = 0; i < 4; i++) {
        static const char *const found[] = {"TASK_FOUND Task-1\n", "TASK_FOUND tick\n",
                                            "TASK_FOUND holder\n", "TASK_FOUND stuck\n"};
        assert_in_range(times(found[i]), 1, 10);
    }
    assert_true(times("LOCK_CREATED") >= 1);
    assert_true(times("LOCK_ACQUIRED") >= 1);
    assert_true(times("TELLING_END") >= 1);
}

static void
a_telling_leaves_room_for_events(void **state)
{
    clock_kind = AW_CLOCK_REAL;
    assert_true(WIFSIGNALED(record_last(mostly_sleep)));
    clock_kind = AW_CLOCK_VIRTUAL;
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
    unsigned n = times("TASK_FOUND");
    assert_in_range(n, 100, 1500);
    assert_true(got.n_events > 6 * n);
}

/* On the virtual clock it does so at the same places in all runs. */
static void
what_is_told_again_is_the_same_in_each_run(void **state)
{
    for (int i = 0; i < 2; i++) {
        assert_int_equal(record_last(mark_much), 0);
        read_bytes("run.awt", i ? bytes : other, SIZE);
    }
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_true(times("TELLING_END") >= 1);
    assert_memory_equal(bytes, other, SIZE);
}

/* ---- damage ---- */

static void
a_last_part_cut_anywhere_opens(void **state)
{
    assert_int_equal(record_last(mark_much), 0);
    assert_int_equal(read_bytes("run.awt", bytes, SIZE), SIZE);
    for (size_t size = 48; size < SIZE; size += 97) {
        write_bytes("again.awt", bytes, size);
        assert_true(read_back_with_holes("again.awt") != TRACE_FOREIGN);
    }
}

/* Other blocks are still read, and numbers say what is missing. */
static void
a_last_part_with_a_damaged_block_lacks_that(void **state)
{
    assert_int_equal(record_last(mark_much), 0);
    read_back("run.awt");
    uint64_t whole = got.n_events;
    read_bytes("run.awt", bytes, SIZE);
    FlightBlock *blocks;
    size_t n = flight_sort(bytes + SIZE / 4, SIZE * 3 / 4, &blocks);
    assert_true(n > 4);
    for (size_t i = 1; i + 2 < n; i++) {
        memcpy(other, bytes, SIZE);
        other[blocks[i].payload + 1 - bytes] ^= 0x10;
        write_bytes("again.awt", other, SIZE);
        assert_int_equal(read_back_with_holes("again.awt"), TRACE_DAMAGED);
        assert_int_equal(got.n_events, whole - blocks[i].block.count);
        assert_non_null(strstr(got.message, "events are missing"));
    }
    free(blocks);
}

/* The program was killed while it overwrote the oldest block, its end before its beginning. */
static void
what_was_being_overwritten_is_no_damage(void **state)
{
    FlightBlock *blocks;

    clock_kind = AW_CLOCK_REAL;
    record_last(mark_much_and_be_killed);
    clock_kind = AW_CLOCK_VIRTUAL;
    read_bytes("run.awt", bytes, SIZE);
    write_bytes("again.awt", bytes, SIZE); /* without what is in the rings beside it */
    read_back("again.awt");
    uint64_t n_events = got.n_events;
    assert_true(flight_sort(bytes + SIZE / 4, SIZE * 3 / 4, &blocks) > 4);
    bytes[blocks[0].payload + blocks[0].block.size - 1 - bytes] ^= 0x10;
    write_bytes("again.awt", bytes, SIZE);
    assert_int_equal(read_back("again.awt"), TRACE_CUT);
    assert_int_equal(got.n_events, n_events - blocks[0].block.count);
    free(blocks);
}

/* ---- the writer, stopped anywhere ---- */

enum { STOPS = 3000 };

/* Blocks of `size` bytes until the end has been passed some times. Each is found or not there, and
 * the newest are in a row. */
static void
blocks_in_a_ring_are_in_a_row(void **state)
{
    Flight flight = {0};
    FILE *file = fopen("run.awt", "w+");

    assert_int_equal(flight_open(&flight, fileno(file), FLIGHT_LEAST), 0);
    for (uint64_t number = 1; number <= STOPS; number++) {
        uint8_t block[3000];
        FormatBlock out;
        FlightBlock *blocks;
        format_compact_begin(&out, block, sizeof block, number);
        while (out.out.size < 50 + number * 7919 % 2800)
            assert_true(format_block_event(&out, &(TraceEvent){.kind = TRACE_TASK_STEP}));
        out.n_events = 1;
        format_block_end(&out);
        flight_put(&flight, block, out.out.size);
        size_t n =
            flight_sort(flight.bytes + flight.head_end, flight.size - flight.head_end, &blocks);
        assert_true(n > 0 && blocks[n - 1].block.first_number == number);
        for (size_t i = 1; i < n; i++)
            assert_int_equal(blocks[i].block.first_number, blocks[i - 1].block.first_number + 1);
        assert_true(number < 15 || n >= 14);
        free(blocks);
    }
    flight_close(&flight);
    fclose(file);
}

/* ---- settings ---- */

static const struct {
    const char *trace, *memory, *path;
    size_t last_bytes, memory_bytes;
    const char *error;
} settings[] = {
    {"run.awt", NULL, "run.awt", 0, 0, NULL},
    {"ring:64M:run.awt", "1G", "run.awt", (size_t) 64 << 20, (size_t) 1 << 30, NULL},
    {"ring:65536:a:b", "", "a:b", 65536, 0, NULL},
    {"ring:64K:x", "512K", "x", 65536, 512 << 10, NULL},
    {"ring", NULL, "ring", 0, 0, NULL},
    {"./listen:x", NULL, "./listen:x", 0, 0, NULL},
    {"listener", NULL, "listener", 0, 0, NULL},
    {"listen:x", NULL, NULL, 0, 0,
     "AW_TRACE=listen:x: listen stands alone; a file of this name is ./listen:x"},
    {"listen:", NULL, NULL, 0, 0,
     "AW_TRACE=listen:: listen stands alone; a file of this name is ./listen:"},
    {"ring:63K:x", NULL, NULL, 0, 0,
     "AW_TRACE=ring:63K:x: not ring:SIZE:FILE with a SIZE like 64M, 64K at least"},
    {"ring:64M", NULL, NULL, 0, 0,
     "AW_TRACE=ring:64M: not ring:SIZE:FILE with a SIZE like 64M, 64K at least"},
    {"ring:64M:", NULL, NULL, 0, 0,
     "AW_TRACE=ring:64M:: not ring:SIZE:FILE with a SIZE like 64M, 64K at least"},
    {"ring:-64M:x", NULL, NULL, 0, 0,
     "AW_TRACE=ring:-64M:x: not ring:SIZE:FILE with a SIZE like 64M, 64K at least"},
    {"ring:99999999999999G:x", NULL, NULL, 0, 0,
     "AW_TRACE=ring:99999999999999G:x: not ring:SIZE:FILE with a SIZE like 64M, 64K at least"},
    {"run.awt", "64T", NULL, 0, 0, "AW_TRACE_MEMORY=64T: not a size like 64M"},
};

static void
a_setting_is_understood_or_refused_in_a_line(void **state)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        AwRecordOptions options = {0};
        AwValue v = setting_read(settings[i].trace, settings[i].memory, &options);
        assert_int_equal(aw_failed(v), settings[i].error != NULL);
        if (aw_failed(v)) {
            assert_string_equal(aw_message(v), settings[i].error);
            continue;
        }
        assert_string_equal(options.path, settings[i].path);
        assert_int_equal(options.last_bytes, settings[i].last_bytes);
        assert_int_equal(options.memory_bytes, settings[i].memory_bytes);
    }
}

static void
too_small_a_part_is_refused(void **state)
{
    AwValue v = aw_record_start(&(AwRecordOptions){.path = "run.awt", .last_bytes = 1000});

    assert_int_equal(aw_code(v), AW_VALUE);
    assert_int_equal(aw_code(aw_record_start(
                         &(AwRecordOptions){.path = "/dev/full", .last_bytes = FLIGHT_LEAST})),
                     AW_OS);
}

/* Found out before anything is taken; a file that was not there before goes. A size that no file
 * can have would be another error. */
static void
a_part_larger_than_the_disk_leaves_it_as_it_was(void **state)
{
    AwValue v =
        aw_record_start(&(AwRecordOptions){.path = "large.awt", .last_bytes = (size_t) 1 << 60});

    assert_int_equal(aw_code(v), AW_OS);
    assert_string_equal(aw_message(v), "large.awt: No space left on device");
    assert_int_not_equal(access("large.awt", F_OK), 0);
    write_bytes("large.awt", "mine", 4);
    AW_IGNORE(
        aw_record_start(&(AwRecordOptions){.path = "large.awt", .last_bytes = (size_t) 1 << 60}));
    assert_int_equal(file_size("large.awt"), 0);
    unlink("large.awt");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_run_is_kept_whole),
        cmocka_unit_test(of_a_long_run_the_last_part_is_kept),
        cmocka_unit_test(a_crash_is_the_end_of_the_last_part),
        cmocka_unit_test(the_last_part_outlives_a_kill),
        cmocka_unit_test(a_last_part_cut_anywhere_opens),
        cmocka_unit_test(a_last_part_with_a_damaged_block_lacks_that),
        cmocka_unit_test(what_was_being_overwritten_is_no_damage),
        cmocka_unit_test(blocks_in_a_ring_are_in_a_row),
        cmocka_unit_test(tasks_that_hang_are_told_again),
        cmocka_unit_test(a_telling_leaves_room_for_events),
        cmocka_unit_test(what_is_told_again_is_the_same_in_each_run),
        cmocka_unit_test(a_setting_is_understood_or_refused_in_a_line),
        cmocka_unit_test(too_small_a_part_is_refused),
        cmocka_unit_test(a_part_larger_than_the_disk_leaves_it_as_it_was),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
