/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.h - refuses memory, threads and descriptors when a test says so. Requests of the library
 * and the test go through here (the linker wraps them); internal ones of libc and libuv do not. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef enum {
    FAULT_ONE,   /* only the n-th request is refused */
    FAULT_SINCE, /* the n-th and all that follow */
} FaultMode;

/** From now on the n-th request, from 1, is refused; none if that is 0. */
void faults_begin(size_t n, FaultMode mode);

/** Ends the refusals. Returns whether there was one since faults_begin(). */
bool faults_end(void);

/** The places in the code that made requests since faults_begin(), in order, up to `most`. Returns
 * how many there are. */
size_t faults_places(const void **ret_places, size_t most);

/** How many things of all kinds were given out and not yet given back, without what is kept
 * only for sanitizers to find. */
long faults_live(void);
