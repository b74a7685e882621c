/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kept.c - reads the events of a recording into an array. */
#include "tests/support/kept.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { MOST = 400 };

static struct {
    TraceEvent event;
    char text[80];
} kept[MOST];
static int n_kept;

static void
keep_event(void *data, const TraceEvent *event)
{
    (void) data;
    assert_true(n_kept < MOST);
    kept[n_kept].event = *event;
    snprintf(kept[n_kept].text, sizeof kept->text, "%s", event->text ? event->text : "");
    kept[n_kept].event.text = kept[n_kept].text;
    n_kept++;
}

void
kept_read(void)
{
    TraceSink sink = recorded_sink;
    char message[300];

    n_kept = 0;
    sink.event = keep_event;
    assert_int_equal(trace_read_file("run.awt", &sink, NULL, message, sizeof message), TRACE_WHOLE);
}

void
kept_run(AwFn fn, AwClockKind clock)
{
    clock_kind = clock;
    assert_recorded(fn, 0, TRACE_END_DONE, 0, "");
    clock_kind = AW_CLOCK_VIRTUAL;
    kept_read();
}

const TraceEvent *
kept_event(TraceKind kind, int n)
{
    for (int i = 0; i < n_kept; i++)
        if (kept[i].event.kind == kind && --n == 0)
            return &kept[i].event;
    fail_msg("too few events of kind %d", kind);
    return NULL;
}

int
kept_count(TraceKind kind)
{
    int n = 0;

    for (int i = 0; i < n_kept; i++)
        n += kept[i].event.kind == kind;
    return n;
}
