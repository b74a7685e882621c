/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steps.h - the ways to step through a recording: from event to event, from output to output ... */
#pragma once
#include "ui/model/model.h"

typedef enum {
    STEP_EVENT,
    STEP_LANE,
    STEP_RUN,
    STEP_TURN,
    STEP_RESUME,
    STEP_WAKE,
    STEP_TROUBLE,
    STEP_OUTPUT,
    STEP_BOOKMARK,
    N_STEPS
} StepMode;

/* What is particular to a mode: a row of the table at the end of steps.c. It steps along its
 * candidates, which are events in order, and stops at some of them or at all. */
typedef struct {
    const char *name;  /* for actions and settings: "turn" */
    const char *label; /* on a button: "by turn" */
    const char *about; /* in a menu: "By Turn of the Loop" */
    gsize (*count)(const Model *model, const Track *selected);
    gsize (*event_at)(const Model *model, const Track *selected, gsize i);
    gboolean (*stops)(const TraceKindInfo *kind); /* NULL: at all */
} StepInfo;

extern const StepInfo step_infos[N_STEPS];

/** The mode of this name; FALSE, and ret_mode untouched, if there is none. */
gboolean step_find(const char *name, StepMode *ret_mode);

/**
 * Where a step forwards (step > 0) or backwards from `from` goes; MODEL_NONE if there is nothing.
 *
 * Modes that go along the selected lane go along all of its kind when `selected` is NULL. The next
 * from MODEL_NONE is the first. O(log n), plus the candidates at which it does not stop: the sleeps
 * between runs of the loop, for example.
 */
gsize model_step(const Model *model, StepMode mode, const Track *selected, gsize from, int step);
