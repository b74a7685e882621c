/* SPDX-License-Identifier: GPL-3.0-or-later */
/* awt.h - writes recordings: what the sink is given becomes the bytes of an .awt file. */
#pragma once
#include "sched/trace/event.h"
#include "ui/interchange/out.h"

typedef struct Awt Awt;

/** A new recording, to be written to `out`, which still belongs to the caller. */
Awt *awt_new(Out *out);

/** Write what is still buffered, and free the Awt. NULL does nothing. */
void awt_free(Awt *awt);

/** The sink to give a reader, with the Awt as its data. A recording that was cut stays without an
 * end. */
const TraceSink *awt_sink(void);
