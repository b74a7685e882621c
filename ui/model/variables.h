/* SPDX-License-Identifier: GPL-3.0-or-later */
/* variables.h - the names that locks, queues, blocks ... have in the source. Private to ui/model.
 */
#pragma once
#include "ui/model/store.h"

/** What is called where an expression is: "fn" for `table[i].fn`, "handlers" for
 * `app->handlers[i]`; the expression itself if it is a plain name, or none is at its end. */
const char *variable_last_name(Model *model, const char *expression);

/** Name and describe the track of a lock, queue, block ... */
void name_variable(Model *model, StoredTrack *stored, const TraceEvent *event);
