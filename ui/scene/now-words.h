/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now-words.h - the few words beside the boxes of the loop's picture. Private to it. All are freed
 * by the caller. */
#pragma once
#include "ui/model/state.h"

/** The name of a track; "something" if there is none. */
const char *now_name(const Model *model, guint32 track);

/** The name of what runs or is ready: "Task-3", "callback", "greet()", "timer". */
char *now_item_name(const Model *model, const StateItem *item);

/** Why it runs: "after its sleep". */
char *now_running_words(const Model *model, const State *state, const StateItem *item);

/** Why it is ready: "its sleep is over". */
char *now_ready_words(const Model *model, const State *state, const StateItem *item);

/** The same in fewer words, of what runs or is ready; NULL if there are none. */
char *now_item_brief(const Model *model, const State *state, const StateItem *item);

/** What a task waits for: "for sleep(2 s)". */
char *now_waiting_words(const Model *model, const State *state, const StateTask *task);

/** The same in fewer words; NULL if there are none. */
char *now_waiting_brief(const State *state, const StateTask *task);

/** A time with three digits: "19.7 ms". */
char *now_time_words(gint64 ns);

/** What a timer is for: "Task-4 sleeps", "end of the wait". */
char *now_timer_words(const Model *model, const State *state, const StateTimer *timer);
