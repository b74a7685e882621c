/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* guard.h - untouchable memory below stacks, made by the cheapest means the kernel has. */
#pragma once
#include <stddef.h>

/* The least width of a guard, since a local variable larger than a page can reach beyond a guard of
 * one page. For each stack it costs address space, 128 bytes of page table, and, the first time
 * that the stack is used, 0.4 us. With 100,000 tasks, a switch takes 3 to 6 ns more: there are
 * twice as many page tables to go through. */
enum { GUARD_WIDTH = 64 * 1024 };

/* Best first: marks in the page table, many in a call or one (Linux 6.13); a mapping of its own for
 * each guard, of which a process may have some 65,000. */
typedef enum { GUARD_MARK_MANY, GUARD_MARK, GUARD_PROTECT, GUARD_NONE } GuardMeans;

/** Guards the lowest guard_size() bytes of each of `n` slots of `slot` bytes from `base` on.
 * Returns how many, from the first, are guarded; `ret_protected` gets how many of them by
 * GUARD_PROTECT. */
size_t guards_install(char *base, size_t slot, size_t n, size_t *ret_protected);

/** Says that so many stacks guarded by GUARD_PROTECT were unmapped. */
void guards_gone(size_t n_protected);

/** Does without the means before `first`, as on a kernel that lacks them, and uses GUARD_PROTECT
 * for at most so many at a time; for tests. */
void guards_limit(GuardMeans first, size_t most_protected);

/** Bytes of a page. */
size_t page_size(void);

/** Bytes of a guard: GUARD_WIDTH and one page, which makes the number of pages odd. */
static inline size_t
guard_size(void)
{
    return GUARD_WIDTH + page_size();
}
