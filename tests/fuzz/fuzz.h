/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz.h - what a fuzz target defines; called by libFuzzer, or by replay.c where there is no
 * libFuzzer. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/** Treat the bytes as input from anywhere. Aborts when a promise is broken; returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/** Change bytes into the next input to try, of up to `max_size` bytes. Returns the new size. */
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned seed);

/** Change bytes without knowing what they mean. Defined by libFuzzer, and by replay.c. */
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t max_size);
