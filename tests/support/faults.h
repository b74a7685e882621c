/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.h - memory, threads and descriptors that are refused when a test says so. What the library
 * and the test ask for comes by here (the linker wraps it); what libc and libuv ask for inside
 * themselves does not. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef enum {
    FAULT_ONE,   /* only the n-th request is refused */
    FAULT_SINCE, /* the n-th and all that follow */
} FaultMode;

/** From now on the n-th request, from 1, is refused; none if that is 0. */
void faults_begin(size_t n, FaultMode mode);

/** No more refusals. Whether there was one since faults_begin(). */
bool faults_end(void);

/** Who asked since faults_begin(): the places in the code, in the order of the requests, up to
 * `most`. Returns how many. */
size_t faults_places(const void **ret_places, size_t most);

/** What was asked for and not given back yet, of all kinds. */
long faults_live(void);
