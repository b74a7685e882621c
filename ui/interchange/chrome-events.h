/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chrome-events.h - one of Chrome's trace events, and what the events before it have said; for the
 * reader. */
#pragma once
#include "ui/interchange/draft.h"
#include "ui/interchange/scan.h"

/* The members of an event that are used; missing ones have size 0. */
typedef struct {
    ScanText phase, name, category, time, duration, pid, tid, id, scope, id2, bind_id, flow_in,
        flow_out, args;
} ChromeEvent;

typedef struct {
    Draft *draft;
    GHashTable *processes; /* pid -> number + 1 */
    GHashTable *tracks;    /* key -> number + 1 */
    GHashTable *flows;     /* key -> number */
    gsize n_bad;           /* events that lack a phase or a time */
} Chrome;

/** Put an event in the draft; one without a phase or a time is only counted in `n_bad`. */
void chrome_take(Chrome *chrome, const ChromeEvent *event);
