/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft-steps.h - turns a draft's items into events, track by track. */
#pragma once
#include "ui/interchange/draft.h"

/* Compares two numbers, for sorting. */
#define DRAFT_COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b) ? 1 : 0)

/* An event of the recording to come. */
typedef struct {
    gint64 time_ns, value;
    guint32 lane, object, kind, name, site;
    TraceValue value_type;
} DraftStep;

/**
 * Add the events of all tracks to `steps`, an array of DraftStep, and set each track's number of
 * levels.
 *
 * `lane` is the track and `object` the level: lanes have no numbers yet.
 */
void draft_read_steps(Draft *draft, GArray *steps);
