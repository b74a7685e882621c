/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-events.h - what happens in a trace of Perfetto. */
#pragma once
#include "ui/interchange/pftrace-state.h"

/** Take a TrackEvent, of `time_ns` unless it says otherwise. */
void pftrace_take_event(Pftrace *trace, Sequence *sequence, const ProtoField *field,
                        gint64 time_ns);
