/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ending.h - how a run ended, in words. */
#pragma once
#include "ui/model/model.h"

/* How it is with a recording: what its words sound like. */
typedef enum { TONE_QUIET, TONE_LIVE, TONE_GOOD, TONE_BAD } Tone;

/** "crashed: SIGFPE", "exact: the same every time" ...; NULL when nothing says that it ended.
 *
 * `wait_status` is that of the process, for a recording without an end; 0 for a file. The caller
 * frees. */
char *ending_words(const Model *model, int wait_status, Tone *ret_tone);

/** A signal's name, "SIGTERM", or "signal 37" of one that has none. The caller frees. */
char *signal_name(int number);
