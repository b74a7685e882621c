/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* serial.h - numbers for pointers, which stand for them in texts and recordings: addresses differ
 * from run to run. */
#pragma once
#include <stdint.h>

/** The pointer's number, from 1, in the order in which they were asked for: each time the same. 0
 * for NULL, and when there is no memory for more. What is later at a freed address has its number.
 * Any thread. */
uint32_t serial_of(const void *pointer);
