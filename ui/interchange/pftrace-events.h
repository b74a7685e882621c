/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-events.h - reads the events of a Perfetto trace. */
#pragma once
#include "ui/interchange/pftrace-state.h"

/** Take a TrackEvent. Its time is `time_ns` unless it says otherwise. */
void pftrace_take_event(Pftrace *trace, Sequence *sequence, const ProtoField *field,
                        gint64 time_ns);
