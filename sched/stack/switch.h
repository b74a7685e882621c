/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* switch.h - from one stack to another: a few instructions, inlined into the code that switches; or
 * portable.c, where AW_SWITCH_PORTABLE is defined.
 *
 * The stack pointer, the frame pointer and the place to go on are saved; all other registers are
 * declared lost, so that the compiler saves what it still needs, and nothing else. It jumps: a
 * return on another stack than the call's is always mispredicted. Where it goes on is aligned: at
 * the end of a cache line of code, it would cost a twentieth of a switch. Signal mask, rounding
 * mode and errno belong to the thread and stay as they are. */
#pragma once

/* Where a stack was left. The instructions know the layout. */
typedef struct {
    void *stack_pointer, *frame_pointer, *resume;
} Context;

#if defined(AW_SWITCH_PORTABLE)

/* context_switch() is not needed. */

#elif defined(__x86_64__)

#ifdef __AVX512F__
#define CONTEXT_LOST_WIDE                                                                          \
    , "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25",    \
        "xmm26", "xmm27", "xmm28", "xmm29", "xmm30", "xmm31", "k1", "k2", "k3", "k4", "k5", "k6",  \
        "k7"
#else
#define CONTEXT_LOST_WIDE
#endif

/** Leaves `from` here and goes on in `to`; comes back when somebody switches to `from`. */
static inline __attribute__((always_inline)) void
context_switch(Context *from, Context *to)
{
    __asm__ volatile("leaq 1f(%%rip), %%rax\n\t"
                     "movq %%rsp, 0(%%rdi)\n\t"
                     "movq %%rbp, 8(%%rdi)\n\t"
                     "movq %%rax, 16(%%rdi)\n\t"
                     "movq 0(%%rsi), %%rsp\n\t"
                     "movq 8(%%rsi), %%rbp\n\t"
                     "jmpq *16(%%rsi)\n"
                     ".p2align 5\n"
                     "1:\n\t"
                     "endbr64"
                     : "+D"(from), "+S"(to)
                     :
                     : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
                       "r15", "cc", "memory", "st", "st(1)", "st(2)", "st(3)", "st(4)", "st(5)",
                       "st(6)", "st(7)", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6",
                       "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14",
                       "xmm15" CONTEXT_LOST_WIDE);
}

#elif defined(__aarch64__)

#ifdef __ARM_FEATURE_SVE
#define CONTEXT_LOST_WIDE                                                                          \
    , "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", "p11", "p12", "p13",      \
        "p14", "p15"
#else
#define CONTEXT_LOST_WIDE
#endif

/** Leaves `from` here and goes on in `to`; comes back when somebody switches to `from`. */
static inline __attribute__((always_inline)) void
context_switch(Context *from, Context *to)
{
    register Context *x0 __asm__("x0") = from;
    register Context *x1 __asm__("x1") = to;

    __asm__ volatile("adr x9, 1f\n\t"
                     "mov x10, sp\n\t"
                     "stp x10, x29, [x0]\n\t"
                     "str x9, [x0, #16]\n\t"
                     "ldp x10, x29, [x1]\n\t"
                     "ldr x9, [x1, #16]\n\t"
                     "mov sp, x10\n\t"
                     "br x9\n"
                     "1:\n\t"
                     "hint #36" /* bti j */
                     : "+r"(x0), "+r"(x1)
                     :
                     : "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
                       "x14", "x15", "x16", "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24",
                       "x25", "x26", "x27", "x28", "x30", "cc", "memory", "v0", "v1", "v2", "v3",
                       "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15",
                       "v16", "v17", "v18", "v19", "v20", "v21", "v22", "v23", "v24", "v25", "v26",
                       "v27", "v28", "v29", "v30", "v31" CONTEXT_LOST_WIDE);
}

#else
#error "no instructions for this processor: build with -Dswitch=portable"
#endif
