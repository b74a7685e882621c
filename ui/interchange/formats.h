/* SPDX-License-Identifier: GPL-3.0-or-later */
/* formats.h - the writers that write.c's table names; see InterchangeFormat. */
#pragma once
#include "ui/interchange/interchange.h"

/** Perfetto's protocol buffers: TrackEvent packets. */
int pftrace_write(const Model *model, int fd, InterchangeProgressFn progress, void *data);

/** Chrome's trace events: an array of JSON objects, by time. */
int chrome_write(const Model *model, int fd, InterchangeProgressFn progress, void *data);

/** A table of events, RFC 4180. */
int csv_write(const Model *model, int fd, InterchangeProgressFn progress, void *data);
