/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theirs.h - what must hold of all that is read of a file of another program. */
#pragma once
#include "tests/fuzz/fuzz.h"

/** Read the bytes as such a file, as a recording and as a model, and export that again; abort when
 * a promise is broken. */
void theirs_read(const uint8_t *bytes, size_t size);
