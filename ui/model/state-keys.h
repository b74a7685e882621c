/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-keys.h - from a number to the slot of what has it. Private to ui/model. */
#pragma once
#include <glib.h>

typedef struct {
    guint64 key;
    guint32 slot; /* 0: nothing is here */
} StateKey;

/* All 0 is an empty one. */
typedef struct {
    StateKey *items; /* open addressing */
    guint32 n, room; /* room: 0 or a power of 2 */
} StateKeys;

/** Free what it has. */
void keys_clear(StateKeys *keys);

/** Forget all, and keep the room. */
void keys_empty(StateKeys *keys);

/** The slot of `key`, or 0. O(1) on average. */
guint32 keys_find(const StateKeys *keys, guint64 key);

/** Set the slot of `key`; not 0. */
void keys_add(StateKeys *keys, guint64 key, guint32 slot);

/** Forget `key` if its slot is this one. */
void keys_remove(StateKeys *keys, guint64 key, guint32 slot);
