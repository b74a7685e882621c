/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-pack.h - records of 32-bit numbers, one after the other, in few bytes: of each number, what
 * it differs by from the one of the record before. Private to ui/model. */
#pragma once
#include <glib.h>

enum { PACK_NUMBERS = 16 }; /* of a record, at most */

/* Between the packing of two records, and the unpacking. All but `at` begins as 0. */
typedef struct {
    guint8 *at;
    guint32 slot; /* of the record before */
    guint32 before[PACK_NUMBERS];
} Pack;

typedef struct {
    const guint8 *at;
    guint32 slot;
    guint32 before[PACK_NUMBERS];
} Unpack;

/** How many bytes `n` records of `numbers` numbers take at most. */
gsize pack_most(gsize n, guint numbers);

/** Pack a record of `numbers` numbers, and the slot it is in. Slots ascend. */
void pack_put(Pack *pack, guint32 slot, const void *record, guint numbers);

/** Unpack it. Returns the slot. */
guint32 pack_get(Unpack *pack, void *record, guint numbers);
