/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* scope-array.h - arrays of objects that belong to a scope and are given to the program. */
#pragma once
#include <stddef.h>

/** An array of `n` NULLs, and one after them, that the current scope holds; it does not hold its
 * items. When the scope has closed, each item is an object that has gone, until the memory is used
 * again: whoever is given one ends the program with a sentence. NULL: no memory. */
void **scope_array(size_t n);
