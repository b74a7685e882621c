/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wire-value.c - values on their way to another process made of the same program [EX10]. */
#include "sched/value/wire-value.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "sched/value/cell.h"
#include "sched/value/error.h"
#include "sched/value/scope.h"
#include "sched/value/value.h"

enum { WIRE_DEPTH = 200 }; /* levels of lists and causes; what is deeper is left out */

/* Precedes every value. `bits` are the value itself, or the size of what then follows. */
typedef struct {
    uint16_t kind, code;
    int32_t os_error;
    uint64_t bits;
} Head;

/* ---- whether ---- */

bool
wire_takes(AwValue v)
{
    if (v.kind == AW_K_LIST)
        for (size_t i = 0; i < v.u.cell->size; i++)
            if (!wire_takes(list_item(v.u.cell, i, NULL)))
                return false;
    return v.kind != AW_K_OBJECT && v.kind != AW_K_POINTER;
}

/* ---- writing ---- */

typedef struct {
    char *at; /* NULL: only counts */
    size_t size;
    int depth;
} Sink;

static void put_value(Sink *sink, AwValue v);

static void
put(Sink *sink, const void *data, size_t size)
{
    if (sink->at && size)
        memcpy(sink->at + sink->size, data, size);
    sink->size += size;
}

static void
put_head(Sink *sink, AwValue v, uint64_t bits)
{
    Head head = {.kind = v.kind, .code = v.code, .os_error = aw_errno_from(v, NULL), .bits = bits};

    put(sink, &head, sizeof head);
}

static void
put_none(Sink *sink, AwValue v)
{
    (void) v;
    put_head(sink, AW_NONE, 0);
}

static void
put_bool(Sink *sink, AwValue v)
{
    put_head(sink, v, v.u.b);
}

static void
put_number(Sink *sink, AwValue v)
{
    put_head(sink, v, (uint64_t) v.u.i);
}

/* Followed by a NUL. */
static void
put_text(Sink *sink, AwValue v)
{
    const AwCell *cell = v.u.cell;

    put_head(sink, v, cell->size);
    put(sink, cell->u.text, cell->size + 1);
}

static void
put_list(Sink *sink, AwValue v)
{
    const AwCell *cell = v.u.cell;

    put_head(sink, v, cell->size);
    for (size_t i = 0; i < cell->size; i++)
        put_value(sink, list_item(cell, i, NULL));
}

/* An error's place is pointers into the program, which has the same addresses in both. */
static void
put_error(Sink *sink, AwValue v)
{
    const AwCell *cell = v.u.cell;

    put_text(sink, v);
    put(sink, &cell->where, sizeof cell->where);
    put_value(sink, cell->cause);
}

static void (*const put_kind[])(Sink *sink, AwValue v) = {
    [AW_K_NONE] = put_none,   [AW_K_BOOL] = put_bool,    [AW_K_INT] = put_number,
    [AW_K_REAL] = put_number, [AW_K_POINTER] = put_none, [AW_K_OBJECT] = put_none,
    [AW_K_TEXT] = put_text,   [AW_K_BYTES] = put_text,   [AW_K_LIST] = put_list,
    [AW_K_ERROR] = put_error,
};

static void
put_value(Sink *sink, AwValue v)
{
    if (++sink->depth <= WIRE_DEPTH)
        put_kind[v.kind](sink, v);
    else
        put_none(sink, v);
    sink->depth--;
}

size_t
wire_put(char *at, AwValue v)
{
    Sink sink = {.at = at};

    put_value(&sink, v);
    return sink.size;
}

/* ---- reading ---- */

typedef struct {
    const char *at;
    size_t left;
    int depth;
    bool bad;       /* this is no value */
    bool no_memory; /* or the value could not be made */
} WireSource;

static AwValue get_value(WireSource *source);

/* The next `size` bytes; NULL: there are not so many. */
static const void *
get(WireSource *source, size_t size)
{
    const char *at = source->at;

    if (size > source->left) {
        source->bad = true;
        return NULL;
    }
    source->at += size;
    source->left -= size;
    return at;
}

/* A text of `size` bytes followed by a NUL; NULL: there is none. */
static const char *
get_text(WireSource *source, uint64_t size)
{
    const char *text = size < source->left ? get(source, size + 1) : NULL;

    if (!text || text[size])
        source->bad = true;
    return source->bad ? NULL : text;
}

static AwValue
read_none(WireSource *source, const Head *head)
{
    (void) source;
    (void) head;
    return AW_NONE;
}

static AwValue
read_bool(WireSource *source, const Head *head)
{
    (void) source;
    return aw_bool(head->bits);
}

static AwValue
read_number(WireSource *source, const Head *head)
{
    (void) source;
    return (AwValue){.kind = head->kind, .u.i = (int64_t) head->bits};
}

static AwValue
read_text(WireSource *source, const Head *head)
{
    return aw_str(get_text(source, head->bits));
}

static AwValue
read_bytes(WireSource *source, const Head *head)
{
    const char *bytes = get_text(source, head->bits);

    return bytes ? aw_bytes_from(bytes, head->bits, NULL) : AW_NONE;
}

static AwValue
read_list(WireSource *source, const Head *head)
{
    size_t n = head->bits, i;

    if (n > source->left / sizeof(Head)) {
        source->bad = true;
        return AW_NONE;
    }
    AwValue *items = malloc(n * sizeof *items + 1);
    if (!items) {
        source->bad = source->no_memory = true;
        return AW_NONE;
    }
    for (i = 0; i < n && !source->bad; i++)
        items[i] = get_value(source);
    AwValue list = source->bad ? AW_NONE : aw_list_of_from(items, n, NULL);
    free(items);
    return list;
}

static bool
is_in_program(const void *pointer)
{
    Dl_info info;

    return pointer && dladdr(pointer, &info);
}

/* The site in `data` if its texts are the program's own; else an empty one. */
static AwSite
site_if_known(const void *data)
{
    AwSite site;

    memcpy(&site, data, sizeof site);
    if (is_in_program(site.name) && is_in_program(site.file) && is_in_program(site.function))
        return site;
    return (AwSite){.name = ""};
}

/* An error shared by all is left as it is: it stands for one that there was no memory for. */
static void
complete_error(AwValue error, int os_error, AwValue cause)
{
    AwCell *cell = error.u.cell;

    if (atomic_load(&cell->refs) != 1)
        return;
    cell->os_error = os_error;
    cell->cause = value_ref(cause);
}

static AwValue
read_error(WireSource *source, const Head *head)
{
    const char *message = get_text(source, head->bits);
    const void *where = message ? get(source, sizeof(AwSite)) : NULL;
    AwValue cause = where ? get_value(source) : AW_NONE;

    if (source->bad || head->code == AW_NOMEM)
        return error_no_memory();
    AwSite site = site_if_known(where);
    AwValue error = aw_error_from((AwCode) head->code, &site, "%s", message);
    complete_error(error, head->os_error, cause);
    return error;
}

static AwValue (*const read_kind[])(WireSource *source, const Head *head) = {
    [AW_K_NONE] = read_none,   [AW_K_BOOL] = read_bool,    [AW_K_INT] = read_number,
    [AW_K_REAL] = read_number, [AW_K_POINTER] = read_none, [AW_K_OBJECT] = read_none,
    [AW_K_TEXT] = read_text,   [AW_K_BYTES] = read_bytes,  [AW_K_LIST] = read_list,
    [AW_K_ERROR] = read_error,
};

static AwValue
get_value(WireSource *source)
{
    const void *data = get(source, sizeof(Head));
    AwValue v = AW_NONE;
    Head head;

    if (!data)
        return AW_NONE;
    memcpy(&head, data, sizeof head);
    source->bad = head.kind > AW_K_ERROR || ++source->depth > WIRE_DEPTH + 1;
    if (!source->bad)
        v = read_kind[head.kind](source, &head);
    source->depth--;
    return v;
}

AwValue
wire_get(const char *data, size_t size)
{
    WireSource source = {.at = data, .left = size};
    AwValue v = get_value(&source);

    if (source.no_memory)
        return error_no_memory();
    if (source.bad || source.left)
        return error_held(AW_RUNTIME, NULL, "another process sent something that is not a value");
    return v;
}
