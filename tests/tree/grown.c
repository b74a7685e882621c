/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grown.c - prints the timeline and the sentences of a made-up group of tracks, streams. Their
 * track, state and kinds are rows that test-tables adds to a copy of the tables. */
#include <stdio.h>

#include "ui/export/export.h"

enum { LOOP = TRACE_LOOP_ID, TASK, STREAM };

static const TraceEvent events[] = {
    {.number = 1, .kind = TRACE_TASK_CREATED, .subject = TASK},
    {.number = 2, .time_ns = 1000, .kind = TRACE_STREAM_OPENED, .subject = STREAM, .object = TASK},
    {.number = 3, .time_ns = 4000, .kind = TRACE_STREAM_READ, .subject = STREAM, .object = TASK},
    {.number = 4, .time_ns = 5000, .kind = TRACE_STREAM_PARKED, .subject = STREAM, .object = TASK},
    {.number = 5, .time_ns = 9000, .kind = TRACE_STREAM_CLOSED, .subject = STREAM, .object = TASK},
};

int
main(void)
{
    Model *model = model_new();

    for (gsize i = 0; i < G_N_ELEMENTS(events); i++)
        model_sink()->event(model, &events[i]);
    puts(export_text(model, &(ExportOptions){.to_ns = -1, .axis = AXIS_ELASTIC}, 100));
    for (gsize i = 0; i < G_N_ELEMENTS(events); i++)
        puts(model_describe(model, i));
    return 0;
}
