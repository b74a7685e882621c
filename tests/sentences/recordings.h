/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recordings.h - small recordings made by hand. They have what the scenarios on the virtual clock
 * do not: losses, tellings, other threads and programs. */
#pragma once
#include "ui/model/model.h"

typedef struct {
    const char *name;
    const TraceEvent *events;
    gsize n;
    TraceEndKind end; /* NONE: it has none */
} Recording;

#define RECORDING(name_, end_)                                                                     \
    {                                                                                              \
        .name = #name_, .events = name_, .n = G_N_ELEMENTS(name_), .end = TRACE_END_##end_         \
    }

/* Each file has an array; its last row has no name. */
extern const Recording loop_recordings[], other_recordings[], caller_recordings[],
    page_recordings[];

/** Recording number `i`, from 0, but for those of pages; NULL: there are no more. */
const Recording *recording_at(gsize i);

/** A model of the recording. The caller frees. */
Model *recording_model(const Recording *recording);
