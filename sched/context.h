/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* context.h - context variables from the inside: immutable maps, one current in each thread [CX].
 */
#pragma once
#include "sched/aw.h"
#include "sched/object.h"

/** The current context; NULL is the empty one. Not counted. */
AwContext *context_current(void);

/** Makes `context` current, taking over the caller's reference; returns the one before, with its
 * reference. */
AwContext *context_enter(AwContext *context);
