/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* value.h - values, for the library itself. */
#pragma once
#include "sched/value/cell.h"

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

/** `site`: of the call that was given the value, or NULL. */
static inline AwValue
value_ref_at(AwValue v, AwSite *site)
{
    return value_counts(v) ? aw_ref_value_from(v, site) : v;
}

static inline AwValue
value_ref(AwValue v)
{
    return value_ref_at(v, NULL);
}

static inline void
value_unref(AwValue v)
{
    if (value_counts(v))
        aw_unref_value_from(v, NULL);
}

/** Whether the scope of a value that has a cell has closed. */
static inline bool
value_is_stale(AwValue v)
{
    return v.u.cell->generation != v.generation;
}

/** Stops the program because a public function was given such a value. */
void value_misuse(AwValue v, const AwSite *site) __attribute__((noreturn, cold));

/** Stops the program because a value with this cell was dropped more often than it was held. */
void value_misuse_drop(const AwCell *cell, uint32_t generation, const AwSite *site)
    __attribute__((noreturn, cold));

/** Stops the program because the coroutine that `site` names returned such a value. */
void value_misuse_returned(const AwSite *site) __attribute__((noreturn, cold));

/** Called by public functions that take no reference at first. `site`: of the call, or NULL. */
static inline void
value_must_live(AwValue v, const AwSite *site)
{
    if (value_is_cell(v) && value_is_stale(v))
        value_misuse(v, site);
}

/** An item of a list, for whoever looks into it. Stops the program if the item has gone: its
 * reference was dropped once too often. `site`: of the call, or NULL. */
static inline AwValue
list_item(const AwCell *list, size_t i, const AwSite *site)
{
    value_must_live(list->u.items[i], site);
    return list->u.items[i];
}

/** What a coroutine returned, which is named by `site`. */
static inline AwValue
value_returned(AwValue v, const AwSite *site)
{
    if (value_is_cell(v) && value_is_stale(v))
        value_misuse_returned(site);
    return v;
}

/** v, held by the current scope; AW_NOMEM when that has no room. */
AwValue value_held(AwValue v);

/** A new list that the caller owns; holds its items, which may be any errors. `site`: of the call
 * that was given them, or NULL. */
AwValue list_new(const AwValue *items, size_t n, AwSite *site);

/** The same, held by the current scope. */
AwValue list_held(const AwValue *items, size_t n, AwSite *site);

/** Whether an object is in `v`, at any depth. */
bool value_has_object(AwValue v);
