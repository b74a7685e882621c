/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* value.h - cells behind values, for the library itself. */
#pragma once
#include <stdatomic.h>

#include <aw.h>

/* Immutable but for its count. A freed cell is kept and its generation goes up, so that a stale
 * value is always found out. */
struct AwCell {
    _Atomic uint32_t refs;
    uint32_t generation;
    uint16_t kind;  /* of the cell; AW_K_NONE while it is free */
    uint16_t depth; /* of a list: of lists in lists, 1 for one without */
    int os_error;
    size_t size;   /* bytes of text or bytes, items of a list */
    AwSite where;  /* of an error */
    AwValue cause; /* of an error: the one behind it, or the list of a group's; owned */
    union {
        char *text;     /* with a NUL behind */
        AwValue *items; /* held */
        AwCell *next_free;
    } u;
};

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

/** The cell of a value that has one; a stale value ends the program with a sentence. */
AwCell *cell_of(AwValue v);

/** A new cell of a text, bytes, list or error; takes over the payload: its bytes, with a NUL
 * behind, or its items. NULL: no memory, and the payload is freed. */
AwCell *cell_new(AwKind kind, size_t size, void *payload);

/** The value of a new cell, with its reference; AW_NOMEM for NULL. */
AwValue cell_value(AwCell *cell, AwCode code);

/** Drops a reference to a cell. */
void cell_unref(AwCell *cell);

/** v, with a reference of the current scope; AW_NOMEM when it has no room. */
AwValue value_held(AwValue v);

/** AW_NOMEM, which exists always and needs no holder. */
AwValue error_no_memory(void);

/** A new error that the caller owns, of no scope; the preallocated AW_NOMEM when there is no
 * memory. */
AwValue error_new(AwCode code, const AwSite *site, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** An error held by the current scope. */
AwValue error_held(AwCode code, const AwSite *site, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** An error with another one behind it, held by the current scope. */
AwValue error_caused(AwCode code, const AwSite *site, AwValue cause, const char *message);

/** The error of a group, with the list of its tasks' errors, held by the current scope. */
AwValue error_of_group(AwValue errors, size_t n);

/** Which comes first in a priority queue: by kind, then numbers by value, text by byte, lists item
 * by item. Less than 0, 0, or more. */
int value_compare(AwValue a, AwValue b);

/** A new list that the caller owns; holds its items, which may be any errors. */
AwValue list_new(const AwValue *items, size_t n);

/** The same, held by the current scope. */
AwValue list_held(const AwValue *items, size_t n);

/** `size` bytes to write to, which the current scope holds, as a bytes value. */
AwValue value_scratch(size_t size);

/** Whether an object is in `v`, at any depth. */
bool value_has_object(AwValue v);

/** Writes `v` as people write it into `buffer`, cut to size - 1; returns the length needed. */
size_t value_write(AwValue v, char *buffer, size_t size);
