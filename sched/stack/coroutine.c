/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* coroutine.c - the beginning and the end of coroutines. Switching itself is in switch.h. */
#include "sched/stack/coroutine.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unwind.h>

/* ---- unwinding ---- */

static void (*_Atomic unwound)(void);

void
coroutine_on_unwound(void (*fn)(void))
{
    atomic_store_explicit(&unwound, fn, memory_order_relaxed);
}

void
coroutine_unwound(void)
{
    void (*fn)(void) = atomic_load_explicit(&unwound, memory_order_relaxed);

    if (fn)
        fn();
}

/* The unwinder calls this for the frame of coroutine_first(), the last one of a stack. */
_Unwind_Reason_Code
coroutine_personality(int version, _Unwind_Action actions, _Unwind_Exception_Class class,
                      struct _Unwind_Exception *exception, struct _Unwind_Context *context)
    __attribute__((used, visibility("hidden")));

_Unwind_Reason_Code
coroutine_personality(int version, _Unwind_Action actions, _Unwind_Exception_Class class,
                      struct _Unwind_Exception *exception, struct _Unwind_Context *context)
{
    if (actions & _UA_FORCE_UNWIND)
        coroutine_unwound();
    return _URC_CONTINUE_UNWIND;
}

/* ---- the beginning ---- */

/* First code on a new stack. Backtraces end here. It jumps: after a call that never returns, the
 * processor would mispredict the next return on another stack. The return address is for unwinders.
 * An instruction stands before it, since they look for the call there. */
#if defined(AW_SWITCH_PORTABLE)

/* Only marks a context that was never left, which portable.c enters by other means. */
void
coroutine_first(void)
{
    abort();
}

#elif defined(__x86_64__)

__asm__(".text\n"
        ".globl coroutine_first\n"
        ".hidden coroutine_first\n"
        ".type coroutine_first, @function\n"
        "coroutine_first:\n"
        "    .cfi_startproc\n"
        "    .cfi_personality 0x1b, coroutine_personality\n"
        "    .cfi_undefined rip\n"
        "    endbr64\n"
        "    movq 0(%rsp), %rdi\n"
        "    movq 8(%rsp), %rsi\n"
        "    leaq 1f(%rip), %rax\n"
        "    pushq %rax\n"
        "    jmp coroutine_main\n"
        "    nop\n"
        "1:  ud2\n"
        "    .cfi_endproc\n"
        ".size coroutine_first, . - coroutine_first\n");

#elif defined(__aarch64__)

__asm__(".text\n"
        ".globl coroutine_first\n"
        ".hidden coroutine_first\n"
        ".type coroutine_first, %function\n"
        "coroutine_first:\n"
        "    .cfi_startproc\n"
        "    .cfi_personality 0x1b, coroutine_personality\n"
        "    .cfi_undefined x30\n"
        "    hint #36\n" /* bti j */
        "    ldp x0, x1, [sp]\n"
        "    adr x30, 1f\n"
        "    b coroutine_main\n"
        "    nop\n"
        "1:  brk #0\n"
        "    .cfi_endproc\n"
        ".size coroutine_first, . - coroutine_first\n");

#endif

#ifndef AW_SWITCH_PORTABLE
void
coroutine_switch_watched(Coroutine *from, Coroutine *to)
{
    void *fake = NULL;

    overflow_check(from->stack);
    if (sanitizer_on)
        sanitizer_leave(&fake, to->stack);
    context_switch(&from->context, &to->context);
    if (sanitizer_on)
        sanitizer_arrive(fake);
}

void
coroutine_exit_watched(Coroutine *from, Coroutine *to)
{
    overflow_check(from->stack);
    if (sanitizer_on)
        sanitizer_leave(NULL, to->stack);
    context_switch(&from->context, &to->context);
    __builtin_unreachable();
}
#endif

/* The call is a tail call where the compiler makes one. `main` does not return: there is nowhere to
 * return to. */
void
coroutine_main(void (*main)(void *), void *data)
{
    if (sanitizer_on)
        sanitizer_arrive(NULL);
    main(data);
}

void
coroutine_begin_on(Coroutine *co, Stack *stack, void (*main)(void *), void *data)
{
    CoroutineStart *start = (CoroutineStart *) stack->high - 1;

    *start = (CoroutineStart){.main = main, .data = data};
    *co = (Coroutine){.stack = stack,
                      .context = {.stack_pointer = start, .resume = (void *) coroutine_first}};
}

bool
coroutine_begin(Coroutine *co, size_t size, void (*main)(void *), void *data)
{
    Stack *stack = stack_take(size);

    if (stack)
        coroutine_begin_on(co, stack, main, data);
    return stack;
}

void
coroutine_end(Coroutine *co)
{
    if (co->stack)
        stack_give(co->stack);
    co->stack = NULL;
}

static _Thread_local Stack *stays_on; /* NULL: the stack that the thread came with */

void
coroutine_stay(Coroutine *self)
{
    stays_on = self->stack;
}

/* The sanitizers know this stack, and must be told when it is switched back to. */
void
coroutine_adopt(Coroutine *self)
{
    static _Thread_local Stack own;

    if (sanitizer_on && !stays_on) {
        switches_watch();
        sanitizer_adopt(&own);
    }
    *self = (Coroutine){.stack = stays_on ? stays_on : &own};
}
