/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft-steps.h - what a draft's items come to, track by track. */
#pragma once
#include "ui/interchange/draft.h"

/* Orders two numbers, as sorting functions are to. */
#define DRAFT_COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b) ? 1 : 0)

/* An event of the recording to come. */
typedef struct {
    gint64 time_ns, value;
    guint32 lane, object, kind, name, site;
    TraceValue value_type;
} DraftStep;

/**
 * Add what happens to `steps`, of DraftStep, and say of each track how many levels it has.
 *
 * `lane` is the track and `object` the level: lanes have no numbers yet.
 */
void draft_read_steps(Draft *draft, GArray *steps);
