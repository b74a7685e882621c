/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record-cuts.c - recordings of programs that are killed at any moment, and files that are cut
 * or damaged anywhere: what is left is read, and what is lost is told. */
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/trace/wire.h"
#include "tests/support/recorded.h"

enum {
    KILLS = 100,
    ROUNDS = 100,  /* before a kill, at most */
    ENOUGH = 1000, /* events that were left by those that were killed */
    CUTS = 1000,
    SOME_BLOCKS =
        24, /* rounds, which fill two blocks of a file; more would only take longer to read */
    MOST_BYTES = 1 << 20,
    MOST_EVENTS = 1 << 18,
    N_TASKS = 20,
    AT_ITS_END = 100, /* events of a run that ends, which one that goes on does not have */
};

static uint64_t
random_below(uint64_t limit)
{
    static uint64_t state = 20231122;

    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (state >> 20) % limit;
}

/* ---- what is recorded ---- */

static int rounds = INT_MAX;
static int ready_fd = -1; /* told of each round */

static AwValue
job(AwValue n)
{
    return n;
}

static AwValue
give_way(AwValue n)
{
    for (int i = 0; i < 5; i++)
        AW_TRY(aw_sleep(i % 2 ? 0 : aw_to_int(n) * AW_US));
    return AW_NONE;
}

/* Tasks, timers, jobs and marks "0 1", "0 2" ... */
static AwValue
go_on(AwValue none)
{
    AwPool *pool = aw_thread_pool(2);

    for (int i = 1; i <= rounds; i++) {
        AW_SCOPE();
        if (ready_fd >= 0 && write(ready_fd, "!", 1) != 1)
            return aw_error(AW_ERROR, "nobody listens");
        AwFuture *tasks[N_TASKS];
        for (int n = 0; n < N_TASKS; n++)
            tasks[n] = aw_spawn(give_way, n);
        AW_TRY(aw_await(aw_gather(tasks, N_TASKS)));
        AW_TRY(aw_await(aw_run_in_executor(pool, job, i)));
        aw_mark("0 %d", i);
    }
    return AW_NONE;
}

/* ---- what is read ---- */

/* What an event says, by its number. The site is left out: its definition may be lost. */
typedef struct {
    uint64_t digests[MOST_EVENTS], last_number, n_events, n_holes;
    TraceEndKind end;
    TraceWholeness wholeness;
    char message[300];
} Heard;

static Heard whole, part;

static uint64_t
mix(uint64_t digest, uint64_t word)
{
    return (digest ^ word) * UINT64_C(0x9e3779b97f4a7c15);
}

/* Word by word: tens of millions of events are read. */
static uint64_t
digest_of(const TraceEvent *event)
{
    const uint64_t fields[] = {
        event->kind,   (uint64_t) event->time_ns, event->thread,           event->subject,
        event->object, event->value_type,         (uint64_t) event->value, event->text_size};
    uint64_t digest = 0;

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        digest = mix(digest, fields[i]);
    for (size_t i = 0, n; i < event->text_size; i += n) {
        uint64_t word = 0;
        n = event->text_size - i < sizeof word ? event->text_size - i : sizeof word;
        memcpy(&word, event->text + i, n);
        digest = mix(digest, word);
    }
    return digest;
}

static void
hear_event(void *data, const TraceEvent *event)
{
    Heard *heard = data;

    if (event->number < MOST_EVENTS)
        heard->digests[event->number] = digest_of(event);
    heard->n_holes += event->number != heard->last_number + 1;
    heard->last_number = event->number;
    heard->n_events++;
}

static void
hear_end(void *data, const TraceEnd *end)
{
    ((Heard *) data)->end = end->kind;
}

static void
hear(Heard *heard, const void *bytes, size_t size)
{
    const TraceSink sink = {.event = hear_event, .end = hear_end};
    TraceReader *reader = trace_reader_new(&sink, heard);

    heard->last_number = heard->n_events = heard->n_holes = 0;
    trace_reader_feed(reader, bytes, size);
    heard->wholeness = trace_reader_finish(reader);
    snprintf(heard->message, sizeof heard->message, "%s", trace_reader_message(reader));
    trace_reader_free(reader);
}

/* Each event of the part up to `last` is, with its number, one of the whole. */
static void
assert_part_of_whole(uint64_t last)
{
    for (uint64_t i = 1; i <= last; i++)
        if (part.digests[i] != whole.digests[i])
            fail_msg("event %d is another one", (int) i);
}

/* The number of the part's last event that the whole, which goes no further than so many, must
 * have.
 */
static uint64_t
at_most(uint64_t last)
{
    return part.last_number < last ? part.last_number : last;
}

static uint8_t bytes[MOST_BYTES], bytes_of_part[MOST_BYTES];

/* Reads a whole run on the virtual clock. Returns the size of its recording, which is in `bytes`.
 */
static size_t
hear_whole_run(int n_rounds)
{
    rounds = n_rounds;
    int how = record(go_on);
    if (how != 0)
        fail_msg("the run ended with %#x: %s", (unsigned) how, child_said());
    rounds = INT_MAX;
    size_t size = read_bytes("run.awt", bytes, sizeof bytes);
    assert_true(size < sizeof bytes);
    hear(&whole, bytes, size);
    assert_int_equal(whole.wholeness, TRACE_WHOLE);
    assert_int_equal(whole.n_holes, 0);
    assert_true(whole.last_number < MOST_EVENTS);
    return size;
}

/* ---- killed ---- */

typedef struct {
    const char *trace;
    AwClockKind clock;
} How;

static void
run_until_killed(const How *how)
{
    setenv("AW_TRACE", how->trace, 1);
    AW_IGNORE(aw_run(go_on, AW_NONE, .clock = how->clock));
    _exit(99);
}

/* Waits until so many more rounds have begun. */
static void
wait_for_rounds(int fd, size_t n)
{
    char begun[ROUNDS];
    ssize_t came;

    for (; n > 0; n -= (size_t) came) {
        came = read(fd, begun, n < ROUNDS ? n : ROUNDS);
        assert_true(came > 0);
    }
}

/* Kills it somewhere in the round after so many, or later if it is quick. */
static void
kill_after(const How *how, size_t n_rounds)
{
    struct timespec pause = {.tv_nsec = (long) random_below(500000)};
    int fds[2], status;

    assert_int_equal(pipe(fds), 0);
    ready_fd = fds[1];
    pid_t child = fork();
    if (child == 0)
        run_until_killed(how);
    ready_fd = -1;
    close(fds[1]);
    wait_for_rounds(fds[0], n_rounds);
    nanosleep(&pause, NULL);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    close(fds[0]);
    assert_true(WIFSIGNALED(status));
}

/* Everything up to somewhere: no number is missing, and on the virtual clock it is what another run
 * did, as far as that went. What was not written yet is lost with a run, which may be all of it. */
static void
a_killed_run_leaves_its_beginning(void **state)
{
    static const How hows[] = {{"run.awt", AW_CLOCK_REAL}, {"run.awt", AW_CLOCK_VIRTUAL}};
    uint64_t n_events = 0;

    hear_whole_run(ROUNDS);
    for (int i = 0; i < KILLS || n_events < ENOUGH; i++) {
        kill_after(&hows[i % 2], 1 + random_below(ROUNDS));
        hear(&part, bytes_of_part, read_bytes("run.awt", bytes_of_part, sizeof bytes_of_part));
        assert_int_equal(part.wholeness, TRACE_CUT);
        assert_int_equal(part.end, TRACE_END_NONE);
        assert_int_equal(part.n_holes, 0);
        if (hows[i % 2].clock == AW_CLOCK_VIRTUAL)
            assert_part_of_whole(at_most(whole.last_number - AT_ITS_END));
        n_events += part.n_events;
    }
}

/* A row of its last events. */
static void
a_killed_flight_recorder_has_the_end(void **state)
{
    static const How how = {"ring:64K:run.awt", AW_CLOCK_REAL};

    for (int i = 0; i < KILLS / 4; i++) {
        kill_after(&how, 1 + random_below(3 * ROUNDS));
        hear(&part, bytes_of_part, read_bytes("run.awt", bytes_of_part, sizeof bytes_of_part));
        assert_int_equal(part.wholeness, TRACE_CUT);
        assert_int_equal(part.end, TRACE_END_NONE);
        assert_true(part.n_holes <= 1); /* before the first */
        assert_non_null(strstr(part.message, "the last part of a run"));
    }
}

/* ---- cut ---- */

static void
assert_cut_reads(size_t size)
{
    hear(&part, bytes, size);
    assert_int_equal(part.wholeness, size < WIRE_FILE_HEADER ? TRACE_FOREIGN : TRACE_CUT);
    assert_int_equal(part.n_holes, 0);
    assert_true(part.last_number <= whole.last_number);
    assert_part_of_whole(part.last_number);
}

static void
a_small_recording_is_read_up_to_any_cut(void **state)
{
    size_t size = hear_whole_run(1);

    for (size_t cut = 0; cut < size; cut++)
        assert_cut_reads(cut);
}

static void
a_large_recording_is_read_up_to_any_cut(void **state)
{
    size_t size = hear_whole_run(SOME_BLOCKS);

    assert_true(size > 100000);
    for (int i = 0; i < CUTS; i++)
        assert_cut_reads(random_below(size));
    assert_cut_reads(size - 1);
}

/* ---- damaged ---- */

/* What can be read is right, and what cannot is counted: all of it comes to the whole. */
static void
assert_damage_is_told(void)
{
    char words[60];
    uint64_t n_missing = whole.n_events - part.n_events;

    assert_true(part.n_events <= whole.n_events);
    for (uint64_t i = 1; i <= whole.last_number; i++)
        if (part.digests[i] && part.digests[i] != whole.digests[i])
            fail_msg("event %d is another one", (int) i);
    snprintf(words, sizeof words, "%d event%s missing", (int) n_missing,
             n_missing == 1 ? " is" : "s are");
    if (part.wholeness == TRACE_DAMAGED && n_missing > 0 && part.end != TRACE_END_NONE)
        assert_non_null(strstr(part.message, words));
    assert_true(n_missing == 0 || part.wholeness == TRACE_DAMAGED || part.wholeness == TRACE_CUT);
}

static void
around_damage_anywhere_a_recording_is_read(void **state)
{
    size_t size = hear_whole_run(SOME_BLOCKS);
    uint64_t n_lost = 0;

    for (int i = 0; i < CUTS; i++) {
        size_t at = WIRE_FILE_HEADER + random_below(size - WIRE_FILE_HEADER - 8);
        uint64_t before;
        memcpy(&before, bytes + at, sizeof before);
        for (size_t k = 0; k < sizeof before; k++)
            bytes[at + k] = (uint8_t) random_below(256);
        memset(part.digests, 0, (whole.last_number + 1) * sizeof *part.digests);
        hear(&part, bytes, size);
        assert_damage_is_told();
        n_lost += whole.n_events - part.n_events;
        memcpy(bytes + at, &before, sizeof before);
    }
    assert_true(n_lost > 0 && n_lost < whole.n_events * CUTS / 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_run_leaves_its_beginning),
        cmocka_unit_test(a_killed_flight_recorder_has_the_end),
        cmocka_unit_test(a_small_recording_is_read_up_to_any_cut),
        cmocka_unit_test(a_large_recording_is_read_up_to_any_cut),
        cmocka_unit_test(around_damage_anywhere_a_recording_is_read),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
