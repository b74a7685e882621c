/* SPDX-License-Identifier: GPL-3.0-or-later */
/* story.h - what a recording tells, in sentences. */
#pragma once
#include <aw.h>

#include "ui/model/model.h"

/** Records play(fn). */
Model *story_record(AwFn fn);

/** The first sentence of an event, without the number of its line. The caller frees it. */
char *story_sentence(Model *model, gsize event);

/** The first sentences about locks, queues and the like, one a line. The caller frees them. */
char *story_of(Model *model);

/** Asserts that play(fn) tells that story. */
void assert_story(AwFn fn, const char *expected);

/** Asserts that the first span of Task-`task` that begins with an event of this kind has this
 * label.
 */
void assert_label(const Model *model, guint32 task, TraceKind kind, const char *expected);
