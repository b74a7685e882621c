/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft-play.h - turns a draft into a recording. */
#pragma once
#include "ui/interchange/draft.h"

/** Give the whole draft to `sink`, in order of time. To be called once. */
void draft_play(Draft *draft, const char *title, const TraceSink *sink, void *data);
