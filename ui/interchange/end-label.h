/* SPDX-License-Identifier: GPL-3.0-or-later */
/* end-label.h - how a run ended, as a label that formats of other programs have room for. */
#pragma once
#include <glib.h>

#include "sched/trace/event.h"

/** "failed: no luck today", "exited 3: exit() was called", "done"; "cut" for NULL, a run that has
 * not ended. The caller frees. */
char *end_label_write(const TraceEnd *end);

/** Read such words; the text of *ret_end points into `words`. FALSE if they have another form. */
gboolean end_label_read(const char *words, TraceEnd *ret_end);
