/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record.c - recordings of runs, read back: order, sites, sources, and every way to end. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/sanitizer.h"
#include "sched/trace/drain.h"
#include "sched/trace/reader.h"
#include "tests/journal.h"

static char folder[] = "/tmp/test-record-XXXXXX";

static int
enter_folder(void **state)
{
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int
leave_folder(void **state)
{
    unlink("run.awt");
    unlink("again.awt");
    unlink("main.c");
    return chdir("/") || rmdir(folder);
}

/* ---- what was recorded ---- */

static struct {
    uint64_t n_events, n_marks, n_out_of_order;
    int64_t last_ns;
    int last_mark[16]; /* by thread of the test */
    size_t longest_text;
    char site[100], source[100], meta[100]; /* the last one */
    TraceEnd end;
    char end_text[200];
    char message[300];
} got;

static void
on_meta(void *data, const char *key, const char *value)
{
    snprintf(got.meta, sizeof got.meta, "%s=%s", key, value);
}

static void
on_source(void *data, const char *file, const char *text, size_t size)
{
    snprintf(got.source, sizeof got.source, "%s: %.*s", file, (int) size, text);
}

static void
on_site(void *data, const TraceSite *site)
{
    snprintf(got.site, sizeof got.site, "%s:%u %s", site->file, (unsigned) site->line, site->name);
}

/* A mark "2 17" is the 17th of thread 2. */
static void
count_mark(const TraceEvent *event)
{
    int thread, n;

    got.n_marks++;
    if (sscanf(event->text, "%d %d", &thread, &n) != 2)
        return;
    got.n_out_of_order += n != got.last_mark[thread] + 1;
    got.last_mark[thread] = n;
}

static void
on_event(void *data, const TraceEvent *event)
{
    got.n_out_of_order += event->number != ++got.n_events || event->time_ns < got.last_ns;
    got.last_ns = event->time_ns;
    if (event->text_size > got.longest_text)
        got.longest_text = event->text_size;
    if (event->kind == TRACE_MARK)
        count_mark(event);
    note("%g %s%s%s", (double) event->time_ns / AW_MS, trace_kind(event->kind)->name,
         event->text ? " " : "", event->text && event->text_size < 60 ? event->text : "");
}

static void
on_end(void *data, const TraceEnd *end)
{
    got.end = *end;
    snprintf(got.end_text, sizeof got.end_text, "%s", end->text);
}

static TraceWholeness
read_back(const char *path)
{
    const TraceSink sink = {
        .meta = on_meta, .source = on_source, .site = on_site, .event = on_event, .end = on_end};

    journal_clear();
    memset(&got, 0, sizeof got);
    TraceWholeness wholeness = trace_read_file(path, &sink, NULL, got.message, sizeof got.message);
    assert_int_equal(got.n_out_of_order, 0);
    return wholeness;
}

/* ---- programs that are recorded, in a child each ---- */

static AwValue
work(AwValue n)
{
    aw_work(aw_to_int(n) * AW_MS);
    return aw_list(n, "done");
}

static AwValue
sleep_a_while(AwValue name)
{
    AW_TRY(aw_sleep(2 * AW_MS));
    aw_print("%s", aw_to_text(name));
    return name;
}

static AwValue
hello(AwValue none)
{
    aw_print("Hello");
    AW_TRY(aw_sleep(AW_SECOND));
    aw_print("World");
    return none;
}

static AwValue
much_at_once(AwValue none)
{
    AwPool *pool = aw_thread_pool(3);
    AwFuture *jobs[6], *late = aw_spawn(sleep_a_while, "late");

    for (int i = 0; i < 6; i++)
        jobs[i] = aw_run_in_executor(pool, work, i);
    aw_spawn(sleep_a_while, "a");
    AW_TRY(aw_await(aw_gather(jobs, 6)));
    aw_mark("a mark, %p is not in it", (void *) NULL);
    AwWait waited = AW_TRY(aw_wait(&late, 1, .timeout = AW_MS));
    return aw_list(waited.n_done, aw_v((void *) &pool), aw_v(late));
}

static AwClockKind clock_kind = AW_CLOCK_VIRTUAL;

static void
be_recorded(void *data)
{
    AwValue v;

    if (!freopen("/dev/null", "w", stdout))
        _exit(99);
    setenv("AW_TRACE", "run.awt", 1);
    v = aw_run((AwFn) data, AW_NONE, .clock = clock_kind);
    exit(aw_exit_status(v));
}

static int
record(AwFn fn)
{
    unlink("run.awt");
    return in_child(be_recorded, (void *) fn);
}

static void
assert_recorded(AwFn fn, int status, TraceEndKind kind, int64_t value, const char *text)
{
    int how = record(fn);

    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), status);
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.end.kind, kind);
    assert_int_equal(got.end.value, value);
    assert_string_equal(got.end_text, text);
}

/* ---- what is in a recording ---- */

static void
events_come_in_the_order_of_the_run(void **state)
{
    assert_recorded(hello, 0, TRACE_END_DONE, 0, "");
    assert_journal("0 RUN_BEGIN\n0 TASK_CREATED\n0 TURN_BEGIN\n0 TASK_STEP\n0 OUTPUT Hello\n\n"
                   "0 FUTURE_CREATED\n0 TIMER_ARMED\n0 TASK_AWAIT\n0 POLL_BEGIN\n"
                   "1000 POLL_END\n1000 TIMER_FIRED\n1000 TURN_BEGIN\n1000 TIMER_BEGIN\n"
                   "1000 FUTURE_DONE\n1000 TASK_READY\n1000 TIMER_END\n1000 TURN_BEGIN\n"
                   "1000 TASK_STEP\n1000 OUTPUT World\n\n1000 TASK_DONE\n1000 TURN_BEGIN\n"
                   "1000 CALLBACK_BEGIN\n1000 STOP_BEGIN\n1000 CALLBACK_END\n1000 RUN_END\n");
    assert_string_equal(got.meta, "title=test-record");
}

static size_t
read_bytes(const char *path, char *bytes, size_t size)
{
    FILE *file = fopen(path, "r");
    size_t n = fread(bytes, 1, size, file);

    fclose(file);
    return n;
}

static void
two_virtual_runs_give_the_same_bytes(void **state)
{
    static char first[1 << 20], second[1 << 20];

    assert_int_equal(record(much_at_once), 0);
    size_t n = read_bytes("run.awt", first, sizeof first);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(record(much_at_once), 0);
        assert_int_equal(read_bytes("run.awt", second, sizeof second), n);
        assert_memory_equal(first, second, n);
    }
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_non_null(strstr(journal(), "JOB_BEGIN"));
}

static void
a_run_on_the_real_clock_is_recorded_in_order(void **state)
{
    clock_kind = AW_CLOCK_REAL;
    assert_recorded(much_at_once, 0, TRACE_END_DONE, 0, "");
    clock_kind = AW_CLOCK_VIRTUAL;
    assert_non_null(strstr(journal(), "WORKER_STOPPED"));
}

/* Sites are defined with the source they stand in, from the disk or from the options. */
static AwValue
pass_on(AwValue v)
{
    return v;
}

static AwValue
call_from_site(AwValue file)
{
    static AwSite site = {.function = "main", .name = "called", .line = 2};

    site.file = aw_to_text(file);
    return aw_call_from(pass_on, AW_NONE, &site);
}

static void
start(const char *path, const char *file, const char *text)
{
    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){
        .path = path,
        .meta = (AwRecordMeta[]){{"clock", "virtual"}, {"set", "n=1"}, {NULL, NULL}},
        .source_file = file,
        .source_text = text})));
}

static void
assert_stops_well(void)
{
    assert_false(aw_failed(aw_record_stop()));
}

static void
sources_are_embedded(void **state)
{
    FILE *file = fopen("main.c", "w");

    fputs("from disk", file);
    fclose(file);
    start("run.awt", NULL, NULL);
    assert_false(aw_failed(aw_run(call_from_site, "main.c", .clock = AW_CLOCK_VIRTUAL)));
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_string_equal(got.source, "main.c: from disk");
    assert_string_equal(got.site, "main.c:2 called");
    assert_string_equal(got.meta, "set=n=1");

    start("run.awt", "main.c", "from memory"); /* the second recording, of the same site */
    assert_false(aw_failed(aw_run(call_from_site, "main.c", .clock = AW_CLOCK_VIRTUAL)));
    assert_stops_well();
    read_back("run.awt");
    assert_string_equal(got.source, "main.c: from memory");
    assert_string_equal(got.site, "main.c:2 called");
}

static AwValue
sleep_a_second(AwValue none)
{
    return aw_sleep(AW_SECOND);
}

static void
several_runs_are_one_recording(void **state)
{
    start("run.awt", NULL, NULL);
    for (int i = 0; i < 3; i++)
        assert_false(aw_failed(aw_run(sleep_a_second, AW_NONE, .clock = AW_CLOCK_VIRTUAL)));
    aw_mark("after the runs");
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.last_ns, 3 * AW_SECOND);
    assert_int_equal(got.n_marks, 1);
}

/* No clock is named, and the virtual one is far ahead of the real one. */
static AwValue
sleep_often(AwValue none)
{
    for (int i = 0; i < 20000; i++) {
        AW_SCOPE();
        AW_TRY(aw_sleep(AW_SECOND));
    }
    return none;
}

static void
virtual_time_does_not_wait_for_the_real_one(void **state)
{
    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.path = "run.awt"})));
    assert_false(aw_failed(aw_run(sleep_often, AW_NONE, .clock = AW_CLOCK_VIRTUAL)));
    assert_stops_well();
    read_back("run.awt");
    assert_int_equal(got.last_ns, 20000 * AW_SECOND);
}

static void
long_text_is_cut(void **state)
{
    char text[10000];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    start("run.awt", NULL, NULL);
    aw_mark("%s", text);
    aw_mark("after it");
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.longest_text, 4096);
    assert_int_equal(got.n_marks, 2);
}

static void
no_values_are_recorded_if_nobody_wants_them(void **state)
{
    setenv("AW_TRACE_VALUES", "0", 1);
    assert_int_equal(record(much_at_once), 0);
    unsetenv("AW_TRACE_VALUES");
    read_back("run.awt");
    assert_null(strstr(journal(), "'done'"));
}

/* ---- threads, and more events than a ring holds ---- */

enum { N_THREADS = 4, N_MARKS = 60000, N_TURNS = 4000 };

static void *
mark_often(void *number)
{
    for (int i = 1; i <= N_MARKS; i++)
        aw_mark("%d %d", (int) (intptr_t) number, i);
    return NULL;
}

static void
events_of_several_threads_are_merged_by_time(void **state)
{
    pthread_t threads[N_THREADS];

    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.path = "run.awt"})));
    for (intptr_t i = 0; i < N_THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, mark_often, (void *) i), 0);
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, N_THREADS * N_MARKS);
}

/* Two threads take turns: what one saw happen stands before what it did then. */
static _Atomic int whose_turn;

static void *
mark_in_turn(void *number)
{
    for (int i = (int) (intptr_t) number; i <= N_TURNS; i += 2) {
        while (atomic_load(&whose_turn) != i)
            sched_yield();
        aw_mark("0 %d", i);
        atomic_store(&whose_turn, i + 1);
    }
    return NULL;
}

static void
what_one_thread_saw_of_another_stands_before(void **state)
{
    pthread_t threads[2];

    whose_turn = 1;
    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.path = "run.awt"})));
    for (intptr_t i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, mark_in_turn, (void *) (i + 1)), 0);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, N_TURNS);
}

static void *
mark_once(void *number)
{
    aw_mark("15 %d", (int) (intptr_t) number);
    return NULL;
}

static void
the_ring_of_an_ended_thread_is_used_again(void **state)
{
    pthread_t thread;

    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.path = "run.awt"})));
    for (intptr_t i = 1; i <= 100; i++) {
        assert_int_equal(pthread_create(&thread, NULL, mark_once, (void *) i), 0);
        pthread_join(thread, NULL);
    }
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, 100);
}

/* ---- starting and stopping ---- */

static void
one_recording_at_a_time(void **state)
{
    start("run.awt", NULL, NULL);
    assert_int_equal(aw_code(aw_record_start(&(AwRecordOptions){.path = "again.awt"})), AW_RUNTIME);
    aw_mark("in the first");
    assert_stops_well();
    aw_mark("in none");
    assert_stops_well();
    start("again.awt", NULL, NULL);
    assert_stops_well();
    read_back("run.awt");
    assert_int_equal(got.n_marks, 1);
    read_back("again.awt");
    assert_int_equal(got.n_events, 0);
}

static void
a_forked_child_leaves_the_recording_alone(void **state)
{
    if (WITH_TSAN)
        skip(); /* it cannot have threads in the child of a process with threads */
    start("run.awt", NULL, NULL);
    aw_mark("before");
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        aw_mark("of the child");
        AwValue v = aw_record_start(&(AwRecordOptions){.path = "again.awt"});
        aw_mark("of its own");
        exit(aw_failed(v) || aw_failed(aw_record_stop()));
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, 1);
    assert_int_equal(read_back("again.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, 1);
}

static void
what_cannot_be_written_is_an_error_that_names_it(void **state)
{
    AwValue v = aw_record_start(&(AwRecordOptions){.path = "no/such/folder.awt"});

    assert_int_equal(aw_errno(v), ENOENT);
    assert_string_equal(aw_message(v), "no/such/folder.awt: No such file or directory");
    v = aw_record_start(&(AwRecordOptions){.path = "/dev/full"});
    assert_int_equal(aw_code(v), AW_OS);
    assert_int_equal(aw_errno(v), ENOSPC);
}

/* The disk fills up later. */
static void
fill_the_disk(void *data)
{
    const struct rlimit limit = {8192, 8192};

    setrlimit(RLIMIT_FSIZE, &limit);
    AwValue v = aw_record_start(&(AwRecordOptions){.path = "run.awt"});
    for (int i = 0; i < 10000 && !aw_failed(v); i++)
        aw_mark("mark number %d of very many", i);
    v = aw_record_stop();
    fprintf(stderr, "%s", aw_failed(v) ? aw_message(v) : "no error");
}

static void
a_disk_that_fills_up_is_an_error_and_leaves_what_fits(void **state)
{
    assert_int_equal(in_child(fill_the_disk, NULL), 0);
    assert_string_equal(child_said(), "run.awt: File too large");
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
}

static void
write_to_closed_pipe(void *data)
{
    int fds[2];

    if (pipe(fds))
        _exit(99);
    AwValue v = aw_record_start(&(AwRecordOptions){.fd = fds[1]});
    close(fds[0]);
    for (int i = 0; i < 10; i++)
        aw_mark("mark");
    fprintf(stderr, "%d,", aw_failed(v));
    fprintf(stderr, "%d,", aw_errno(aw_record_stop()) == EPIPE);
    if (pipe(fds))
        _exit(99);
    close(fds[0]);
    fprintf(stderr, "%d", aw_errno(aw_record_start(&(AwRecordOptions){.fd = fds[1]})) == EPIPE);
}

static void
a_closed_pipe_is_an_error_not_a_signal(void **state)
{
    assert_int_equal(in_child(write_to_closed_pipe, NULL), 0);
    assert_string_equal(child_said(), "0,1,1");
}

static void
a_stream_is_written_while_things_happen(void **state)
{
    const TraceSink sink = {.event = on_event};
    TraceReader *reader = trace_reader_new(&sink, NULL);
    char bytes[4096];
    int fds[2];

    memset(&got, 0, sizeof got);
    assert_int_equal(pipe(fds), 0);
    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.fd = fds[1]})));
    aw_mark("live");
    while (got.n_marks == 0) {
        ssize_t n = read(fds[0], bytes, sizeof bytes);
        assert_true(n > 0 && trace_reader_feed(reader, bytes, (size_t) n));
    }
    assert_stops_well();
    trace_reader_free(reader);
    close(fds[0]);
}

/* ---- ends that nobody planned ---- */

static AwValue
fail_at_last(AwValue none)
{
    return aw_error(AW_ERROR, "no luck");
}

static AwValue
wait_for_ever(AwValue none)
{
    return aw_await(aw_future());
}

/* The leak checker, which asks this, does not know the stack that exit() is called on. */
int __lsan_is_turned_off(void);
static int on_coroutine_stack;

int
__lsan_is_turned_off(void)
{
    return on_coroutine_stack;
}

static AwValue
exit_in_mid_run(AwValue none)
{
    on_coroutine_stack = 1;
    aw_print("before");
    exit(3);
}

static AwValue
interrupt_once(AwValue none)
{
    raise(SIGINT);
    return aw_sleep(AW_SECOND);
}

static AwValue
interrupt_twice(AwValue none)
{
    raise(SIGINT);
    raise(SIGINT);
    return none;
}

static void
the_end_says_how_the_run_ended(void **state)
{
    assert_recorded(fail_at_last, 1, TRACE_END_FAILED, 0, "no luck");
    assert_recorded(interrupt_once, 130, TRACE_END_INTERRUPTED, 0, "interrupted");
    assert_recorded(interrupt_twice, 130, TRACE_END_INTERRUPTED, SIGINT, "interrupted twice");
    assert_recorded(exit_in_mid_run, 3, TRACE_END_EXITED, 3, "exit() was called");
    assert_non_null(strstr(journal(), "OUTPUT before"));
    assert_int_equal(WEXITSTATUS(record(wait_for_ever)), 1);
    read_back("run.awt");
    assert_int_equal(got.end.kind, TRACE_END_DEADLOCK);
    assert_non_null(strstr(got.end_text, "waits for future"));
}

static int crash_signal;

static AwValue
crash(AwValue none)
{
    aw_print("before");
    raise(crash_signal);
    return none;
}

static void
assert_crashed(int how, int number, const char *name)
{
    assert_true(WIFSIGNALED(how));
    assert_int_equal(WTERMSIG(how), number);
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.end.kind, TRACE_END_CRASHED);
    assert_int_equal(got.end.value, number);
    assert_string_equal(got.end_text, name);
    assert_non_null(strstr(journal(), "OUTPUT before"));
}

/* The program still dies of its signal. */
static void
assert_crash(int number, const char *name)
{
    crash_signal = number;
    assert_crashed(record(crash), number, name);
}

static void
a_crash_is_the_end_of_a_whole_recording(void **state)
{
    assert_crash(SIGSEGV, "SIGSEGV");
    assert_crash(SIGBUS, "SIGBUS");
    assert_crash(SIGFPE, "SIGFPE");
    assert_crash(SIGILL, "SIGILL");
    assert_crash(SIGABRT, "SIGABRT");
}

static int
deeper(int depth)
{
    volatile char frame[1024] = {0};

    frame[0] = (char) depth;
    return depth > 1000000 ? 0 : deeper(depth + 1) + frame[0];
}

static AwValue
overflow(AwValue none)
{
    aw_print("before");
    return aw_int(deeper(1));
}

/* Its handlers come after those that tell of overflows. */
static AwValue
record_and_overflow(AwValue none)
{
    AW_TRY(aw_record_start(&(AwRecordOptions){.path = "run.awt"}));
    return overflow(none);
}

static void
run_unrecorded(void *fn)
{
    if (!freopen("/dev/null", "w", stdout))
        _exit(99);
    AW_IGNORE(aw_run((AwFn) fn, AW_NONE));
}

static void
assert_overflow(int how)
{
    assert_crashed(how, SIGSEGV, "SIGSEGV");
#ifndef __SANITIZE_ADDRESS__ /* which has words of its own */
    assert_non_null(strstr(child_said(), "aw: task \"Task-"));
    assert_non_null(strstr(child_said(), "ran out of its 64 KiB stack"));
#endif
}

static void
an_overflow_is_told_and_recorded(void **state)
{
    assert_overflow(record(overflow));
    unlink("run.awt");
    assert_overflow(in_child(run_unrecorded, (void *) record_and_overflow));
}

static AwValue
crash_while_draining(AwValue none)
{
    drain_lock(0);
    raise(SIGFPE);
    return none;
}

static void
a_crash_does_not_wait_for_ever_for_the_recorder(void **state)
{
    int how = record(crash_while_draining);

    assert_true(WIFSIGNALED(how));
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
}

static bool
file_has(const char *path, const char *text)
{
    static char bytes[65536]; /* as large as the stack this runs on */
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;

    if (file)
        fclose(file);
    return memmem(bytes, size, text, strlen(text));
}

/* The recorder's thread writes what is in the rings while the loop's thread is at something else.
 */
static AwValue
be_killed(AwValue none)
{
    aw_print("before");
    while (!file_has("run.awt", "before\n"))
        usleep(1000);
    raise(SIGKILL);
    return none;
}

static void
a_killed_program_leaves_a_recording_that_opens(void **state)
{
    clock_kind = AW_CLOCK_REAL;
    int how = record(be_killed);
    clock_kind = AW_CLOCK_VIRTUAL;

    assert_true(WIFSIGNALED(how));
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
    assert_int_equal(got.end.kind, TRACE_END_NONE);
    assert_non_null(strstr(journal(), "OUTPUT before"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        /* First: the setting is read once a process, and children inherit what was read. */
        cmocka_unit_test(no_values_are_recorded_if_nobody_wants_them),
        cmocka_unit_test(events_come_in_the_order_of_the_run),
        cmocka_unit_test(two_virtual_runs_give_the_same_bytes),
        cmocka_unit_test(a_run_on_the_real_clock_is_recorded_in_order),
        cmocka_unit_test(sources_are_embedded),
        cmocka_unit_test(several_runs_are_one_recording),
        cmocka_unit_test(virtual_time_does_not_wait_for_the_real_one),
        cmocka_unit_test(long_text_is_cut),
        cmocka_unit_test(events_of_several_threads_are_merged_by_time),
        cmocka_unit_test(what_one_thread_saw_of_another_stands_before),
        cmocka_unit_test(the_ring_of_an_ended_thread_is_used_again),
        cmocka_unit_test(one_recording_at_a_time),
        cmocka_unit_test(a_forked_child_leaves_the_recording_alone),
        cmocka_unit_test(what_cannot_be_written_is_an_error_that_names_it),
        cmocka_unit_test(a_disk_that_fills_up_is_an_error_and_leaves_what_fits),
        cmocka_unit_test(a_closed_pipe_is_an_error_not_a_signal),
        cmocka_unit_test(a_stream_is_written_while_things_happen),
        cmocka_unit_test(the_end_says_how_the_run_ended),
        cmocka_unit_test(a_crash_is_the_end_of_a_whole_recording),
        cmocka_unit_test(an_overflow_is_told_and_recorded),
        cmocka_unit_test(a_crash_does_not_wait_for_ever_for_the_recorder),
        cmocka_unit_test(a_killed_program_leaves_a_recording_that_opens),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
