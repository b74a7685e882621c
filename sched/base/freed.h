/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* freed.h - what was in the records that were freed last, where sanitizers or valgrind have them
 * freed for good: so a sentence about a late use can say what it was. */
#pragma once
#include <stddef.h>

enum { FREED_KEPT = 192 }; /* bytes of a record */

/** Keeps the beginning of a record that is about to be freed. Any thread. */
void freed_note(const void *record, size_t size);

/** The beginning of the record that was at this address, with zeros after it. NULL: not known any
 * more. */
const void *freed_find(const void *record);
