/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-facts.h - what happens on a page, as far as the kinds of its events tell. Private to
 * ui/model. */
#pragma once
#include "ui/model/moment.h"
#include "ui/model/pages.h"

struct PageFacts {
    gsize first, last; /* the events of the page, but for those after it has stopped */
    gsize shown;       /* Page.shown */
    guint32 thread;    /* that the page is about */
    guint32 task;      /* that runs throughout; TRACE_NOBODY: none does */
    gsize end;         /* the event at which it stops; MODEL_NONE: it does not */
    gsize deed;        /* the first of what tells most of the things that are done meanwhile;
                          MODEL_NONE */
    gsize last_deed;   /* and the last of these */
    guint n_deeds;     /* how many there are of that kind */
};

/** The facts of `page`. */
PageFacts page_facts(const Model *model, const Page *page);

/** The next event of `kind` on the page after `from`, in the thread that it is about; MODEL_NONE.
 */
gsize page_next(const Moment *m, guint kind, gsize from);

/** How many there are, the first event of the page included. */
guint page_count(const Moment *m, guint kind);
