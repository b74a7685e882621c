/* SPDX-License-Identifier: GPL-3.0-or-later */
/* no-jit.c - replaces PCRE2's just-in-time compiler: the code it makes for the code pane's regular
 * expressions reads words beyond the text on purpose, which valgrind takes for errors. Interpreted
 * expressions do not. */
#include <stdint.h>

enum { PCRE2_ERROR_JIT_BADOPTION = -45 };

int pcre2_jit_compile_8(void *code, uint32_t options);

int
pcre2_jit_compile_8(void *code, uint32_t options)
{
    (void) code;
    (void) options;
    return PCRE2_ERROR_JIT_BADOPTION;
}
