/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trace-value.h - values in events. */
#pragma once
#include "sched/record/recorder.h"
#include "sched/value/object.h"

/** Whether events say what `v` is; AW_TRACE_VALUES=0 leaves values out, but not errors. */
bool trace_tells(AwValue v);

/** Records `event` with `v` for its type, value and text. */
void trace_value(Emit event, AwValue v);

/** "name = v", or just v, as people write it; without the value where values are not recorded.
 * Returns the length, cut to size - 1. */
size_t trace_item_text(char *text, size_t size, const char *name, AwValue v);

/** An object's number in the recording. */
static inline uint32_t
object_track(Object *object)
{
    if (!object->track)
        object->track = recorder_track();
    return object->track;
}
