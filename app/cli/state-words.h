/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-words.h - what is in a state, in a few words each. */
#pragma once
#include "ui/model/state.h"

/** What is ready, waits or runs, in a few words: "Task-3", "callback 1 of 2 of square(0)". The
 * caller frees. */
char *state_item_words(const Model *model, const StateItem *item);

/** The name of a track; "" if it has none. */
const char *state_name(const Model *model, guint32 track);

/** "wait-timeout.c:13"; NULL for no site. The caller frees. */
char *state_place(const Model *model, guint32 site);

/** The number of an event, 0 for MODEL_NONE. */
guint64 state_number(const Model *model, gsize event);

/** The functions that a task is in, the outermost first: "chain() > subtask()"; "" if it has called
 * none. The caller frees. */
char *state_frames(const Model *model, const State *state, guint32 task);

/** A word for a kind of thing: "lock". */
const char *state_thing_word(StateThingKind kind);

/** A word for what a task does: "waiting". */
const char *state_doing_word(StateDoing doing);

/** A word for which line of a thing it is: "for room"; "" if it has only one. */
const char *state_line_word(StateLine line);
