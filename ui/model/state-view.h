/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-view.h - rows and words of a state as its users see them. Private to ui/model. */
#pragma once
#include "ui/model/state-cursor.h"

/** An event as users know it. */
gsize view_event(guint32 event);

/** A word or row as users know it. */
StateItem view_item(const StateWord *word);
StateTimer view_timer(const State *state, guint32 word, gint64 deadline_ns);
StateTask view_task(const StateTable *table, guint32 row);
StateFuture view_future(const StateTable *table, guint32 row);
StateThing view_thing(const State *state, guint32 row);
StateJob view_job(const StateTable *table, guint32 row);
StatePool view_pool(const StateTable *table, guint32 row);
