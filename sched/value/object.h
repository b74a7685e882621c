/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* object.h - what futures, handles and pools have in common: a class and a count of references. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <aw.h>

/* These macros only know the objects of users; the library has more kinds. */
#undef aw_object
#undef aw_ref
#undef aw_unref

/* What it is for those who use it. Bits, since some functions take more than one kind. */
typedef enum {
    OBJECT_INNER = 1 << 0, /* of the library's own, which no program sees */
    OBJECT_FUTURE = 1 << 1,
    OBJECT_LOCK = 1 << 2,
    OBJECT_SEMAPHORE = 1 << 3,
    OBJECT_CONDITION = 1 << 4,
    OBJECT_EVENT = 1 << 5,
    OBJECT_BARRIER = 1 << 6,
    OBJECT_QUEUE = 1 << 7,
    OBJECT_COMPLETIONS = 1 << 8,
    OBJECT_TIMEOUT = 1 << 9,
    OBJECT_GROUP = 1 << 10,
    OBJECT_CONTEXT = 1 << 11,
    OBJECT_HANDLE = 1 << 12,
    OBJECT_JOB = 1 << 13,
    OBJECT_POOL = 1 << 14,
    OBJECT_LOOP = 1 << 15,
    OBJECT_COROUTINE = 1 << 16, /* a coroutine object */
    OBJECT_RUNNER = 1 << 17,
    OBJECT_TASK = 1 << 18, /* only in sentences: the kind of a task is that of a future */
} ObjectKind;

enum {
    OBJECT_HELD = OBJECT_LOCK | OBJECT_SEMAPHORE | OBJECT_CONDITION, /* acquired and released */
    OBJECT_AWAITED = OBJECT_FUTURE | OBJECT_COROUTINE,
    OBJECT_BLOCK = OBJECT_TIMEOUT | OBJECT_GROUP,
    OBJECT_ANY = -1,
};

typedef struct {
    ObjectKind kind;
    bool shared;                /* counted by several threads */
    void (*free)(void *object); /* called when the last reference has gone */
    size_t size;                /* of its record in the free lists; 0: it is not from there */
    size_t site_at; /* the offset of the AwSite * of the call that made it; 0: it has none */
    /* Of an object that a callback of a future keeps: the future that awaits by that callback.
     * NULL: there is none, or the object is a future itself. */
    void *(*awaiter)(void *object);
    bool cancels_awaited; /* what that future awaits by it is cancelled with it */
} ObjectClass;

/* First member of every counted object. The count is plain, since objects stay in their loop's
 * thread, unless the class says that they are shared. */
typedef struct {
    const ObjectClass *class;
    uint32_t refs;
    uint32_t track; /* its number in recordings; 0: not mentioned yet */
} Object;

/* In the place of each object in an array whose scope has closed. */
extern Object object_of_array;

/** What it is, in a word: "queue". */
const char *object_name(const void *object);

/** The call that made it. NULL: not known. */
const AwSite *object_made_at(const void *object);

/** Prints on standard error who runs in this thread, if anybody does. */
typedef void (*MisuseFn)(void);

/** What misuse() calls after its sentence, from now on. Any thread. */
void misuse_set_who_runs(MisuseFn fn);

/** Stops the program with a sentence; for misuse that cannot be an error value. */
void misuse(const char *format, ...) __attribute__((noreturn, cold, format(printf, 1, 2)));

/** The same, with the place of the wrong call. `site` may be NULL: it is not known. */
void misuse_at(const AwSite *site, const char *format, ...)
    __attribute__((noreturn, cold, format(printf, 2, 3)));

/** Stops the program because a public function was given NULL where that means nothing. */
void misuse_null(const char *function, const AwSite *site) __attribute__((noreturn, cold));

/** `site`: of the call, or NULL. */
static inline void
must_have(const void *pointer, const char *function, const AwSite *site)
{
    if (__builtin_expect(!pointer, 0))
        misuse_null(function, site);
}

/** Stops the program because a public function was given an object of another kind than `kinds`, or
 * one whose last reference had gone. */
void misuse_object(const void *object, int kinds, const char *function, const AwSite *site)
    __attribute__((noreturn, cold));

static inline bool
object_is(const void *object, int kinds)
{
    return ((const Object *) object)->class->kind & kinds;
}

/** Called by public functions: stops the program if an object that they were given is of none of
 * these kinds, or has gone. NULL passes. The count of a freed one stays 0 until its memory is used
 * again, which takes a while in debug mode (freelist.h). `site`: of the call, or NULL. */
static inline void
must_be_a(int kinds, const void *object, const char *function, const AwSite *site)
{
    if (!object)
        return;
    bool lives = __atomic_load_n(&((const Object *) object)->refs, __ATOMIC_RELAXED);
    if (__builtin_expect(!lives || !object_is(object, kinds), 0))
        misuse_object(object, kinds, function, site);
}

/** The same where NULL is not allowed either. */
static inline void
must_have_a(int kinds, const void *object, const char *function, const AwSite *site)
{
    must_have(object, function, site);
    must_be_a(kinds, object, function, site);
}

/** A zeroed object of `size` bytes with one reference, the caller's, to be freed by
 * freelist_free(). NULL: no memory. */
void *object_new(const ObjectClass *class, size_t size);

/** Adds a reference to an object that is not shared; not NULL. */
static inline void *
object_ref(void *object)
{
    ((Object *) object)->refs++;
    return object;
}

/** Drops a reference, shared or not; not NULL. Like aw_unref(), but inline, for hot code. */
static inline void
object_unref(void *object)
{
    Object *counted = object;
    uint32_t refs = __atomic_load_n(&counted->refs, __ATOMIC_RELAXED); /* it may be shared */

    if (__builtin_expect(refs == 0 || counted->class->shared, 0))
        aw_unref(object);
    else if (--counted->refs == 0)
        counted->class->free(object);
}
