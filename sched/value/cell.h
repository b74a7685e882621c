/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cell.h - what is behind texts, bytes, lists and errors: counted, and detected when stale. */
#pragma once
#include <stdatomic.h>

#include "sched/base/later.h"
#include <aw.h>

/* Immutable but for its count. A freed cell is kept and its generation goes up, so that a stale
 * value is always detected. */
struct AwCell {
    _Atomic uint32_t refs;
    uint32_t generation;
    uint16_t kind;  /* of the cell; AW_K_NONE while it is free */
    uint16_t depth; /* of a list: levels of lists within it, 1 for one without any */
    int os_error;
    size_t size; /* bytes of text or bytes, items of a list */
    union {
        AwSite where; /* of an error */
        Later later;  /* of a cell that waits to be freed */
    };
    AwValue cause; /* of an error: the one that caused it, or the list of a group's errors; owned */
    union {
        char *text;     /* followed by a NUL */
        AwValue *items; /* held */
        AwCell *next_free;
    } u;
};

/** The cell of a value that has one; a stale value ends the program with a sentence. `site`: of the
 * call that was given it, or NULL. */
AwCell *cell_of(AwValue v, const AwSite *site);

/** A new cell of a text, bytes, list or error; takes over the payload: its bytes, followed by a
 * NUL, or its items. NULL: no memory, and the payload is freed. */
AwCell *cell_new(AwKind kind, size_t size, void *payload);

/** How many freed cells are kept, each an allocation of its own, for stale values to find; only
 * while memory is watched. */
size_t cells_retired(void);

/** The value of a new cell, with its reference; AW_NOMEM for NULL. */
AwValue cell_value(AwCell *cell, AwCode code);

/** Drops the reference of a value with this generation; ends the program with a sentence if it has
 * none any more. `site`: of the call that drops it, or NULL. */
void cell_drop(AwCell *cell, uint32_t generation, const AwSite *site);
