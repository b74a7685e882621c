/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft-play.h - from a draft to a recording. */
#pragma once
#include "ui/interchange/draft.h"

/** Give all of it to `sink`, in order of time. Once. */
void draft_play(Draft *draft, const char *title, const TraceSink *sink, void *data);
