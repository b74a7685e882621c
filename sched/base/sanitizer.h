/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sanitizer.h - which sanitizers the program has, and whether valgrind runs it. The library itself
 * need not be built with them: it refers to their functions weakly, and the references are NULL if
 * the program has none. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Of a function of theirs: NULL if the program has none. */
#define SANITIZER_WEAK __attribute__((weak))

/* Whether the program has any of them; set before main(). */
extern bool sanitizer_on __attribute__((visibility("hidden")));

/* The same, or whether valgrind runs it: each record and each value is then an allocation of its
 * own. */
extern bool memory_watched __attribute__((visibility("hidden")));

/** Whether it has the address sanitizer. */
bool sanitizer_is_asan(void);

/** Whether it has the thread sanitizer. */
bool sanitizer_is_tsan(void);

/** Tells the thread sanitizer that a thread which calls sanitizer_acquire() for `thing` from now on
 * sees what this thread did until now. It must be told, since it does not see the library's
 * atomics. */
void sanitizer_tell_release(void *thing);
void sanitizer_tell_acquire(void *thing);

static inline void
sanitizer_release(void *thing)
{
    if (__builtin_expect(sanitizer_on, 0))
        sanitizer_tell_release(thing);
}

static inline void
sanitizer_acquire(void *thing)
{
    if (__builtin_expect(sanitizer_on, 0))
        sanitizer_tell_acquire(thing);
}

/* ---- what this file is built with ---- */

#if defined(__has_feature)
#define HAS_FEATURE(x) __has_feature(x)
#else
#define HAS_FEATURE(x) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
#define WITH_ASAN 1
#else
#define WITH_ASAN 0
#endif

#if defined(__SANITIZE_THREAD__) || HAS_FEATURE(thread_sanitizer)
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
