/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* thread-exit.h - where pthread_exit() ends that code of the program calls in a thread that is not
 * the program's to end. It unwinds the stack up to such a place. A coroutine's stack has another
 * one at its end, which costs nothing to have (coroutine.h). */
#pragma once
#include <stdbool.h>

/** Calls fn(data). False: pthread_exit() was called in it, and all its frames are gone. */
bool thread_exit_stops(void (*fn)(void *data), void *data);
