/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* portable.h - the part of coroutine.h for processors that switch.h has no instructions for. */
#pragma once

struct Coroutine;

/** Leaves `from`, which runs, and goes on in `to`, which was just begun or left before. Returns
 * when somebody switches to `from`. */
void coroutine_switch(struct Coroutine *from, struct Coroutine *to);

/** Leaves `from`, which runs, for good. Whoever runs next gives its stack back, or begins a
 * coroutine on it. */
void coroutine_exit(struct Coroutine *from, struct Coroutine *to) __attribute__((noreturn));
