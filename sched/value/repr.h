/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* repr.h - values as people write them, and their order. */
#pragma once
#include <aw.h>

/** Writes `v` as people write it into `buffer`, cut to size - 1; returns the length needed. */
size_t value_write(AwValue v, char *buffer, size_t size);

/** Which comes first in a priority queue: by kind, then numbers by value, text by byte, lists item
 * by item. Less than 0, 0, or more. */
int value_compare(AwValue a, AwValue b);
