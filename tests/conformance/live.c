/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live.c - counts the library's blocks of memory: the linker redirects its allocations here
 * (--wrap). */
#include "tests/conformance/soak.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "sched/value/cell.h"

static _Atomic long n_live;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
char *__real_strdup(const char *text);
int __real_vasprintf(char **text, const char *format, va_list args);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);
char *__wrap_strdup(const char *text);
int __wrap_vasprintf(char **text, const char *format, va_list args);
int __wrap_asprintf(char **text, const char *format, ...);

static void *
counted(void *block)
{
    n_live += block != NULL;
    return block;
}

void *
__wrap_malloc(size_t size)
{
    return counted(__real_malloc(size));
}

void *
__wrap_calloc(size_t n, size_t size)
{
    return counted(__real_calloc(n, size));
}

void *
__wrap_realloc(void *block, size_t size)
{
    return block ? __real_realloc(block, size) : counted(__real_realloc(NULL, size));
}

void
__wrap_free(void *block)
{
    n_live -= block != NULL;
    __real_free(block);
}

char *
__wrap_strdup(const char *text)
{
    return counted(__real_strdup(text));
}

int
__wrap_vasprintf(char **text, const char *format, va_list args)
{
    int size = __real_vasprintf(text, format, args);

    n_live += size >= 0;
    return size;
}

int
__wrap_asprintf(char **text, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int size = __wrap_vasprintf(text, format, args);
    va_end(args);
    return size;
}

long
live_blocks(void)
{
    return n_live - (long) cells_retired();
}
