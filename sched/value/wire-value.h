/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wire-value.h - values on their way to another process made of the same program. */
#pragma once
#include "sched/value/value.h"

/** Whether `v` means the same in another process: it holds no object and no pointer. */
bool wire_takes(AwValue v);

/** Writes a value that wire_takes() accepts to `at`; returns the bytes it takes. NULL: only counts
 * them. */
size_t wire_put(char *at, AwValue v);

/** The value that the `size` bytes stand for, held by the current scope; AW_RUNTIME when they are
 * not a value, or AW_NOMEM. No byte is trusted. */
AwValue wire_get(const char *data, size_t size);
