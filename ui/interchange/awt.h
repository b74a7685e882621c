/* SPDX-License-Identifier: GPL-3.0-or-later */
/* awt.h - a recording again: whatever a sink is given becomes the bytes of an .awt file. */
#pragma once
#include "sched/trace/event.h"
#include "ui/interchange/out.h"

typedef struct Awt Awt;

/** A recording that is written to `out`, which stays the caller's. */
Awt *awt_new(Out *out);

/** Write what is still held back, and free it. NULL does nothing. */
void awt_free(Awt *awt);

/** What to give a reader, with the Awt as its data. A stream that was cut stays without an end. */
const TraceSink *awt_sink(void);
