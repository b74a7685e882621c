/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* portable.h - what coroutine.h is without instructions of ours for this processor. */
#pragma once

struct Coroutine;

/** Leaves `from`, which runs, and goes on in `to`: begun, or left before. Returns when somebody
 * switches to `from`. */
void coroutine_switch(struct Coroutine *from, struct Coroutine *to);

/** Leaves `from`, which runs, for good. Its stack is for whoever runs next to give back, or to
 * begin anew. */
void coroutine_exit(struct Coroutine *from, struct Coroutine *to) __attribute__((noreturn));
