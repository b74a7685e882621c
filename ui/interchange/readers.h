/* SPDX-License-Identifier: GPL-3.0-or-later */
/* readers.h - the readers of files of other programs; for read.c. */
#pragma once
#include "ui/interchange/draft.h"

/** Read Chrome's trace events, as an array or in an object. NULL, or what is wrong with them. */
char *chrome_read(const char *bytes, gsize size, Draft *draft);

/** Read the track events of a Perfetto trace. NULL, or what is wrong with it. */
char *pftrace_read(const char *bytes, gsize size, Draft *draft);
