/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.c - what was printed, line by line. */
#include "ui/model/output.h"

#include <string.h>

void
output_take(Model *model, gsize index)
{
    const TraceEvent *event = model_event(model, index);
    const char *at = event->text ? event->text : "", *end = at + event->text_size;

    while (at < end) {
        const char *newline = memchr(at, '\n', (gsize) (end - at));
        gsize size = (gsize) ((newline ? newline : end) - at);
        OutputLine line = {
            .event = index,
            .text = g_string_chunk_insert_len(model->strings, at, (gssize) size),
            .continues = model->line_open,
        };
        g_array_append_val(model->output, line);
        model->line_open = newline == NULL;
        at += size + 1;
    }
}
