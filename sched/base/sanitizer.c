/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sanitizer.c - see sanitizer.h. */
#include "sched/base/sanitizer.h"

void __sanitizer_start_switch_fiber(void **fake, const void *low, size_t size) SANITIZER_WEAK;
void __tsan_switch_to_fiber(void *fiber, unsigned flags) SANITIZER_WEAK;
void __tsan_acquire(void *thing) SANITIZER_WEAK;
void __tsan_release(void *thing) SANITIZER_WEAK;
void __lsan_register_root_region(const void *low, size_t size) SANITIZER_WEAK;

bool sanitizer_on;
bool memory_watched;

bool
sanitizer_is_asan(void)
{
    return __sanitizer_start_switch_fiber;
}

bool
sanitizer_is_tsan(void)
{
    return __tsan_switch_to_fiber;
}

void
sanitizer_tell_release(void *thing)
{
    if (__tsan_release)
        __tsan_release(thing);
}

void
sanitizer_tell_acquire(void *thing)
{
    if (__tsan_acquire)
        __tsan_acquire(thing);
}

/* The standalone leak sanitizer has only __lsan_register_root_region(). */
static void __attribute__((constructor(101))) look(void)
{
    sanitizer_on = sanitizer_is_asan() || sanitizer_is_tsan() || __lsan_register_root_region;
    memory_watched = sanitizer_on;
#ifdef HAVE_VALGRIND
    memory_watched |= RUNNING_ON_VALGRIND > 0;
#endif
}
