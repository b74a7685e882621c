/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* object.c - counted objects. */
#include <aw.h>

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/base/freelist.h"
#include "sched/base/sanitizer.h"
#include "sched/base/sentence.h"
#include "sched/value/object.h"

_Static_assert(sizeof(Object) <= FREELIST_KEPT, "a free object keeps its class and count");

static _Atomic(MisuseFn) say_who_runs;

void
misuse_set_who_runs(MisuseFn fn)
{
    atomic_store_explicit(&say_who_runs, fn, memory_order_relaxed);
}

void
misuse(const char *format, ...)
{
    char text[SENTENCE_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    sentence_keep(text);
    fprintf(stderr, "aw: %s\n", text);
    MisuseFn who_runs = atomic_load_explicit(&say_who_runs, memory_order_relaxed);
    if (who_runs)
        who_runs();
    abort();
}

void
misuse_null(const char *function)
{
    misuse("%s was given NULL", function);
}

const AwSite *
object_made_at(const void *object)
{
    size_t at = ((const Object *) object)->class->site_at;

    return at ? *(AwSite *const *) ((const char *) object + at) : NULL;
}

/* Stops the program with a sentence about an object that has gone, and where it was made. */
static void __attribute__((noreturn, cold, format(printf, 2, 3)))
misuse_of(const Object *object, const char *format, ...)
{
    const AwSite *site = object_made_at(object);
    char what[160], place[200] = "";
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    if (site && site->file && site->file[0])
        snprintf(place, sizeof place, "; it was made at %s:%u", site->file, (unsigned) site->line);
    misuse("%s%s", what, place);
}

static const char *
article(const char *name)
{
    return strchr("aeiou", name[0]) ? "an" : "a";
}

void
misuse_gone(const void *object, const char *function)
{
    if (!freelist_pools) /* it was freed for good, with its class */
        misuse("%s was given an object that its scope had dropped", function);
    const char *name = ((const Object *) object)->class->name;
    misuse_of(object, "%s was given %s %s that its scope had dropped", function, article(name),
              name);
}

void *
object_new(const ObjectClass *class, size_t size)
{
    Object *object = calloc(1, size);

    if (object)
        *object = (Object){.class = class, .refs = 1};
    return object;
}

/* The thread that frees it sees what others did with it before they let go. */
static uint32_t
count_shared(Object *object, int by)
{
    sanitizer_release(object);
    uint32_t before = __atomic_fetch_add(&object->refs, by, __ATOMIC_ACQ_REL);
    sanitizer_acquire(object);
    return before;
}

/* Adds to the count; returns what it was. */
static inline uint32_t
count(Object *object, int by)
{
    if (object->class->shared)
        return count_shared(object, by);
    object->refs += by;
    return object->refs - by;
}

/* Functions of their own, so that aw_ref() and aw_unref() need no room on the stack. */
static void __attribute__((noinline, noreturn, cold)) misuse_late(const Object *object)
{
    const char *name = object->class->name;

    misuse_of(object, "%s %s was used after its last reference was dropped", article(name), name);
}

static void __attribute__((noinline, noreturn, cold)) misuse_twice(const Object *object)
{
    const char *name = object->class->name;

    misuse_of(object, "%s %s was dropped twice", article(name), name);
}

void *
aw_ref(void *object)
{
    if (object && count(object, 1) == 0)
        misuse_late(object);
    return object;
}

void
aw_unref(void *object)
{
    Object *counted = object;

    if (!counted)
        return;
    uint32_t before = count(counted, -1);
    if (before == 0)
        misuse_twice(counted);
    if (before == 1)
        counted->class->free(object);
}
