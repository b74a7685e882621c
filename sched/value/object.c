/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* object.c - counted objects. */
#include <aw.h>

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/base/freed.h"
#include "sched/base/freelist.h"
#include "sched/base/sanitizer.h"
#include "sched/base/sentence.h"
#include "sched/value/dropped.h"
#include "sched/value/object.h"

_Static_assert(sizeof(Object) <= FREELIST_KEPT, "a free object keeps its class and count");

static _Atomic(MisuseFn) say_who_runs;

void
misuse_set_who_runs(MisuseFn fn)
{
    atomic_store_explicit(&say_who_runs, fn, memory_order_relaxed);
}

static void __attribute__((noreturn, format(printf, 2, 0)))
say_and_stop(const AwSite *site, const char *format, va_list args)
{
    char text[SENTENCE_MAX];
    size_t n = (size_t) vsnprintf(text, sizeof text, format, args);

    if (site && site->file && site->file[0] && n < sizeof text)
        snprintf(text + n, sizeof text - n, " (at %s:%u)", site->file, (unsigned) site->line);
    sentence_keep(text);
    fprintf(stderr, "aw: %s\n", text);
    MisuseFn who_runs = atomic_load_explicit(&say_who_runs, memory_order_relaxed);
    if (who_runs)
        who_runs();
    abort();
}

void
misuse(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say_and_stop(NULL, format, args);
}

void
misuse_at(const AwSite *site, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say_and_stop(site, format, args);
}

void
misuse_null(const char *function, const AwSite *site)
{
    misuse_at(site, "%s was given NULL", function);
}

/* ---- what it is ---- */

static const ObjectClass class_of_array = {.kind = OBJECT_INNER};
Object object_of_array = {.class = &class_of_array};

/* By the bits of ObjectKind. */
static const char *const kind_names[] = {
    "object",           "future",  "lock",  "semaphore", "condition", "event", "barrier", "queue",
    "as_completed",     "timeout", "group", "context",   "handle",    "job",   "pool",    "loop",
    "coroutine object", "runner",  "task",
};

static const char *
kind_name(int kind)
{
    return kind_names[__builtin_ctz((unsigned) kind)];
}

const char *
object_name(const void *object)
{
    return kind_name(((const Object *) object)->class->kind);
}

const AwSite *
object_made_at(const void *object)
{
    size_t at = ((const Object *) object)->class->site_at;

    return at ? *(AwSite *const *) ((const char *) object + at) : NULL;
}

enum { WORDS = 256 };

/* " made at shop.c:12"; nothing if that is not known. */
static const char *
words_of_place(char words[WORDS], const char *before, const Object *object)
{
    const AwSite *site = object ? object_made_at(object) : NULL;

    words[0] = '\0';
    if (site && site->file && site->file[0])
        snprintf(words, WORDS, "%s made at %s:%u", before, site->file, (unsigned) site->line);
    return words;
}

static const char *
article(const char *name)
{
    return strchr("aeiou", name[0]) ? "an" : "a";
}

/* "a lock" */
static const char *
words_of(char words[WORDS], const Object *object)
{
    const char *name = object ? object_name(object) : kind_name(OBJECT_INNER);

    snprintf(words, WORDS, "%s %s", article(name), name);
    return words;
}

/* "a lock, a semaphore or a condition" */
static const char *
words_of_kinds(char words[WORDS], unsigned kinds)
{
    size_t n = 0;

    for (; kinds; kinds &= kinds - 1) {
        const char *name = kind_name((int) kinds);
        const char *before = !n ? "" : kinds & (kinds - 1) ? ", " : " or ";
        n += (size_t) snprintf(words + n, WORDS - n, "%s%s %s", before, article(name), name);
    }
    return words;
}

/* What is left of an object that has gone. NULL: nothing. */
static const Object *
remains(const Object *object)
{
    return freelist_pools ? object : freed_find(object);
}

static const char *
words_of_gone(char words[WORDS], const Object *object)
{
    return words_of(words, remains(object));
}

/* The aw_unref() of the program that may have been one too many; `otherwise` if there was none. */
static const char *
words_of_drop(char words[WORDS], const char *format, const Object *object, const char *otherwise)
{
    const Object *left = remains(object);
    const AwSite *site = dropped_at(object, 0, left ? object_made_at(left) : NULL);

    if (!site)
        return otherwise;
    snprintf(words, WORDS, "%s %s:%u", format, site->file, (unsigned) site->line);
    return words;
}

static void __attribute__((noreturn))
misuse_gone(const Object *object, const char *function, const AwSite *site)
{
    char name[WORDS], drop[WORDS], place[WORDS];

    if (object == &object_of_array)
        misuse_at(site, "%s was given an item of an array whose scope had closed", function);
    misuse_at(site, "%s was given %s that %s had dropped%s", function, words_of_gone(name, object),
              words_of_drop(drop, "aw_unref() at", object, "its scope"),
              words_of_place(place, "; it was", remains(object)));
}

void
misuse_object(const void *object, int kinds, const char *function, const AwSite *site)
{
    char name[WORDS], place[WORDS], wanted[WORDS];

    if (((const Object *) object)->refs == 0)
        misuse_gone(object, function, site);
    misuse_at(site, "%s was given %s%s, not %s", function, words_of(name, object),
              words_of_place(place, "", object), words_of_kinds(wanted, (unsigned) kinds));
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

/* Adds to the count; returns what it was. What has gone may have lost its class. */
static inline uint32_t
count(Object *object, int by)
{
    uint32_t before = __atomic_load_n(&object->refs, __ATOMIC_RELAXED);

    if (__builtin_expect(!before, 0))
        return 0;
    if (object->class->shared)
        return count_shared(object, by);
    object->refs = before + (uint32_t) by;
    return before;
}

/* Functions of their own, so that aw_ref() and aw_unref() need no room on the stack. */
static void __attribute__((noinline, noreturn, cold))
misuse_late(const Object *object, const AwSite *site)
{
    char name[WORDS], drop[WORDS], place[WORDS];

    if (object == &object_of_array)
        misuse_at(site, "an item of an array was used after the array's scope had closed");
    misuse_at(site, "%s was used after its last reference was dropped%s%s",
              words_of_gone(name, object), words_of_drop(drop, " at", object, ""),
              words_of_place(place, "; it was", remains(object)));
}

static void __attribute__((noinline, noreturn, cold))
misuse_twice(const Object *object, const AwSite *site)
{
    char name[WORDS], drop[WORDS], place[WORDS];

    if (object == &object_of_array)
        misuse_late(object, site);
    misuse_at(site, "%s was dropped twice%s%s", words_of_gone(name, object),
              words_of_drop(drop, ", the first time at", object, ""),
              words_of_place(place, "; it was", remains(object)));
}

void *
aw_ref_from(void *object, AwSite *site)
{
    if (object && count(object, 1) == 0)
        misuse_late(object, site);
    return object;
}

void *
aw_ref(void *object)
{
    return aw_ref_from(object, NULL);
}

void
aw_unref_from(void *object, AwSite *site)
{
    Object *counted = object;

    if (!counted)
        return;
    if (site && __atomic_load_n(&counted->refs, __ATOMIC_RELAXED))
        dropped_note(counted, 0, object_made_at(counted), site);
    uint32_t before = count(counted, -1);
    if (before == 0)
        misuse_twice(counted, site);
    if (before == 1)
        counted->class->free(object);
}

void
aw_unref(void *object)
{
    aw_unref_from(object, NULL);
}
