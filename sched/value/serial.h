/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* serial.h - numbers that stand for pointers in texts and recordings, since addresses differ from
 * run to run. */
#pragma once
#include <stdint.h>

/** The pointer's number, the same each time. Pointers are numbered from 1 in the order in which
 * they are first asked for. 0 for NULL, and when there is no memory for more, or there are too
 * many. If something else is later at the same address, it has the same number. Any thread. */
uint32_t serial_of(const void *pointer);
