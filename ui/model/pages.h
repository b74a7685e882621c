/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pages.h - a recording as pages that are shown one after the other: a page for each thing the loop
 * runs, each sleep, each output and each change of a worker; or one for each step of another kind.
 *
 * Three rules keep their number down: what a worker ends and begins in one moment is one page, so
 * are all callbacks of one future in a row, and workers that stop together. */
#pragma once
#include "ui/model/steps.h"

typedef struct {
    gsize first;
    gsize shown; /* the page shows the state after this event: the first, or, where several are
                    told as one, the last of these */
    gsize last;  /* up to this event, it tells what happens; what leads to the next page, as that a
                    timer is due, belongs to that */
    gboolean is_event; /* it is for its first event, and says what that says */
} Page;

/** The pages of the events [from, to], of Page. The caller frees. */
GArray *pages_new(const Model *model, gsize from, gsize to);

/** The same with a page for each event at which `mode` stops, of any task. */
GArray *pages_new_by_step(const Model *model, StepMode mode, gsize from, gsize to);
