/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* scope-array.c - see scope-array.h. */
#include "sched/value/scope-array.h"

#include <stdlib.h>

#include "sched/base/freelist.h"
#include "sched/value/object.h"
#include "sched/value/scope.h"

typedef struct {
    Object object;
    size_t n, unused; /* free() may write to the first 32 bytes, which are no items */
    void *items[];
} ScopeArray;

_Static_assert(offsetof(ScopeArray, items) >= 32, "those are kept");

static void
array_free(void *object)
{
    ScopeArray *array = object;

    for (size_t i = 0; i < array->n; i++)
        *(void *volatile *) &array->items[i] = &object_of_array; /* or nobody seems to read it */
    freelist_free(array);
}

static const ObjectClass array_class = {.kind = OBJECT_INNER, .free = array_free};

void **
scope_array(size_t n)
{
    ScopeArray *array = holder_reserve()
                            ? object_new(&array_class, sizeof *array + (n + 1) * sizeof(void *))
                            : NULL;

    if (!array)
        return NULL;
    array->n = n;
    hold_object(array);
    return array->items;
}
