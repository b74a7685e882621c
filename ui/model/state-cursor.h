/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-cursor.h - what a cursor consists of. Private to ui/model. */
#pragma once
#include "ui/model/state-table.h"

struct State {
    const Model *model;
    StateTable now;
    StateTable ahead;   /* as far as the events were ever read; copies are taken of it */
    gsize unsettled_at; /* `now` has events that what follows may say more of, when the model had so
                           many; 0: it has none */
    GArray *copies;     /* of KeptCopy, by event */
    GArray *window;     /* of KeptCopy, by event: some between two of the others, for going back */
    gsize window_from;  /* n_events of the copy below that window; G_MAXSIZE: there is none */
    gsize memory;       /* bytes of both */
    GArray *rows;       /* of guint32: rows of `now` by track; NULL: not sorted yet */
    GArray *due;        /* of StateDue: timers of `now` in order; NULL: not sorted yet */
};

/** Forget what was sorted, since `now` has changed. */
void state_unsort(State *state);
