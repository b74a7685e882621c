/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theirs.h - what must hold for everything that is read from files of other programs. */
#pragma once
#include "tests/fuzz/fuzz.h"

/** Read the bytes as such a file, turn it into a recording and a model, and export that again;
 * abort when a promise is broken. */
void theirs_read(const uint8_t *bytes, size_t size);
