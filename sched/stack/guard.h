/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* guard.h - pages below stacks that cannot be touched, by the cheapest means the kernel has. */
#pragma once
#include <stddef.h>

/* From the best: marks in the page table, many a call or one (Linux 6.13); a mapping of its own for
 * each, of which a process may have some 65,000. */
typedef enum { GUARD_MARK_MANY, GUARD_MARK, GUARD_PROTECT, GUARD_NONE } GuardMeans;

/** Guards the lowest page of each of `n` slots of `slot` bytes from `base` on. Returns how many,
 * from the first, are guarded; `ret_protected` gets how many of them by GUARD_PROTECT. */
size_t guards_install(char *base, size_t slot, size_t n, size_t *ret_protected);

/** So many that were guarded by GUARD_PROTECT are unmapped. */
void guards_gone(size_t n_protected);

/** Does without the means before `first`, as on a kernel that lacks them, and protects at most so
 * many at a time; for tests. */
void guards_limit(GuardMeans first, size_t most_protected);

/** Bytes of a page. */
size_t page_size(void);
