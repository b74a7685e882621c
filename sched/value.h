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
    uint16_t kind; /* of the cell; AW_K_NONE while it is free */
    int os_error;
    size_t size;  /* bytes of text or bytes, items of a list */
    AwSite where; /* of an error */
    union {
        char *text;     /* with a NUL behind */
        AwValue *items; /* held */
        AwCell *next_free;
    } u;
};

static inline bool
value_is_cell(AwValue v)
{
    return v.kind == AW_K_TEXT || v.kind == AW_K_BYTES || v.kind == AW_K_LIST ||
           v.kind == AW_K_ERROR;
}

/** The cell of a value that has one; a stale value ends the program with a sentence. */
AwCell *cell_of(AwValue v);

/** Drops a reference to a cell. */
void cell_unref(AwCell *cell);

/** A new error that the caller owns, of no scope; the preallocated AW_NOMEM when there is no
 * memory. */
AwValue error_new(AwCode code, const AwSite *site, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** An error held by the current scope. */
AwValue error_held(AwCode code, const AwSite *site, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** A new list that the caller owns; holds its items. */
AwValue list_new(const AwValue *items, size_t n);

/** `size` bytes to write to, which the current scope holds, as a bytes value. */
AwValue value_scratch(size_t size);

/** Whether an object is in `v`, at any depth. */
bool value_has_object(AwValue v);

/** Writes `v` as people write it into `buffer`, cut to size - 1; returns the length needed. */
size_t value_write(AwValue v, char *buffer, size_t size);
