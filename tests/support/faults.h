/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.h - refuses memory, threads and descriptors when a test says so. What the library and the
 * test ask for comes through here (the linker wraps it); what libc and libuv ask for internally
 * does not. */
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

/** The places in the code that asked since faults_begin(), in the order of the requests, up to
 * `most`. Returns how many. */
size_t faults_places(const void **ret_places, size_t most);

/** How many things of all kinds were given out and not given back yet. */
long faults_live(void);
