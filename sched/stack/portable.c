/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* portable.c - switching stacks where switch.h has no instructions for the processor: makecontext()
 * to enter one for the first time, _setjmp() and _longjmp() from then on, which make no system
 * calls. */
#undef _FORTIFY_SOURCE /* it takes a jump to another stack for an error */

#include "sched/stack/portable.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <ucontext.h>

#include "sched/stack/coroutine.h"

static void
look_for_unwinding(const CoroutineStart **start)
{
    if (*start)
        coroutine_unwound();
}

/* Pointers pass through makecontext() as two integers. */
static void
first(unsigned high, unsigned low)
{
    const CoroutineStart *start __attribute__((cleanup(look_for_unwinding))) =
        (const CoroutineStart *) (uintptr_t) ((uint64_t) high << 32 | (uint64_t) low);

    coroutine_main(start->main, start->data);
}

/* The address sanitizer would mark this frame and not notice that it is left. */
static void __attribute__((no_sanitize("address"))) enter(const Coroutine *to)
{
    const uintptr_t start = (uintptr_t) to->context.stack_pointer;
    ucontext_t context;

    getcontext(&context);
    context.uc_link = NULL;
    context.uc_stack.ss_sp = to->stack->low;
    context.uc_stack.ss_size = start - (uintptr_t) to->stack->low;
    makecontext(&context, (void (*)(void)) first, 2, (unsigned) ((uint64_t) start >> 32),
                (unsigned) start);
    setcontext(&context);
}

static void __attribute__((noreturn)) go_on(const Coroutine *to)
{
    if (to->context.resume)
        enter(to);
    else
        _longjmp(*(jmp_buf *) to->context.stack_pointer, 1);
    abort();
}

/* `fake` changes between the two returns of _setjmp(). */
void
coroutine_switch(Coroutine *from, Coroutine *to)
{
    void *volatile fake = NULL;
    jmp_buf here;

    overflow_check(from->stack);
    if (!_setjmp(here)) {
        from->context = (Context){.stack_pointer = &here};
        if (sanitizer_on)
            sanitizer_leave((void **) &fake, to->stack);
        go_on(to);
    }
    if (sanitizer_on)
        sanitizer_arrive(fake);
}

void
coroutine_exit(Coroutine *from, Coroutine *to)
{
    overflow_check(from->stack);
    if (sanitizer_on)
        sanitizer_leave(NULL, to->stack);
    go_on(to);
}
