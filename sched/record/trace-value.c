/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trace-value.c - values in events, cut to what a line of a picture has room for. */
#include "sched/record/trace-value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/value/cell.h"
#include "sched/value/repr.h"
#include "sched/value/serial.h"
#include "sched/value/value.h"

enum { TRACED_TEXT = 64, TRACED_LIST = 80 }; /* bytes; of a list, as it is written */

static const TraceValue value_types[] = {
    [AW_K_NONE] = TRACE_VALUE_NONE,     [AW_K_BOOL] = TRACE_VALUE_BOOL,
    [AW_K_INT] = TRACE_VALUE_INT,       [AW_K_REAL] = TRACE_VALUE_REAL,
    [AW_K_TEXT] = TRACE_VALUE_TEXT,     [AW_K_BYTES] = TRACE_VALUE_BYTES,
    [AW_K_LIST] = TRACE_VALUE_LIST,     [AW_K_POINTER] = TRACE_VALUE_POINTER,
    [AW_K_OBJECT] = TRACE_VALUE_OBJECT, [AW_K_ERROR] = TRACE_VALUE_ERROR,
};

bool
trace_tells(AwValue v)
{
    static int wanted = -1;

    if (wanted < 0) {
        const char *setting = getenv("AW_TRACE_VALUES");
        wanted = !setting || strcmp(setting, "0");
    }
    return wanted || v.kind == AW_K_ERROR || v.kind == AW_K_NONE;
}

/* The track of a future, a lock ...; 0: it has none. */
static uint32_t
mentioned_track(Object *object)
{
    return object_is(object, OBJECT_AWAITED) ? object_track(object) : object->track;
}

/* What an event's 64 bits hold for a value without a cell. */
static int64_t
plain_value(AwValue v)
{
    if (v.kind == AW_K_POINTER)
        return serial_of(v.u.p);
    if (v.kind == AW_K_OBJECT)
        return mentioned_track(v.u.p);
    if (v.kind == AW_K_BOOL)
        return v.u.b;
    return v.kind == AW_K_INT || v.kind == AW_K_REAL ? v.u.i : 0;
}

static void
emit_cell(Emit *event, AwValue v)
{
    const AwCell *cell = v.u.cell;
    char buffer[TRACED_LIST];

    event->value = v.kind == AW_K_ERROR ? (int64_t) v.code : (int64_t) cell->size;
    event->text = cell->u.text;
    event->text_size = cell->size < TRACED_TEXT ? cell->size : TRACED_TEXT;
    if (v.kind == AW_K_LIST) {
        size_t length = value_write(v, buffer, sizeof buffer);
        event->text = buffer;
        event->text_size = length < sizeof buffer ? length : sizeof buffer - 1;
    }
    recorder_emit(event);
}

void
trace_value(Emit event, AwValue v)
{
    if (!trace_tells(v)) {
        recorder_emit(&event);
        return;
    }
    event.type = value_types[v.kind];
    if (value_is_cell(v)) {
        emit_cell(&event, v);
        return;
    }
    event.value = plain_value(v);
    recorder_emit(&event);
}

size_t
trace_item_text(char *text, size_t size, const char *name, AwValue v)
{
    size_t length = name ? (size_t) snprintf(text, size / 2, "%s", name) : 0;

    length = length < size / 2 ? length : size / 2 - 1;
    if (!trace_tells(v))
        return length;
    if (name)
        length += (size_t) snprintf(text + length, size - length, " = ");
    size_t room = size - length, wanted = value_write(v, text + length, room);
    return length + (wanted < room ? wanted : room - 1);
}
