/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* scope.c - holders and scopes. */
#include "sched/value/scope.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "sched/value/cell.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

enum { FIRST_ITEMS = 4 };

static _Thread_local Holder thread_holder;
_Thread_local Holder *holder_now;

static pthread_key_t end_key;
static pthread_once_t end_once = PTHREAD_ONCE_INIT;

static void
thread_ends(void *holder)
{
    holder_clear(holder);
}

static void
make_end_key(void)
{
    pthread_key_create(&end_key, thread_ends);
}

Holder *
holder_of_thread(void)
{
    if (!thread_holder.items) {
        pthread_once(&end_once, make_end_key);
        pthread_setspecific(end_key, &thread_holder);
    }
    return &thread_holder;
}

static _Atomic(HolderGrowsFn) grows;

void
holder_set_grows(HolderGrowsFn fn)
{
    atomic_store(&grows, fn);
}

bool
holder_grow(Holder *holder)
{
    uint32_t capacity = holder->capacity ? holder->capacity * 2 : FIRST_ITEMS;
    Held *items = realloc(holder->items, capacity * sizeof *items);

    if (!items)
        return false;
    holder->items = items;
    holder->capacity = capacity;
    HolderGrowsFn fn = capacity == 2 * HOLDER_LARGE ? atomic_load(&grows) : NULL;
    if (fn)
        fn(HOLDER_LARGE);
    return true;
}

/* A call's AW_FRAME_ in half the bits, as one in two milliards of others has it, too: that would
 * hold a value for longer. 0 is NULL. */
static uint32_t
mark_of_frame(const void *frame)
{
    return frame ? (uint32_t) ((uintptr_t) frame * 0x9e3779b97f4a7c15u >> 32) | 1 : 0;
}

static uintptr_t
thing_of_cell(const AwCell *cell)
{
    return (uintptr_t) cell | 1;
}

AwValue
hold_value(AwValue v)
{
    Holder *holder = holder_current();

    if (value_is_cell(v))
        holder->items[holder->n++] =
            (Held){.thing = thing_of_cell(v.u.cell), .generation = v.generation};
    else if (v.kind == AW_K_OBJECT)
        hold_object(v.u.p);
    return v;
}

static void
drop(Held held)
{
    if (held.thing & 1)
        cell_drop((AwCell *) (held.thing - 1), held.generation, NULL);
    else
        object_unref((void *) held.thing);
}

/* Dropping may run code that holds more, so the stack is read anew each time. */
void
holder_close(Holder *holder, size_t mark, void *frame)
{
    size_t kept = 0;

    while (holder->n > mark + kept) {
        Held held = holder->items[holder->n - 1];
        if (__builtin_expect(held.frame, 0) && held.frame == mark_of_frame(frame)) {
            Held *slot = &holder->items[mark + kept++];
            holder->items[holder->n - 1] = *slot;
            *slot = held;
        } else {
            holder->n--;
            drop(held);
        }
    }
}

AwValue
holder_return(size_t mark, AwValue v)
{
    value_ref(v);
    holder_close(holder_current(), mark, NULL);
    if (!value_counts(v))
        return v;
    if (holder_reserve())
        return hold_value(v);
    value_unref(v);
    return error_no_memory();
}

void
holder_drop_newest(void *object)
{
    Holder *holder = holder_current();
    const Held *newest = holder->n ? &holder->items[holder->n - 1] : NULL;

    if (!newest || newest->thing != (uintptr_t) object || newest->frame)
        return;
    holder->n--;
    object_unref(object);
}

void
holder_empty(Holder *holder)
{
    holder_close(holder, 0, NULL);
    free(holder->items);
    *holder = (Holder){0};
}

AwScope
aw_scope_open(void *frame)
{
    return (AwScope){.mark = holder_current()->n, .frame = frame};
}

void
aw_scope_close(AwScope *scope)
{
    must_have(scope, "aw_scope_close()", NULL);
    holder_close(holder_current(), scope->mark, scope->frame);
}

static bool
marks_newest(Holder *holder, uintptr_t thing, void *frame)
{
    for (size_t i = holder->n; i-- > 0;)
        if (holder->items[i].thing == thing) {
            holder->items[i].frame = mark_of_frame(frame);
            return true;
        }
    return false;
}

/* A value already held further out needs no lifting, but marking it does no harm either: its own
 * scope closes with another frame. What only a list or a future holds needs a reference. */
AwValue
aw_lift_from(AwValue v, void *frame, AwSite *site)
{
    uintptr_t thing = value_is_cell(v)        ? thing_of_cell(v.u.cell)
                      : v.kind == AW_K_OBJECT ? (uintptr_t) v.u.p
                                              : 0;

    if (!thing || marks_newest(holder_current(), thing, frame))
        return v;
    if (!holder_reserve())
        return error_no_memory();
    hold_value(value_ref_at(v, site));
    marks_newest(holder_current(), thing, frame);
    return v;
}

AwValue
aw_pass(AwValue error, void *frame)
{
    return aw_lift_from(error, frame, NULL);
}
