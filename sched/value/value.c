/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* value.c - values: made and read [VA]. */
#include "sched/value/value.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/value/cell.h"
#include "sched/value/dropped.h"
#include "sched/value/error.h"
#include "sched/value/object.h"
#include "sched/value/scope.h"

enum { LIST_DEPTH = 100 }; /* code that walks lists is recursive, on a task's stack */

/* ---- making ---- */

static AwValue
text_new(AwKind kind, const void *data, size_t size)
{
    char *copy = malloc(size + 1);

    if (!copy)
        return error_no_memory();
    if (size)
        memcpy(copy, data, size);
    copy[size] = 0;
    return cell_value(cell_new(kind, size, copy), AW_OK);
}

AwValue
aw_bool(bool b)
{
    return (AwValue){.kind = AW_K_BOOL, .u.b = b};
}

AwValue
aw_int(int64_t i)
{
    return (AwValue){.kind = AW_K_INT, .u.i = i};
}

AwValue
aw_real(double r)
{
    return (AwValue){.kind = AW_K_REAL, .u.r = r};
}

AwValue
aw_pointer(void *pointer)
{
    return (AwValue){.kind = AW_K_POINTER, .u.p = pointer};
}

AwValue
aw_object(void *object)
{
    if (!object)
        return AW_NONE;
    if (!holder_reserve())
        return error_no_memory();
    return hold_value((AwValue){.kind = AW_K_OBJECT, .u.p = aw_ref(object)});
}

AwValue
value_held(AwValue v)
{
    if (!value_counts(v))
        return v;
    return holder_reserve() ? hold_value(value_ref(v)) : error_no_memory();
}

AwValue
aw_bytes_from(const void *data, size_t size, AwSite *site)
{
    if (size && !data)
        misuse_at(site, "aw_bytes() was given NULL for %zu bytes", size);
    return holder_reserve() ? hold_value(text_new(AW_K_BYTES, data, size)) : error_no_memory();
}

enum { PLACE = 256 };

/* " at shop.c:12", of the last aw_unref_value() for that value; "": there was none. */
static const char *
place_of_drop(char words[PLACE], const AwCell *cell, uint32_t generation)
{
    const AwSite *site = dropped_at(cell, generation, NULL);

    words[0] = '\0';
    if (site)
        snprintf(words, PLACE, " at %s:%u", site->file, (unsigned) site->line);
    return words;
}

void
value_misuse(AwValue v, const AwSite *site)
{
    char drop[PLACE];

    if (*place_of_drop(drop, v.u.cell, v.generation))
        misuse_at(site, "a value was used after aw_unref_value()%s had dropped it", drop);
    misuse_at(site, "a value was used after the scope that held it had closed");
}

void
value_misuse_drop(const AwCell *cell, uint32_t generation, const AwSite *site)
{
    char drop[PLACE];

    place_of_drop(drop, cell, generation);
    misuse_at(site,
              "a value was dropped more often than it was held: there is an aw_unref_value() too "
              "many%s%s",
              *drop ? ", the last one" : "", drop);
}

void
value_misuse_returned(const AwSite *site)
{
    misuse_at(site, "%s() returned a value whose scope had closed; AW_RETURN() takes it along",
              site ? site->name : "a coroutine");
}

AwValue
aw_str(const char *text)
{
    if (!text)
        return AW_NONE;
    return holder_reserve() ? hold_value(text_new(AW_K_TEXT, text, strlen(text)))
                            : error_no_memory();
}

AwValue
aw_text_from(AwSite *site, const char *format, ...)
{
    va_list args;
    char *text;
    int size;

    if (!format)
        misuse_null("aw_text()", site);
    if (!holder_reserve())
        return error_no_memory();
    va_start(args, format);
    size = vasprintf(&text, format, args);
    va_end(args);
    return size < 0 ? error_no_memory()
                    : hold_value(cell_value(cell_new(AW_K_TEXT, size, text), AW_OK));
}

static uint16_t
depth_of(AwValue v)
{
    return v.kind == AW_K_LIST ? v.u.cell->depth : 0;
}

AwValue
list_new(const AwValue *items, size_t n, AwSite *site)
{
    AwValue *copy = n < SIZE_MAX / sizeof *copy ? malloc(n * sizeof *copy + 1) : NULL;
    uint16_t depth = 1;

    if (!copy)
        return error_no_memory();
    for (size_t i = 0; i < n; i++) {
        copy[i] = value_ref_at(items[i], site);
        if (depth_of(items[i]) >= depth)
            depth = depth_of(items[i]) + 1;
    }
    AwCell *cell = depth > LIST_DEPTH ? NULL : cell_new(AW_K_LIST, n, copy);
    if (cell) {
        cell->depth = depth;
        return cell_value(cell, AW_OK);
    }
    for (size_t i = 0; i < n; i++)
        value_unref(items[i]);
    if (depth <= LIST_DEPTH)
        return error_no_memory();
    free(copy);
    return error_new(AW_VALUE, site, "lists are nested at most %d deep", LIST_DEPTH);
}

AwValue
list_held(const AwValue *items, size_t n, AwSite *site)
{
    return holder_reserve() ? hold_value(list_new(items, n, site)) : error_no_memory();
}

/* If an item could not be made, neither is the list, which would only hide that. */
AwValue
aw_list_of_from(const AwValue *items, size_t n, AwSite *site)
{
    if (n && !items)
        misuse_at(site, "aw_list_of() was given NULL for %zu items", n);
    for (size_t i = 0; i < n; i++)
        if (items[i].kind == AW_K_ERROR && items[i].u.cell == error_no_memory().u.cell)
            return error_no_memory();
    return list_held(items, n, site);
}

bool
value_has_object(AwValue v)
{
    if (v.kind == AW_K_LIST)
        for (size_t i = 0; i < v.u.cell->size; i++)
            if (value_has_object(list_item(v.u.cell, i, NULL)))
                return true;
    return v.kind == AW_K_OBJECT;
}

/* ---- reading ---- */

static const char *const kind_names[] = {
    [AW_K_NONE] = "none",      [AW_K_BOOL] = "a truth value", [AW_K_INT] = "a whole number",
    [AW_K_REAL] = "a number",  [AW_K_TEXT] = "text",          [AW_K_BYTES] = "bytes",
    [AW_K_LIST] = "a list",    [AW_K_POINTER] = "a pointer",  [AW_K_OBJECT] = "an object",
    [AW_K_ERROR] = "an error",
};

static __attribute__((noreturn, cold)) void
misuse_error(AwValue error, AwKind wanted, const AwSite *site)
{
    const AwSite where = cell_of(error, site)->where;
    char made[256] = "";

    if (where.file && where.file[0])
        snprintf(made, sizeof made, ", made at %s:%u", where.file, (unsigned) where.line);
    misuse_at(site, "%s was expected, but this is an error nobody dealt with: %s%s",
              kind_names[wanted], error.u.cell->u.text, made);
}

static __attribute__((noreturn, cold)) void
misuse_kind(AwValue v, AwKind wanted, const AwSite *site)
{
    if (v.kind == AW_K_ERROR)
        misuse_error(v, wanted, site);
    misuse_at(site, "%s was expected, but this is %s", kind_names[wanted],
              v.kind <= AW_K_ERROR ? kind_names[v.kind] : "no value");
}

static inline void
must_be(AwValue v, AwKind kind, const AwSite *site)
{
    if (__builtin_expect(v.kind != kind, 0))
        misuse_kind(v, kind, site);
}

bool
aw_is(AwValue v, AwKind kind)
{
    return v.kind == kind;
}

bool
aw_to_bool_from(AwValue v, AwSite *site)
{
    must_be(v, AW_K_BOOL, site);
    return v.u.b;
}

int64_t
aw_to_int_from(AwValue v, AwSite *site)
{
    must_be(v, AW_K_INT, site);
    return v.u.i;
}

int64_t
aw_int_or(AwValue v, int64_t otherwise)
{
    return v.kind == AW_K_INT ? v.u.i : otherwise;
}

double
aw_to_real_from(AwValue v, AwSite *site)
{
    if (v.kind == AW_K_INT)
        return (double) v.u.i;
    must_be(v, AW_K_REAL, site);
    return v.u.r;
}

const char *
aw_to_text_from(AwValue v, AwSite *site)
{
    must_be(v, AW_K_TEXT, site);
    return cell_of(v, site)->u.text;
}

const void *
aw_to_bytes_from(AwValue v, size_t *ret_size, AwSite *site)
{
    must_be(v, AW_K_BYTES, site);
    if (!ret_size)
        misuse_at(site, "aw_to_bytes() was given NULL for the size");
    *ret_size = cell_of(v, site)->size;
    return v.u.cell->u.text;
}

void *
aw_to_pointer_from(AwValue v, AwSite *site)
{
    must_be(v, AW_K_POINTER, site);
    return v.u.p;
}

static void *
object_in(AwValue v, int kinds, const char *function, const AwSite *site)
{
    must_be(v, AW_K_OBJECT, site);
    must_be_a(kinds, v.u.p, function, site);
    return v.u.p;
}

#define OBJECT_READER(type, function, kind)                                                        \
    type *function##_from(AwValue v, AwSite *site)                                                 \
    {                                                                                              \
        return object_in(v, kind, #function "()", site);                                           \
    }
/* clang-format off */
OBJECT_READER(AwFuture, aw_to_future, OBJECT_AWAITED)
OBJECT_READER(AwQueue, aw_to_queue, OBJECT_QUEUE)
OBJECT_READER(AwLock, aw_to_lock, OBJECT_LOCK)
OBJECT_READER(AwSemaphore, aw_to_semaphore, OBJECT_SEMAPHORE)
OBJECT_READER(AwEvent, aw_to_event, OBJECT_EVENT)
OBJECT_READER(AwCondition, aw_to_condition, OBJECT_CONDITION)
OBJECT_READER(AwBarrier, aw_to_barrier, OBJECT_BARRIER)
OBJECT_READER(AwPool, aw_to_pool, OBJECT_POOL)
OBJECT_READER(AwCompletions, aw_to_completions, OBJECT_COMPLETIONS)
OBJECT_READER(AwTimeout, aw_to_timeout, OBJECT_TIMEOUT)
OBJECT_READER(AwGroup, aw_to_group, OBJECT_GROUP)
OBJECT_READER(AwContext, aw_to_context, OBJECT_CONTEXT)
OBJECT_READER(AwHandle, aw_to_handle, OBJECT_HANDLE)
OBJECT_READER(AwJob, aw_to_job, OBJECT_JOB)
OBJECT_READER(AwLoop, aw_to_loop, OBJECT_LOOP)
/* clang-format on */

size_t
aw_len_from(AwValue v, AwSite *site)
{
    if (v.kind != AW_K_TEXT && v.kind != AW_K_BYTES)
        must_be(v, AW_K_LIST, site);
    return cell_of(v, site)->size;
}

AwValue
aw_at_from(AwValue list, size_t i, AwSite *site)
{
    must_be(list, AW_K_LIST, site);
    if (i >= cell_of(list, site)->size)
        misuse_at(site, "item %zu was asked of a list of %zu", i, list.u.cell->size);
    return list_item(list.u.cell, i, site);
}
