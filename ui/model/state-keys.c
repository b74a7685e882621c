/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-keys.c - from a number to the slot of what has it. */
#include "ui/model/state-keys.h"

#include <string.h>

enum { LEAST_ROOM = 64 };

void
keys_clear(StateKeys *keys)
{
    g_clear_pointer(&keys->items, g_free);
    keys->n = keys->room = 0;
}

void
keys_empty(StateKeys *keys)
{
    if (keys->room)
        memset(keys->items, 0, keys->room * sizeof *keys->items);
    keys->n = 0;
}

static guint32
home_of(const StateKeys *keys, guint64 key)
{
    return (guint32) (key * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) >> 32) & (keys->room - 1);
}

/* Where the key is, or the free place where it would be. */
static guint32
place_of(const StateKeys *keys, guint64 key)
{
    guint32 i = home_of(keys, key);

    while (keys->items[i].slot != 0 && keys->items[i].key != key)
        i = (i + 1) & (keys->room - 1);
    return i;
}

guint32
keys_find(const StateKeys *keys, guint64 key)
{
    return keys->room ? keys->items[place_of(keys, key)].slot : 0;
}

static void
resize(StateKeys *keys, guint32 room)
{
    StateKeys before = *keys;

    keys->items = g_new0(StateKey, room);
    keys->room = room;
    for (guint32 i = 0; i < before.room; i++)
        if (before.items[i].slot != 0)
            keys->items[place_of(keys, before.items[i].key)] = before.items[i];
    g_free(before.items);
}

void
keys_add(StateKeys *keys, guint64 key, guint32 slot)
{
    if (keys->n * 2 >= keys->room)
        resize(keys, MAX(LEAST_ROOM, keys->room * 2));
    guint32 i = place_of(keys, key);
    keys->n += keys->items[i].slot == 0;
    keys->items[i] = (StateKey){key, slot};
}

/* What follows it moves up, so that no search ends at the gap. */
void
keys_remove(StateKeys *keys, guint64 key, guint32 slot)
{
    guint32 mask = keys->room - 1, gap = keys->room ? place_of(keys, key) : 0;

    if (!keys->room || keys->items[gap].slot != slot)
        return;
    for (guint32 i = (gap + 1) & mask; keys->items[i].slot != 0; i = (i + 1) & mask) {
        guint32 home = home_of(keys, keys->items[i].key);
        if (((i - home) & mask) < ((i - gap) & mask))
            continue;
        keys->items[gap] = keys->items[i];
        gap = i;
    }
    keys->items[gap] = (StateKey){0};
    keys->n--;
}
