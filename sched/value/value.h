/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* value.h - values, for the library itself. */
#pragma once
#include <aw.h>

static inline bool
value_is_cell(AwValue v)
{
    return v.kind >= AW_K_TEXT;
}

/** Whether references to it are counted. */
static inline bool
value_counts(AwValue v)
{
    return v.kind >= AW_K_OBJECT;
}

_Static_assert(AW_K_TEXT == AW_K_OBJECT + 1 && AW_K_ERROR == AW_K_TEXT + 3, "those come last");

/* aw_ref_value() and aw_unref_value() where most values are plain. */

static inline AwValue
value_ref(AwValue v)
{
    return value_counts(v) ? aw_ref_value(v) : v;
}

static inline void
value_unref(AwValue v)
{
    if (value_counts(v))
        aw_unref_value(v);
}

/** v, held by the current scope; AW_NOMEM when that has no room. */
AwValue value_held(AwValue v);

/** A new list that the caller owns; holds its items, which may be any errors. */
AwValue list_new(const AwValue *items, size_t n);

/** The same, held by the current scope. */
AwValue list_held(const AwValue *items, size_t n);

/** `size` bytes to write to, which the current scope holds, as a bytes value. */
AwValue value_scratch(size_t size);

/** Whether an object is in `v`, at any depth. */
bool value_has_object(AwValue v);
