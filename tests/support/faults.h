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

/** From now on the n-th request, from 1, is refused. */
void faults_begin(size_t n, FaultMode mode);

/** No more refusals. Whether there was one since faults_begin(). */
bool faults_end(void);

/** What was asked for and not given back yet, of all kinds. */
long faults_live(void);
