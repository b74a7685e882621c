/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* value.c - values and the cells behind them. */
#include "sched/value.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/object.h"
#include "sched/scope.h"

enum {
    CELLS_A_CHUNK = 256,
    LIST_DEPTH = 100, /* what walks lists calls itself, on a task's stack */
};

typedef struct Chunk {
    struct Chunk *next;
    AwCell cells[CELLS_A_CHUNK];
} Chunk;

static pthread_mutex_t cells_lock = PTHREAD_MUTEX_INITIALIZER;
static AwCell *free_cells;
static Chunk *chunks;

static AwCell no_memory_cell = {
    .refs = 1u << 30, .kind = AW_K_ERROR, .u.text = (char[]){"no memory"}, .size = 9};

/* A cancellation whose message there was no memory for: it must not become another error. */
static AwCell cancelled_cell = {.refs = 1u << 30, .kind = AW_K_ERROR, .u.text = (char[]){""}};

AwValue
error_no_memory(void)
{
    return (AwValue){.kind = AW_K_ERROR, .code = AW_NOMEM, .u.cell = &no_memory_cell};
}

static bool
add_chunk(void)
{
    Chunk *chunk = calloc(1, sizeof *chunk);

    if (!chunk)
        return false;
    chunk->next = chunks;
    chunks = chunk;
    for (int i = 0; i < CELLS_A_CHUNK; i++) {
        chunk->cells[i].u.next_free = free_cells;
        free_cells = &chunk->cells[i];
    }
    return true;
}

static AwCell *
cell_new(AwKind kind, size_t size, void *payload)
{
    AwCell *cell = NULL;

    pthread_mutex_lock(&cells_lock);
    if (free_cells || add_chunk()) {
        cell = free_cells;
        free_cells = cell->u.next_free;
    }
    pthread_mutex_unlock(&cells_lock);
    if (!cell) {
        free(payload);
        return NULL;
    }
    cell->kind = kind;
    cell->size = size;
    cell->u.text = payload;
    cell->os_error = 0;
    atomic_store_explicit(&cell->refs, 1, memory_order_relaxed);
    return cell;
}

static void
cell_free(AwCell *cell)
{
    if (cell->kind == AW_K_LIST)
        for (size_t i = 0; i < cell->size; i++)
            aw_unref_value(cell->u.items[i]);
    free(cell->u.text);
    aw_unref_value(cell->cause);
    cell->cause = AW_NONE;
    pthread_mutex_lock(&cells_lock);
    cell->kind = AW_K_NONE;
    cell->generation++;
    cell->u.next_free = free_cells;
    free_cells = cell;
    pthread_mutex_unlock(&cells_lock);
}

void
cell_unref(AwCell *cell)
{
    if (atomic_fetch_sub_explicit(&cell->refs, 1, memory_order_acq_rel) == 1)
        cell_free(cell);
}

AwCell *
cell_of(AwValue v)
{
    if (v.u.cell->generation != v.generation)
        misuse("a value was used after the scope that held it had closed");
    return v.u.cell;
}

static AwValue
cell_value(AwCell *cell, AwCode code)
{
    if (!cell)
        return error_no_memory();
    return (AwValue){
        .kind = cell->kind, .code = code, .generation = cell->generation, .u.cell = cell};
}

AwValue
aw_ref_value(AwValue v)
{
    if (value_is_cell(v))
        atomic_fetch_add_explicit(&cell_of(v)->refs, 1, memory_order_relaxed);
    else if (v.kind == AW_K_OBJECT)
        aw_ref(v.u.p);
    return v;
}

void
aw_unref_value(AwValue v)
{
    if (value_is_cell(v))
        cell_unref(cell_of(v));
    else if (v.kind == AW_K_OBJECT)
        aw_unref(v.u.p);
}

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
aw_same(AwValue v)
{
    return v;
}

AwValue
aw_bytes(const void *data, size_t size)
{
    if (size && !data)
        misuse("aw_bytes() was given NULL for %zu bytes", size);
    return holder_reserve() ? hold_value(text_new(AW_K_BYTES, data, size)) : error_no_memory();
}

AwValue
value_scratch(size_t size)
{
    void *memory = calloc(1, size + 1);

    if (!memory || !holder_reserve()) {
        free(memory);
        return error_no_memory();
    }
    return hold_value(cell_value(cell_new(AW_K_BYTES, size, memory), AW_OK));
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
aw_text(const char *format, ...)
{
    va_list args;
    char *text;
    int size;

    if (!format)
        misuse("aw_text() was given NULL");
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
    return v.kind == AW_K_LIST ? cell_of(v)->depth : 0;
}

AwValue
list_new(const AwValue *items, size_t n)
{
    AwValue *copy = n < SIZE_MAX / sizeof *copy ? malloc(n * sizeof *copy + 1) : NULL;
    uint16_t depth = 1;

    if (!copy)
        return error_no_memory();
    for (size_t i = 0; i < n; i++) {
        copy[i] = aw_ref_value(items[i]);
        if (depth_of(items[i]) >= depth)
            depth = depth_of(items[i]) + 1;
    }
    AwCell *cell = depth > LIST_DEPTH ? NULL : cell_new(AW_K_LIST, n, copy);
    if (cell) {
        cell->depth = depth;
        return cell_value(cell, AW_OK);
    }
    for (size_t i = 0; i < n; i++)
        aw_unref_value(items[i]);
    if (depth <= LIST_DEPTH)
        return error_no_memory();
    free(copy);
    return error_new(AW_VALUE, NULL, "lists are nested at most %d deep", LIST_DEPTH);
}

AwValue
list_held(const AwValue *items, size_t n)
{
    return holder_reserve() ? hold_value(list_new(items, n)) : error_no_memory();
}

/* What could not be made is no item: a list of it would only hide that. */
AwValue
aw_list_of(const AwValue *items, size_t n)
{
    if (n && !items)
        misuse("aw_list_of() was given NULL for %zu items", n);
    for (size_t i = 0; i < n; i++)
        if (items[i].kind == AW_K_ERROR && items[i].u.cell == &no_memory_cell)
            return error_no_memory();
    return list_held(items, n);
}

/* ---- errors ---- */

static AwValue
error_make(AwCode code, const AwSite *site, const char *format, va_list args)
{
    char *text;
    int size = vasprintf(&text, format, args);
    AwCell *cell = size < 0 ? NULL : cell_new(AW_K_ERROR, size, text);

    if (!cell && code == AW_CANCELLED)
        return (AwValue){.kind = AW_K_ERROR, .code = code, .u.cell = &cancelled_cell};
    if (cell)
        cell->where = site ? *site : (AwSite){.name = ""};
    return cell_value(cell, code);
}

AwValue
error_new(AwCode code, const AwSite *site, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    AwValue error = error_make(code, site, format, args);
    va_end(args);
    return error;
}

AwValue
error_held(AwCode code, const AwSite *site, const char *format, ...)
{
    va_list args;

    if (!holder_reserve())
        return error_no_memory();
    va_start(args, format);
    AwValue error = error_make(code, site, format, args);
    va_end(args);
    return hold_value(error);
}

AwValue
aw_error_from(AwCode code, AwSite *site, const char *format, ...)
{
    va_list args;

    if (!format)
        misuse("aw_error() was given NULL for its message");
    if (!holder_reserve())
        return error_no_memory();
    va_start(args, format);
    AwValue error = error_make(code, site, format, args);
    va_end(args);
    return hold_value(error);
}

AwValue
error_caused(AwCode code, const AwSite *site, AwValue cause, const char *message)
{
    AwValue error = error_held(code, site, "%s", message);

    if (aw_code(error) == code)
        error.u.cell->cause = aw_ref_value(cause);
    return error;
}

AwValue
error_of_group(AwValue errors, size_t n)
{
    char message[64];

    snprintf(message, sizeof message, "%zu of the group's tasks failed", n);
    return error_caused(AW_GROUP_FAILED, NULL, errors, message);
}

static AwValue
held_copy(AwValue v)
{
    return holder_reserve() ? hold_value(aw_ref_value(v)) : error_no_memory();
}

AwValue
aw_cause(AwValue error)
{
    if (error.kind != AW_K_ERROR || error.code == AW_GROUP_FAILED)
        return AW_NONE;
    return held_copy(cell_of(error)->cause);
}

AwValue
aw_suberrors(AwValue error)
{
    if (aw_code(error) != AW_GROUP_FAILED)
        return list_held(NULL, 0);
    return held_copy(cell_of(error)->cause);
}

const char *
aw_message(AwValue error)
{
    if (error.kind != AW_K_ERROR)
        misuse("the message of a value that is no error was asked for");
    return cell_of(error)->u.text;
}

int
aw_errno(AwValue error)
{
    return error.kind == AW_K_ERROR ? cell_of(error)->os_error : 0;
}

AwSite
aw_where(AwValue error)
{
    return error.kind == AW_K_ERROR ? cell_of(error)->where : (AwSite){.name = ""};
}

bool
value_has_object(AwValue v)
{
    if (v.kind == AW_K_LIST)
        for (size_t i = 0; i < cell_of(v)->size; i++)
            if (value_has_object(v.u.cell->u.items[i]))
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

static void
must_be(AwValue v, AwKind kind)
{
    if (v.kind == AW_K_ERROR && kind != AW_K_ERROR)
        misuse("%s was expected, but this is an error nobody dealt with: %s", kind_names[kind],
               aw_message(v));
    if (v.kind != kind)
        misuse("%s was expected, but this is %s", kind_names[kind],
               v.kind <= AW_K_ERROR ? kind_names[v.kind] : "no value");
}

bool
aw_is(AwValue v, AwKind kind)
{
    return v.kind == kind;
}

bool
aw_to_bool(AwValue v)
{
    must_be(v, AW_K_BOOL);
    return v.u.b;
}

int64_t
aw_to_int(AwValue v)
{
    must_be(v, AW_K_INT);
    return v.u.i;
}

int64_t
aw_int_or(AwValue v, int64_t otherwise)
{
    return v.kind == AW_K_INT ? v.u.i : otherwise;
}

double
aw_to_real(AwValue v)
{
    if (v.kind == AW_K_INT)
        return (double) v.u.i;
    must_be(v, AW_K_REAL);
    return v.u.r;
}

const char *
aw_to_text(AwValue v)
{
    must_be(v, AW_K_TEXT);
    return cell_of(v)->u.text;
}

const void *
aw_to_bytes(AwValue v, size_t *ret_size)
{
    must_be(v, AW_K_BYTES);
    if (!ret_size)
        misuse("aw_to_bytes() was given NULL for the size");
    *ret_size = cell_of(v)->size;
    return v.u.cell->u.text;
}

void *
aw_to_pointer(AwValue v)
{
    must_be(v, AW_K_POINTER);
    return v.u.p;
}

size_t
aw_len(AwValue v)
{
    if (v.kind != AW_K_TEXT && v.kind != AW_K_BYTES)
        must_be(v, AW_K_LIST);
    return cell_of(v)->size;
}

AwValue
aw_at(AwValue list, size_t i)
{
    must_be(list, AW_K_LIST);
    if (i >= cell_of(list)->size)
        misuse("item %zu was asked of a list of %zu", i, list.u.cell->size);
    return list.u.cell->u.items[i];
}
