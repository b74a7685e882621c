/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* object.h - what futures, handles and pools have in common: a class and a count of references. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *name;
    void (*free)(void *object); /* the last reference went */
    bool shared;                /* counted by several threads */
    uint16_t track_at;          /* where in the object its uint32_t track is; 0: it has none */
} ObjectClass;

/* First member of every counted object. The count is plain, since objects stay in their loop's
 * thread, unless the class says that they are shared. */
typedef struct {
    const ObjectClass *class;
    uint32_t refs;
} Object;

/** Stops the program with a sentence; for misuse that cannot be an error value. */
void misuse(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/** A zeroed object of `size` bytes with one reference, the caller's. NULL: no memory. */
void *object_new(const ObjectClass *class, size_t size);
