/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emulated.h - RUNNING_ON_VALGRIND, for tests that must behave differently on valgrind's emulated
 * machine. */
#pragma once

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif
