/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recorded.c - see recorded.h. */
#include "tests/support/recorded.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/test-recorded-XXXXXX";

int
enter_folder(void **state)
{
    return mkdtemp(folder) ? chdir(folder) : -1;
}

int
leave_folder(void **state)
{
    unlink("run.awt");
    unlink("run.awt.ring"); /* of a program that was killed */
    unlink("again.awt");
    unlink("main.c");
    return chdir("/") || rmdir(folder);
}

/* ---- what was recorded ---- */

Recorded got;

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

/* A mark "2 17" is the 17th of thread 2. The last part of a run begins with any of them. */
static void
count_mark(const TraceEvent *event)
{
    int thread, n;

    got.n_marks++;
    if (sscanf(event->text, "%d %d", &thread, &n) != 2)
        return;
    bool begins = got.last_mark[thread] == 0 && got.first_number > 1;
    got.n_out_of_order += n != got.last_mark[thread] + 1 && !begins;
    got.last_mark[thread] = n;
}

static void
on_event(void *data, const TraceEvent *event)
{
    if (got.n_events++ == 0)
        got.first_number = event->number;
    else
        got.n_holes += event->number != got.last_number + 1;
    got.n_out_of_order += event->number <= got.last_number || event->time_ns < got.last_ns;
    got.last_number = event->number;
    if (event->kind == TRACE_DROPPED)
        got.n_dropped += (uint64_t) event->value;
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

const TraceSink recorded_sink = {
    .meta = on_meta, .source = on_source, .site = on_site, .event = on_event, .end = on_end};

TraceWholeness
read_back_with_holes(const char *path)
{
    journal_clear();
    memset(&got, 0, sizeof got);
    TraceWholeness wholeness =
        trace_read_file(path, &recorded_sink, NULL, got.message, sizeof got.message);
    assert_int_equal(got.n_out_of_order, 0);
    return wholeness;
}

TraceWholeness
read_back(const char *path)
{
    TraceWholeness wholeness = read_back_with_holes(path);

    assert_int_equal(got.n_holes, 0);
    return wholeness;
}

/* ---- programs recorded in a child process each ---- */

AwClockKind clock_kind = AW_CLOCK_VIRTUAL;
const char *record_as = "run.awt";

static void
be_recorded(void *data)
{
    AwValue v;

    if (!freopen("/dev/null", "w", stdout))
        _exit(99);
    setenv("AW_TRACE", record_as, 1);
    v = aw_run((AwFn) data, AW_NONE, .clock = clock_kind);
    exit(aw_exit_status(v));
}

int
record(AwFn fn)
{
    unlink("run.awt");
    return in_child(be_recorded, (void *) fn);
}

void
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

/* ---- recordings of this process ---- */

void
record_program(void (*program)(void *data), void *data, const char *how)
{
    unlink("run.awt");
    setenv("AW_TRACE", how, 1);
    in_child(program, data);
    unsetenv("AW_TRACE");
}

AwValue
leave_mark(AwValue number)
{
    aw_mark("0 %d", (int) aw_to_int(number));
    AW_TRY(aw_sleep(AW_MS));
    return number;
}

void
start(const char *path, const char *file, const char *text)
{
    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){
        .path = path,
        .meta = (AwRecordMeta[]){{"clock", "virtual"}, {"set", "n=1"}, {NULL, NULL}},
        .source_file = file,
        .source_text = text})));
}

void
assert_stops_well(void)
{
    assert_false(aw_failed(aw_record_stop()));
}

size_t
read_bytes(const char *path, void *bytes, size_t size)
{
    FILE *file = fopen(path, "r");
    size_t n = file ? fread(bytes, 1, size, file) : 0;

    if (file)
        fclose(file);
    return n;
}

void
wait_until_written(const char *text)
{
    static char bytes[1 << 20]; /* static, since the stack may be a task's */

    while (!memmem(bytes, read_bytes("run.awt", bytes, sizeof bytes), text, strlen(text)))
        usleep(1000);
}

void
write_bytes(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}
