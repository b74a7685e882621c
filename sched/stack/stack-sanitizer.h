/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stack-sanitizer.h - what the sanitizers and valgrind are told about stacks. Without them, none of
 * this does anything. Functions marked as cold are only called if sanitizer_on. */
#pragma once
#include <stdbool.h>

#include "sched/base/sanitizer.h"
#include "sched/stack/stack.h"

/** Says that the running stack is about to be left for `to`. `ret_fake` gets what
 * sanitizer_arrive() wants when the stack is resumed; NULL: it never is. */
void sanitizer_leave(void **ret_fake, const Stack *to) __attribute__((cold));

/** Says that the stack that runs now was switched to. `fake`: NULL the first time. */
void sanitizer_arrive(void *fake) __attribute__((cold));

/** Describes the stack that this thread came with. */
void sanitizer_adopt(Stack *ret_own) __attribute__((cold));

/** Whether one more stack may be taken into use. */
bool sanitizer_has_room(void) __attribute__((cold));

/** For sanitizer_stack_new() and the three functions after it. */
void sanitizer_tell_new(const Stack *stack) __attribute__((cold));
void sanitizer_tell_free(const Stack *stack) __attribute__((cold));
void sanitizer_tell_rest(const Stack *stack) __attribute__((cold));
void sanitizer_tell_use(Stack *stack) __attribute__((cold));

/** Says that a stack was mapped. */
static inline void
sanitizer_stack_new(Stack *stack)
{
    if (__builtin_expect(sanitizer_on, 0))
        sanitizer_tell_new(stack);
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
    if (__builtin_expect(sanitizer_on, 0))
        sanitizer_tell_free(stack);
}

/** Says that it is not in use: any access to it is an error. */
static inline void
sanitizer_stack_rest(Stack *stack)
{
#ifdef HAVE_VALGRIND
    VALGRIND_MAKE_MEM_NOACCESS(stack->low, stack->high - stack->low);
#endif
    if (__builtin_expect(sanitizer_on, 0))
        sanitizer_tell_rest(stack);
}

/** Says that it is taken into use. */
static inline void
sanitizer_stack_use(Stack *stack)
{
    if (__builtin_expect(sanitizer_on, 0))
        sanitizer_tell_use(stack);
#ifdef HAVE_VALGRIND
    VALGRIND_MAKE_MEM_UNDEFINED(stack->low, stack->high - stack->low);
#endif
}
