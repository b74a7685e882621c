/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ending.h - how a run ended, in words. */
#pragma once
#include "ui/model/model.h"

/* What the state of a recording sounds like. */
typedef enum { TONE_QUIET, TONE_LIVE, TONE_GOOD, TONE_BAD } Tone;

/**
 * "crashed: SIGFPE", "exact: the same every time" ...; NULL when nothing says that the run ended.
 *
 * `wait_status` is the waitpid() status of its process, used for a recording without an end; 0 for
 * a file. The caller frees.
 */
char *ending_words(const Model *model, int wait_status, Tone *ret_tone);

/** The name of a signal, "SIGTERM", or "signal 37" if it has none. The caller frees. */
char *signal_name(int number);
