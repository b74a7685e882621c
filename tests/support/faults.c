/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.c - wrappers that the linker puts in front of functions that can fail. */
#include "tests/support/faults.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <uv.h>

#include "sched/value/cell.h"

enum { PLACES_KEPT = 1024, PAGE_BYTES = 4096 };

static _Atomic bool on, refused;
static _Atomic size_t n_asked;
static size_t first_refused;
static FaultMode mode;
static _Atomic long live;
static const void *places[PLACES_KEPT];

void
faults_begin(size_t n, FaultMode how)
{
    atomic_store(&n_asked, 0);
    atomic_store(&refused, false);
    first_refused = n;
    mode = how;
    atomic_store(&on, true);
}

bool
faults_end(void)
{
    atomic_store(&on, false);
    return atomic_load(&refused);
}

size_t
faults_places(const void **ret_places, size_t most)
{
    size_t n = atomic_load(&n_asked);

    n = n < PLACES_KEPT ? n : PLACES_KEPT;
    n = n < most ? n : most;
    memcpy(ret_places, places, n * sizeof *places);
    return n;
}

long
faults_live(void)
{
    return atomic_load(&live) - (long) cells_retired();
}

/* Whether this request is one of those to refuse. Inline, so that the return address is that of the
 * wrapping function: a place in the code that asked. */
static inline __attribute__((always_inline)) bool
refuse(void)
{
    if (!atomic_load(&on))
        return false;
    size_t n = atomic_fetch_add(&n_asked, 1) + 1;
    if (n <= PLACES_KEPT)
        places[n - 1] = __builtin_return_address(0);
    if (n != first_refused && (mode == FAULT_ONE || n < first_refused))
        return false;
    atomic_store(&refused, true);
    errno = ENOMEM;
    return true;
}

/* Counts memory that was given out. */
static void *
given(void *memory)
{
    if (memory)
        atomic_fetch_add(&live, 1);
    return memory;
}

/* ---- memory ---- */

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
int __wrap_posix_memalign(void **ret_memory, size_t alignment, size_t size);
char *__wrap_strdup(const char *text);
int __wrap_vasprintf(char **ret_text, const char *format, va_list args);
int __wrap_asprintf(char **ret_text, const char *format, ...);
void __real_free(void *memory);
void __wrap_free(void *memory);
void *__real_mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset);
int __real_munmap(void *at, size_t size);
int __wrap_munmap(void *at, size_t size);

void *
__wrap_malloc(size_t size)
{
    return refuse() ? NULL : given(__real_malloc(size));
}

void *
__wrap_calloc(size_t n, size_t size)
{
    return refuse() ? NULL : given(__real_calloc(n, size));
}

void *
__wrap_realloc(void *old, size_t size)
{
    if (refuse())
        return NULL;
    return old ? __real_realloc(old, size) : given(__real_realloc(NULL, size));
}

void *
__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return refuse() ? NULL : given(__real_aligned_alloc(alignment, size));
}

int
__wrap_posix_memalign(void **ret_memory, size_t alignment, size_t size)
{
    void *memory = __wrap_aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);

    if (!memory)
        return ENOMEM;
    *ret_memory = memory;
    return 0;
}

char *
__wrap_strdup(const char *text)
{
    char *copy = __wrap_malloc(strlen(text) + 1);

    return copy ? strcpy(copy, text) : NULL;
}

int
__wrap_vasprintf(char **ret_text, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = size < 0 ? NULL : __wrap_malloc((size_t) size + 1);
    if (!text)
        return -1;
    *ret_text = text;
    return vsnprintf(text, (size_t) size + 1, format, args);
}

int
__wrap_asprintf(char **ret_text, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int size = __wrap_vasprintf(ret_text, format, args);
    va_end(args);
    return size;
}

void
__wrap_free(void *memory)
{
    if (memory)
        atomic_fetch_sub(&live, 1);
    __real_free(memory);
}

/* Each page counts as a live thing, since a mapping may be given back in parts. */
static long
n_pages(size_t size)
{
    return (long) ((size + PAGE_BYTES - 1) / PAGE_BYTES);
}

void *
__wrap_mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    if (refuse())
        return MAP_FAILED;
    void *memory = __real_mmap64(at, size, protection, flags, fd, offset);
    if (memory != MAP_FAILED)
        atomic_fetch_add(&live, n_pages(size));
    return memory;
}

int
__wrap_munmap(void *at, size_t size)
{
    atomic_fetch_sub(&live, n_pages(size));
    return __real_munmap(at, size);
}

/* ---- other things that a system can run out of ---- */

int __real_pthread_create(pthread_t *ret_thread, const pthread_attr_t *attributes,
                          void *(*fn)(void *), void *data);
int __wrap_pthread_create(pthread_t *ret_thread, const pthread_attr_t *attributes,
                          void *(*fn)(void *), void *data);
int __real_timerfd_create(int clock, int flags);
int __wrap_timerfd_create(int clock, int flags);
int __real_uv_loop_init(uv_loop_t *loop);
int __wrap_uv_loop_init(uv_loop_t *loop);
int __real_uv_loop_close(uv_loop_t *loop);
int __wrap_uv_loop_close(uv_loop_t *loop);
int __real_uv_async_init(uv_loop_t *loop, uv_async_t *async, uv_async_cb fn);
int __wrap_uv_async_init(uv_loop_t *loop, uv_async_t *async, uv_async_cb fn);
int __real_uv_poll_init(uv_loop_t *loop, uv_poll_t *poll, int fd);
int __wrap_uv_poll_init(uv_loop_t *loop, uv_poll_t *poll, int fd);

int
__wrap_pthread_create(pthread_t *ret_thread, const pthread_attr_t *attributes, void *(*fn)(void *),
                      void *data)
{
    return refuse() ? EAGAIN : __real_pthread_create(ret_thread, attributes, fn, data);
}

int
__wrap_timerfd_create(int clock, int flags)
{
    return refuse() ? -1 : __real_timerfd_create(clock, flags);
}

/* A libuv loop counts as one live thing until it is closed. */
int
__wrap_uv_loop_init(uv_loop_t *loop)
{
    int error = refuse() ? UV_ENOMEM : __real_uv_loop_init(loop);

    if (!error)
        given(loop);
    return error;
}

int
__wrap_uv_loop_close(uv_loop_t *loop)
{
    int error = __real_uv_loop_close(loop);

    if (!error)
        atomic_fetch_sub(&live, 1);
    return error;
}

int
__wrap_uv_async_init(uv_loop_t *loop, uv_async_t *async, uv_async_cb fn)
{
    return refuse() ? UV_ENOMEM : __real_uv_async_init(loop, async, fn);
}

int
__wrap_uv_poll_init(uv_loop_t *loop, uv_poll_t *poll, int fd)
{
    return refuse() ? UV_ENOMEM : __real_uv_poll_init(loop, poll, fd);
}
