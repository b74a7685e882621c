/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-state-pack.c - records of numbers come back as they were packed, in the bytes promised. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ui/model/state-pack.h"

enum { RECORDS = 500 };

static guint32 records[RECORDS][PACK_NUMBERS], slots[RECORDS];

/* Numbers of all sizes, near the one before and far from it, and slots with gaps. */
static void
make_records(GRand *random)
{
    guint32 slot = 0;

    for (guint i = 0; i < RECORDS; i++) {
        slots[i] = slot += 1 + (g_rand_int(random) >> g_rand_int_range(random, 8, 32)) % 100000;
        for (guint k = 0; k < PACK_NUMBERS; k++)
            records[i][k] = g_rand_int(random) >> g_rand_int_range(random, 0, 32);
    }
}

static void
assert_come_back(guint numbers)
{
    gsize most = pack_most(RECORDS, numbers);
    g_autofree guint8 *bytes = g_malloc(most);
    guint32 back[PACK_NUMBERS];
    Pack pack = {.at = bytes};
    Unpack unpack = {.at = bytes};

    for (guint i = 0; i < RECORDS; i++)
        pack_put(&pack, slots[i], records[i], numbers);
    assert_in_range(pack.at - bytes, 1, most);
    for (guint i = 0; i < RECORDS; i++) {
        assert_int_equal(pack_get(&unpack, back, numbers), slots[i]);
        assert_memory_equal(back, records[i], numbers * sizeof *back);
    }
    assert_ptr_equal(unpack.at, pack.at);
}

static void
records_come_back_as_they_were(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1);

    for (guint numbers = 1; numbers <= PACK_NUMBERS; numbers++) {
        make_records(random);
        assert_come_back(numbers);
    }
}

static void
what_stays_the_same_takes_a_bit_or_two(void **state)
{
    guint8 bytes[200];
    Pack pack = {.at = bytes};
    guint32 record[PACK_NUMBERS] = {7, 0, G_MAXUINT32};

    pack_put(&pack, 1, record, PACK_NUMBERS);
    guint8 *before = pack.at;
    pack_put(&pack, 2, record, PACK_NUMBERS);
    assert_int_equal(pack.at - before, 1 + PACK_NUMBERS / 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_back_as_they_were),
        cmocka_unit_test(what_stays_the_same_takes_a_bit_or_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
