/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stack-sanitizer.c - calls the sanitizers that the program has. */
#include "sched/stack/stack-sanitizer.h"

#include <stdatomic.h>

void __sanitizer_start_switch_fiber(void **fake, const void *low, size_t size) SANITIZER_WEAK;
void __sanitizer_finish_switch_fiber(void *fake, const void **low, size_t *size) SANITIZER_WEAK;
void __asan_poison_memory_region(const volatile void *low, size_t size) SANITIZER_WEAK;
void __asan_unpoison_memory_region(const volatile void *low, size_t size) SANITIZER_WEAK;
void *__tsan_get_current_fiber(void) SANITIZER_WEAK;
void *__tsan_create_fiber(unsigned flags) SANITIZER_WEAK;
void __tsan_destroy_fiber(void *fiber) SANITIZER_WEAK;
void __tsan_switch_to_fiber(void *fiber, unsigned flags) SANITIZER_WEAK;
void __lsan_register_root_region(const void *low, size_t size) SANITIZER_WEAK;
void __lsan_unregister_root_region(const void *low, size_t size) SANITIZER_WEAK;

/* The thread sanitizer ends the program at 8,128 fibers and threads together. */
enum { MOST_FIBERS = 8000 };

static _Atomic int n_fibers;

static size_t
size_of(const Stack *stack)
{
    return (size_t) (stack->high - stack->low);
}

/* If this were built with the thread sanitizer, it would be entered on one fiber and left on
 * another. */
__attribute__((no_sanitize("thread"))) void
sanitizer_leave(void **ret_fake, const Stack *to)
{
    if (__sanitizer_start_switch_fiber)
        __sanitizer_start_switch_fiber(ret_fake, to->low, size_of(to));
    if (__tsan_switch_to_fiber)
        __tsan_switch_to_fiber(to->fiber, 0);
}

void
sanitizer_arrive(void *fake)
{
    if (__sanitizer_finish_switch_fiber)
        __sanitizer_finish_switch_fiber(fake, NULL, NULL);
}

/* While a task runs, what its thread's own stack points to is no leak. */
void
sanitizer_adopt(Stack *ret_own)
{
    static _Thread_local bool is_root;

    *ret_own = stack_of_thread();
    if (__tsan_get_current_fiber)
        ret_own->fiber = __tsan_get_current_fiber();
    if (__lsan_register_root_region && !is_root && ret_own->low)
        __lsan_register_root_region(ret_own->low, size_of(ret_own));
    is_root = true;
}

bool
sanitizer_has_room(void)
{
    return !sanitizer_is_tsan() || n_fibers < MOST_FIBERS;
}

/* What the stack of a waiting task points to is no leak. A stack that is not in use is poisoned, so
 * what is left on it does not count. */
void
sanitizer_tell_new(const Stack *stack)
{
    if (__lsan_register_root_region)
        __lsan_register_root_region(stack->low, size_of(stack));
}

void
sanitizer_tell_free(const Stack *stack)
{
    if (__asan_unpoison_memory_region)
        __asan_unpoison_memory_region(stack->low, size_of(stack));
    if (__lsan_unregister_root_region)
        __lsan_unregister_root_region(stack->low, size_of(stack));
}

void
sanitizer_tell_rest(const Stack *stack)
{
    if (__asan_poison_memory_region)
        __asan_poison_memory_region(stack->low, size_of(stack));
    if (!__tsan_destroy_fiber)
        return;
    __tsan_destroy_fiber(stack->fiber);
    n_fibers--;
}

/* Makes a new fiber, since calls on the one before never returned. */
void
sanitizer_tell_use(Stack *stack)
{
    if (__asan_unpoison_memory_region)
        __asan_unpoison_memory_region(stack->low, size_of(stack));
    if (!__tsan_create_fiber)
        return;
    stack->fiber = __tsan_create_fiber(0);
    n_fibers++;
}
