/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-ring.c - a ring from both of its sides, in the steps of one thread. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sched/record/ring.h"

static int64_t n_put, n_taken;

static void
put(Ring *ring, int n)
{
    for (; n > 0; n--) {
        assert_true(ring_reserve(ring, 1));
        Record *next = atomic_load(&ring->next);
        *next = (Record){.kind = 1, .value = ++n_put};
        atomic_store(&ring->next, next + 1);
    }
}

/* Takes all there is, which must be what was put behind what was taken, each once. */
static void
take(Ring *ring)
{
    Record *at, *end;

    while ((at = ring_look(ring, &end))) {
        for (; at < end; at++)
            assert_int_equal(at->value, ++n_taken);
        ring_taken(ring, at);
    }
}

static void
memory_is_prepared_for_who_writes_faster(void **state)
{
    enum { FAR = 8, SLAB = 32 };
    Ring *ring = ring_take();

    put(ring, CHUNK_RECORDS * 3 / 2);
    take(ring);
    assert_null(atomic_load(&ring->prepared)); /* the reader keeps up */
    put(ring, FAR * CHUNK_RECORDS);
    take(ring);
    assert_non_null(atomic_load(&ring->prepared));
    put(ring, (FAR + SLAB) * CHUNK_RECORDS);
    assert_null(atomic_load(&ring->prepared));
    take(ring);
    assert_int_equal(n_taken, n_put);
    ring_leave(ring);
}

static void
what_is_put_is_taken_once_and_in_order(void **state)
{
    Ring *ring = ring_take();

    for (int i = 1; i < 40; i++) {
        put(ring, i * 331);
        take(ring);
        assert_int_equal(n_taken, n_put);
    }
    ring_leave(ring);
}

/* The thread has linked a chunk that it uses again, and not yet said that it writes there. */
static void
a_chunk_that_is_used_again_is_empty(void **state)
{
    Ring *ring = ring_take();
    Record *end;

    while (atomic_load(&ring->next) < ring->chunk->records + CHUNK_RECORDS)
        put(ring, 1);
    take(ring);
    put(ring, CHUNK_RECORDS); /* the one before is given back when this one is looked at */
    take(ring);
    Record *left = atomic_load(&ring->next);
    assert_true(ring_reserve(ring, 1));
    Record *begun = atomic_load(&ring->next);
    assert_ptr_not_equal(begun, left);
    atomic_store(&ring->next, left);
    take(ring);
    assert_null(ring_look(ring, &end));
    atomic_store(&ring->next, begun);
    put(ring, 1);
    take(ring);
    assert_int_equal(n_taken, n_put);
    ring_leave(ring);
}

static void
a_child_has_rings_of_its_own(void **state)
{
    Ring *ring = ring_take();

    put(ring, 1);
    ring_forget_all();
    assert_null(ring_first());
    Ring *other = ring_take();
    assert_ptr_not_equal(other, ring);
    assert_ptr_equal(ring_first(), other);
    ring_forget_all();
    ring_forget_all();
    assert_null(ring_first());
    n_taken = n_put;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_prepared_for_who_writes_faster), /* the ring is new */
        cmocka_unit_test(what_is_put_is_taken_once_and_in_order),
        cmocka_unit_test(a_chunk_that_is_used_again_is_empty),
        cmocka_unit_test(a_child_has_rings_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
