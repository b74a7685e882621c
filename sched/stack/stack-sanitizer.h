/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stack-sanitizer.h - what the sanitizers and valgrind are told about stacks. Without them, none of
 * it does anything. */
#pragma once
#include <stdatomic.h>
#include <stddef.h>

#include "sched/base/sanitizer.h"
#include "sched/stack/stack.h"

/** Says that the running stack is about to be left for `to`. `ret_fake` gets what
 * sanitizer_arrive() wants when the stack is resumed; NULL: it never is. */
static inline __attribute__((always_inline)) void
sanitizer_leave(void **ret_fake, const Stack *to)
{
#if WITH_ASAN
    __sanitizer_start_switch_fiber(ret_fake, to->low, (size_t) (to->high - to->low));
#endif
#if WITH_TSAN
    __tsan_switch_to_fiber(to->fiber, 0);
#endif
}

/** Says that the stack that runs now was switched to. `fake`: NULL the first time. */
static inline __attribute__((always_inline)) void
sanitizer_arrive(void *fake)
{
#if WITH_ASAN
    __sanitizer_finish_switch_fiber(fake, NULL, NULL);
#endif
}

#if WITH_TSAN
/* The thread sanitizer ends the program at 8,128 fibers and threads together. */
enum { MOST_FIBERS = 8000 };
extern _Atomic int sanitizer_n_fibers;
#endif

/** Whether one more stack may be taken into use. */
static inline bool
sanitizer_has_room(void)
{
#if WITH_TSAN
    return sanitizer_n_fibers < MOST_FIBERS;
#else
    return true;
#endif
}

/** Says that a stack was mapped. */
static inline void
sanitizer_stack_new(Stack *stack)
{
#ifdef HAVE_VALGRIND
    stack->valgrind_id = VALGRIND_STACK_REGISTER(stack->low, stack->high);
#endif
}

/** Says that it is about to be unmapped. */
static inline void
sanitizer_stack_free(Stack *stack)
{
#ifdef HAVE_VALGRIND
    VALGRIND_STACK_DEREGISTER(stack->valgrind_id);
#endif
#if WITH_ASAN
    __asan_unpoison_memory_region(stack->low, (size_t) (stack->high - stack->low));
#endif
}

/** Says that it is not in use: any access to it is an error. */
static inline void
sanitizer_stack_rest(Stack *stack)
{
#if WITH_ASAN
    __asan_poison_memory_region(stack->low, (size_t) (stack->high - stack->low));
#endif
#ifdef HAVE_VALGRIND
    VALGRIND_MAKE_MEM_NOACCESS(stack->low, stack->high - stack->low);
#endif
#if WITH_TSAN
    __tsan_destroy_fiber(stack->fiber);
    sanitizer_n_fibers--;
#endif
}

/** Says that it is taken into use. */
static inline void
sanitizer_stack_use(Stack *stack)
{
#if WITH_ASAN
    __asan_unpoison_memory_region(stack->low, (size_t) (stack->high - stack->low));
#endif
#ifdef HAVE_VALGRIND
    VALGRIND_MAKE_MEM_UNDEFINED(stack->low, stack->high - stack->low);
#endif
#if WITH_TSAN
    stack->fiber = __tsan_create_fiber(0); /* the calls on the one before never returned */
    sanitizer_n_fibers++;
#endif
}
