/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* coroutine.c - switching stacks: a few instructions of our own on x86-64 and aarch64.
 * Only callee-saved registers live across a switch; the signal mask, rounding mode and
 * errno belong to the thread. */
#include "sched/coroutine.h"

#include <pthread.h>
#include <string.h>

#include "sched/sanitizer.h"

void coroutine_main(Coroutine *co) __attribute__((noreturn, used, visibility("hidden")));

#if defined(__x86_64__)

/* First code on a new stack: the coroutine is in the frame pointer. Backtraces end here. */
__asm__(".text\n"
        ".globl coroutine_first\n"
        ".hidden coroutine_first\n"
        ".type coroutine_first, @function\n"
        "coroutine_first:\n"
        "    .cfi_startproc\n"
        "    .cfi_undefined rip\n"
        "    endbr64\n"
        "    movq %rbp, %rdi\n"
        "    xorl %ebp, %ebp\n"
        "    call coroutine_main\n"
        "    ud2\n"
        "    .cfi_endproc\n"
        ".size coroutine_first, . - coroutine_first\n");

/* Jumps instead of returning: a return on another stack is always mispredicted. */
static __attribute__((noinline)) void
switch_context(Context *from, const Context *to)
{
    __asm__ volatile("leaq 1f(%%rip), %%rax\n\t"
                     "movq %%rsp, 0(%%rdi)\n\t"
                     "movq %%rbp, 8(%%rdi)\n\t"
                     "movq %%rax, 16(%%rdi)\n\t"
                     "movq 0(%%rsi), %%rsp\n\t"
                     "movq 8(%%rsi), %%rbp\n\t"
                     "jmpq *16(%%rsi)\n\t"
                     "1: endbr64"
                     : "+D"(from), "+S"(to)
                     :
                     : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
                       "r15", "cc", "memory");
}

#elif defined(__aarch64__)

__asm__(".text\n"
        ".globl coroutine_first\n"
        ".hidden coroutine_first\n"
        ".type coroutine_first, %function\n"
        "coroutine_first:\n"
        "    .cfi_startproc\n"
        "    .cfi_undefined x30\n"
        "    hint #36\n" /* bti j */
        "    mov x0, x29\n"
        "    mov x29, xzr\n"
        "    bl coroutine_main\n"
        "    brk #0\n"
        "    .cfi_endproc\n"
        ".size coroutine_first, . - coroutine_first\n");

static __attribute__((noinline)) void
switch_context(Context *from, const Context *to)
{
    register Context *x0 __asm__("x0") = from;
    register const Context *x1 __asm__("x1") = to;

    __asm__ volatile("adr x9, 1f\n\t"
                     "mov x10, sp\n\t"
                     "stp x10, x29, [x0]\n\t"
                     "str x9, [x0, #16]\n\t"
                     "ldp x10, x29, [x1]\n\t"
                     "ldr x9, [x1, #16]\n\t"
                     "mov sp, x10\n\t"
                     "br x9\n\t"
                     "1: hint #36"
                     : "+r"(x0), "+r"(x1)
                     :
                     : "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
                       "x14", "x15", "x16", "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24",
                       "x25", "x26", "x27", "x28", "x30", "cc", "memory", "v8", "v9", "v10", "v11",
                       "v12", "v13", "v14", "v15");
}

#else
#error "aw runs on x86-64 and aarch64"
#endif

void coroutine_first(void);

static void
sanitizer_before(Coroutine *from, const Coroutine *to)
{
#if WITH_ASAN
    __sanitizer_start_switch_fiber(from->over ? NULL : &from->fake, to->stack->low,
                                   (size_t) (to->stack->high - to->stack->low));
#endif
#if WITH_TSAN
    __tsan_switch_to_fiber(to->stack->fiber, 0);
#endif
    (void) from;
    (void) to;
}

static void
sanitizer_after(Coroutine *now)
{
#if WITH_ASAN
    __sanitizer_finish_switch_fiber(now->fake, NULL, NULL);
#endif
    (void) now;
}

static void
switch_to(Coroutine *from, Coroutine *to)
{
    sanitizer_before(from, to);
    switch_context(&from->context, &to->context);
    sanitizer_after(from);
}

void
coroutine_main(Coroutine *co)
{
    sanitizer_after(co);
    co->main(co->data);
    co->over = true;
    switch_to(co, co->caller);
    __builtin_unreachable();
}

bool
coroutine_begin(Coroutine *co, size_t size, void (*main)(void *), void *data)
{
    Stack *stack = stack_take(size);

    if (!stack)
        return false;
    *co = (Coroutine){
        .stack = stack,
        .main = main,
        .data = data,
        /* The frame pointer carries the coroutine to coroutine_first(). */
        .context = {.stack_pointer = stack->high - 64,
                    .frame_pointer = co,
                    .resume = (void *) coroutine_first},
    };
    return true;
}

/* Who enters runs on a stack the sanitizers know already; they want to hear of it again when it is
 * switched back to. */
static void
know_own_stack(Coroutine *self)
{
    static _Thread_local Stack own;

    if (self->stack)
        return;
#if WITH_ASAN
    pthread_attr_t attributes;
    void *low;
    size_t size;
    pthread_getattr_np(pthread_self(), &attributes);
    pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
    own.low = low;
    own.high = own.low + size;
#endif
#if WITH_TSAN
    own.fiber = __tsan_get_current_fiber();
#endif
    self->stack = &own;
}

void
coroutine_enter(Coroutine *self, Coroutine *co)
{
    know_own_stack(self);
    co->caller = self;
    switch_to(self, co);
}

void
coroutine_leave(Coroutine *co)
{
    switch_to(co, co->caller);
}

void
coroutine_end(Coroutine *co)
{
    if (co->stack)
        stack_give(co->stack);
    co->stack = NULL;
}
