/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-pack.c - up to four numbers are a byte that has their sizes, then as many bytes as they
 * need. */
#include "ui/model/state-pack.h"

#include <string.h>

#include "sched/trace/compact.h"

enum { SPARE = 4 }; /* bytes that may be written, or read, behind the last one */

gsize
pack_most(gsize n, guint numbers)
{
    return n * (1 + 4 + (numbers + 3) / 4 + 4 * numbers) + SPARE;
}

/* The byte has the code of each number's size, 2 bits each. */
static void
put(Pack *pack, const guint32 *numbers, guint n)
{
    guint8 *sizes = pack->at++;
    guint codes = 0;

    for (guint i = 0; i < n; i++)
        codes |= compact_put(&pack->at, numbers[i], 0) << 2 * i;
    *sizes = (guint8) codes;
}

static void
get(Unpack *pack, guint32 *ret_numbers, guint n)
{
    static const guint32 masks[] = {0, 0xff, 0xffff, 0xffffffff};

    for (guint i = 0, codes = *pack->at++; i < n; i++, codes >>= 2) {
        ret_numbers[i] = wire_get32(pack->at) & masks[codes & 3];
        pack->at += WIRE_SIZE(codes & 3);
    }
}

void
pack_put(Pack *pack, guint32 slot, const void *record, guint numbers)
{
    guint32 now[PACK_NUMBERS], gap = slot - pack->slot - 1;

    memcpy(now, record, numbers * sizeof *now);
    for (guint i = 0; i < numbers; i++) {
        guint32 number = now[i];
        now[i] = compact_zigzag(number, pack->before[i]);
        pack->before[i] = number;
    }
    put(pack, &gap, 1);
    for (guint i = 0; i < numbers; i += 4)
        put(pack, now + i, MIN(4, numbers - i));
    pack->slot = slot;
}

guint32
pack_get(Unpack *pack, void *record, guint numbers)
{
    guint32 now[4], gap;

    get(pack, &gap, 1);
    for (guint i = 0; i < numbers; i += 4) {
        guint n = MIN(4, numbers - i);
        get(pack, now, n);
        for (guint k = 0; k < n; k++)
            pack->before[i + k] += (guint32) wire_unzigzag(now[k]);
    }
    memcpy(record, pack->before, numbers * sizeof *now);
    return pack->slot += gap + 1;
}
