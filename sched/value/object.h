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

typedef struct {
    const char *name;
    void (*free)(void *object); /* called when the last reference has gone */
    bool shared;                /* counted by several threads */
    bool is_future;
    bool is_lock;   /* can be acquired and released */
    size_t size;    /* of its record in the free lists; 0: it is not from there */
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

/** The call that made it. NULL: not known. */
const AwSite *object_made_at(const void *object);

/** Prints on standard error who runs in this thread, if anybody does. */
typedef void (*MisuseFn)(void);

/** What misuse() calls after its sentence, from now on. Any thread. */
void misuse_set_who_runs(MisuseFn fn);

/** Stops the program with a sentence; for misuse that cannot be an error value. */
void misuse(const char *format, ...) __attribute__((noreturn, cold, format(printf, 1, 2)));

/** Stops the program because a public function was given NULL where that means nothing. */
void misuse_null(const char *function) __attribute__((noreturn, cold));

static inline void
must_have(const void *pointer, const char *function)
{
    if (__builtin_expect(!pointer, 0))
        misuse_null(function);
}

/** Stops the program because a public function was given an object after its last reference had
 * gone. */
void misuse_gone(const void *object, const char *function) __attribute__((noreturn, cold));

/** Called by public functions: stops the program if an object that they were given has gone. NULL
 * passes. The count of a freed one stays 0 until its memory is used again, which takes a while in
 * debug mode (freelist.h). */
static inline void
must_live(const void *object, const char *function)
{
    if (object &&
        __builtin_expect(!__atomic_load_n(&((const Object *) object)->refs, __ATOMIC_RELAXED), 0))
        misuse_gone(object, function);
}

/** The same where NULL is not allowed either. */
static inline void
must_have_live(const void *object, const char *function)
{
    must_have(object, function);
    must_live(object, function);
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

    if (__builtin_expect(counted->class->shared || counted->refs == 0, 0))
        aw_unref(object);
    else if (--counted->refs == 0)
        counted->class->free(object);
}
