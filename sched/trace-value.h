/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trace-value.h - values in events. */
#pragma once
#include "sched/trace/recorder.h"

/** Whether events tell what `v` is; AW_TRACE_VALUES=0 leaves values out, but not errors. */
bool trace_tells(AwValue v);

/** Records `event` with `v` for its type, value and text. */
void trace_value(Emit event, AwValue v);
