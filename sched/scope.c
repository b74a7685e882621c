/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* scope.c - holders and scopes. */
#include "sched/scope.h"

#include <pthread.h>
#include <stdlib.h>

#include "sched/value.h"

static _Thread_local Holder thread_holder;
static _Thread_local Holder *current;

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

/* The thread's own holder closes when it ends. */
static Holder *
own_holder(void)
{
    if (!thread_holder.items) {
        pthread_once(&end_once, make_end_key);
        pthread_setspecific(end_key, &thread_holder);
    }
    return &thread_holder;
}

Holder *
holder_current(void)
{
    return current ? current : own_holder();
}

Holder *
holder_enter(Holder *holder)
{
    Holder *before = current;

    current = holder;
    return before;
}

bool
holder_reserve(void)
{
    Holder *holder = holder_current();
    size_t capacity = holder->capacity ? holder->capacity * 2 : 8;
    Held *items;

    if (holder->n < holder->capacity)
        return true;
    items = realloc(holder->items, capacity * sizeof *items);
    if (!items)
        return false;
    holder->items = items;
    holder->capacity = capacity;
    return true;
}

static void
hold(void *thing, bool is_cell)
{
    Holder *holder = holder_current();

    holder->items[holder->n++] = (Held){.thing = thing, .is_cell = is_cell};
}

void *
hold_object(void *object)
{
    hold(object, false);
    return object;
}

AwValue
hold_value(AwValue v)
{
    if (value_is_cell(v))
        hold(v.u.cell, true);
    else if (v.kind == AW_K_OBJECT)
        hold(v.u.p, false);
    return v;
}

static void
drop(Held held)
{
    if (held.is_cell)
        cell_unref(held.thing);
    else
        aw_unref(held.thing);
}

/* Dropping may run code that holds more, so the stack is read anew each time. */
void
holder_close(Holder *holder, size_t mark, void *frame)
{
    size_t kept = 0;

    while (holder->n > mark + kept) {
        Held held = holder->items[holder->n - 1];
        if (frame && held.frame == frame) {
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
    aw_ref_value(v);
    holder_close(holder_current(), mark, NULL);
    if (!holder_reserve())
        misuse("no memory for a scope");
    return hold_value(v);
}

void
holder_clear(Holder *holder)
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
    holder_close(holder_current(), scope->mark, scope->frame);
}

static bool
marks_newest(Holder *holder, void *thing, void *frame)
{
    for (size_t i = holder->n; i-- > 0;)
        if (holder->items[i].thing == thing) {
            holder->items[i].frame = frame;
            return true;
        }
    return false;
}

/* A value held further out already needs no lifting, but then marking it does no harm either: its
 * own scope closes with another frame. What only a list or a future holds needs a reference. */
AwValue
aw_lift(AwValue v, void *frame)
{
    void *thing = value_is_cell(v) ? (void *) v.u.cell : v.kind == AW_K_OBJECT ? v.u.p : NULL;

    if (!thing || marks_newest(holder_current(), thing, frame))
        return v;
    if (!holder_reserve())
        misuse("no memory for a scope");
    hold_value(aw_ref_value(v));
    marks_newest(holder_current(), thing, frame);
    return v;
}

AwValue
aw_pass(AwValue error, void *frame)
{
    return aw_lift(error, frame);
}
