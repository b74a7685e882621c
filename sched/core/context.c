/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* context.c - context variables [CX]. Copying a context only counts it, since setting a variable
 * makes a new one. */
#include "sched/core/context.h"

#include <stdlib.h>

#include "sched/base/freelist.h"
#include "sched/base/later.h"
#include "sched/core/loop.h"
#include "sched/record/trace-value.h"
#include "sched/value/error.h"
#include "sched/value/scope.h"
#include "sched/value/value.h"

typedef struct {
    AwVar *var;
    AwValue value; /* owned */
} Entry;

struct AwContext {
    Object object;
    Later later; /* while it waits to be freed */
    size_t n;
    Entry entries[];
};

_Thread_local AwContext *context_now;

static void
free_entries(Later *self)
{
    AwContext *context = LATER_OWNER(self, AwContext);

    for (size_t i = 0; i < context->n; i++)
        value_unref(context->entries[i].value);
    freelist_free(context);
}

static void
context_free(void *object)
{
    later_free(&((AwContext *) object)->later, free_entries);
}

/* Shared, since calls from other threads bring their contexts along. */
static const ObjectClass context_class = {
    .kind = OBJECT_CONTEXT, .free = context_free, .shared = true};

static const Entry *
find(const AwContext *context, const AwVar *var)
{
    for (size_t i = 0; context && i < context->n; i++)
        if (context->entries[i].var == var)
            return &context->entries[i];
    return NULL;
}

AwValue
aw_var_get_from(AwVar *var, AwSite *site)
{
    must_have(var, "aw_var_get()", site);
    const Entry *entry = find(context_now, var);

    return value_held(entry ? entry->value : var->otherwise);
}

static AwContext *
with(const AwContext *context, AwVar *var, AwValue v, AwSite *site)
{
    const Entry *old = find(context, var);
    size_t n = context ? context->n : 0, size = n + !old;
    AwContext *next = object_new(&context_class, sizeof *next + size * sizeof(Entry));

    if (!next)
        return NULL;
    next->n = size;
    for (size_t i = 0; i < n; i++)
        next->entries[i] = (Entry){context->entries[i].var, value_ref(context->entries[i].value)};
    Entry *slot = &next->entries[old ? (size_t) (old - context->entries) : n];
    if (old)
        value_unref(slot->value);
    *slot = (Entry){var, value_ref_at(v, site)};
    return next;
}

/* "user = 'ann'" */
static void
trace_set(const AwVar *var, AwValue v)
{
    AwLoop *loop = loop_running;
    char text[128];

    recorder_emit(&(Emit){.kind = TRACE_VAR_SET,
                          .subject = loop_who(loop),
                          .type = TRACE_VALUE_LABEL,
                          .text = text,
                          .text_size = trace_item_text(text, sizeof text, var->name, v)});
}

AwValue
aw_var_set_from(AwVar *var, AwValue v, AwSite *site)
{
    must_have(var, "aw_var_set()", site);
    AwContext *next = with(context_now, var, v, site);

    if (!next)
        return error_held(AW_NOMEM, site, "no memory");
    aw_unref(context_enter(next));
    if (trace_on())
        trace_set(var, v);
    return AW_NONE;
}

static AwContext empty = {.object = {.class = &context_class, .refs = 1u << 30}};

AwContext *
aw_copy_context(void)
{
    if (!holder_reserve())
        return NULL;
    return hold_object(aw_ref(context_now ? context_now : &empty));
}

static size_t
n_without_objects(const AwContext *context)
{
    size_t n = 0;

    for (size_t i = 0; i < context->n; i++)
        n += !value_has_object(context->entries[i].value);
    return n;
}

/* Every copy of a context counts its objects, which only their own thread may do [TH2]. */
AwContext *
context_for_thread(void)
{
    const AwContext *from = context_now ? context_now : &empty;
    size_t n = n_without_objects(from);

    if (n == from->n)
        return aw_ref((AwContext *) from);
    AwContext *copy = object_new(&context_class, sizeof *copy + n * sizeof(Entry));
    for (size_t i = 0; copy && i < from->n; i++)
        if (!value_has_object(from->entries[i].value))
            copy->entries[copy->n++] =
                (Entry){from->entries[i].var, value_ref(from->entries[i].value)};
    return copy;
}
