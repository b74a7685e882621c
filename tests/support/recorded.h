/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recorded.h - records runs into run.awt in a folder of their own, and reads them back. */
#pragma once
#include "sched/trace/file.h"
#include "tests/support/journal.h"

/* What the last read_back() saw; its events are in the journal, "TIME_MS KIND TEXT" each. */
typedef struct {
    uint64_t n_events, n_marks, n_holes, n_out_of_order, n_dropped;
    uint64_t first_number, last_number;
    int64_t last_ns;
    int last_mark[16]; /* a mark "2 17" is the 17th of thread 2 of the test */
    size_t longest_text;
    char site[100], source[100], meta[100]; /* the last one */
    TraceEnd end;
    char end_text[200];
    char message[300];
} Recorded;

extern Recorded got;

/** Group fixtures: make an empty folder the current one, and remove it. */
int enter_folder(void **state);
int leave_folder(void **state);

/** The sink that read_back() uses, for tests of streams. */
extern const TraceSink recorded_sink;

/** Reads a recording into `got`; its events must be in order, with none missing in between. */
TraceWholeness read_back(const char *path);

/** The same, but events may be missing. */
TraceWholeness read_back_with_holes(const char *path);

/* How record() runs. */
extern AwClockKind clock_kind;
extern const char *record_as; /* AW_TRACE */

/** Runs fn(none) as the main task of a child that records. Returns as in_child(). */
int record(AwFn fn);

/** The same; asserts that the child exits with `status`, and that the recording is whole and ends
 * with the given kind, value and text. */
void assert_recorded(AwFn fn, int status, TraceEndKind kind, int64_t value, const char *text);

/** Runs program(data) in a child whose AW_TRACE is `how`, which writes a new run.awt. */
void record_program(void (*program)(void *data), void *data, const char *how);

/** A task that leaves the mark "0 NUMBER" and sleeps for 1 ms. */
AwValue leave_mark(AwValue number);

/** Starts a recording of this process. */
void start(const char *path, const char *file, const char *text);

/** Ends the recording of start(), and asserts that this succeeds. */
void assert_stops_well(void);

/** Reads up to `size` bytes of a file. Returns how many. */
size_t read_bytes(const char *path, void *bytes, size_t size);

/** Waits until the recorder's thread has written the text into run.awt, for programs that are then
 * killed. */
void wait_until_written(const char *text);

/** Writes a file of `size` bytes. */
void write_bytes(const char *path, const void *bytes, size_t size);
