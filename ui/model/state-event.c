/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-event.c - an event on its way into a state: what is near it. */
#include "ui/model/state-event.h"

/* How far the next event of the loop may be, behind those of other threads. */
enum { NEXT_WITHIN = 1000 };

const TraceEvent *
fold_next(const Fold *fold)
{
    for (gsize i = (gsize) fold->at + 1; i <= (gsize) fold->at + NEXT_WITHIN; i++) {
        const TraceEvent *event = model_event(fold->model, i);
        if (!event || event->thread == 0)
            return event;
    }
    return NULL;
}

guint32
fold_object(const Fold *fold)
{
    return table_find(fold->table, fold->event->object);
}
