/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sanitizer.h - which sanitizers this is built with, and whether valgrind runs it. */
#pragma once
#include <stdbool.h>

#if defined(__has_feature)
#define HAS_FEATURE(x) __has_feature(x)
#else
#define HAS_FEATURE(x) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#define WITH_ASAN 1
#else
#define WITH_ASAN 0
#endif

#if defined(__SANITIZE_THREAD__) || HAS_FEATURE(thread_sanitizer)
#include <sanitizer/tsan_interface.h>
#define WITH_TSAN 1
#else
#define WITH_TSAN 0
#endif

#ifdef HAVE_VALGRIND
#include <valgrind/memcheck.h>
#endif

/** Whether recent system calls may be used: valgrind does not know them. */
static inline bool
sanitizer_knows_calls(void)
{
#ifdef HAVE_VALGRIND
    return !RUNNING_ON_VALGRIND;
#else
    return true;
#endif
}
