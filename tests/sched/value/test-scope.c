/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-scope.c - what belongs to a scope goes when it closes, and what is returned does not. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "sched/value/scope.h"
#include "tests/support/journal.h"

/* An object that notes when its last reference went. */
typedef struct {
    Object object;
    const char *name;
} Thing;

static void
note_end(void *object)
{
    note("%s", ((Thing *) object)->name);
}

static const ObjectClass thing_class = {.kind = OBJECT_INNER, .free = note_end};

static void
hold(Thing *thing, const char *name)
{
    *thing = (Thing){.object = {.class = &thing_class, .refs = 1}, .name = name};
    holder_reserve();
    hold_object(thing);
}

static void
a_scope_drops_last_first(void **state)
{
    Thing a, b, c;

    journal_clear();
    {
        AW_SCOPE();
        hold(&a, "a");
        {
            AW_SCOPE();
            hold(&b, "b");
            hold(&c, "c");
        }
        note("inner is closed");
    }
    assert_journal("c\nb\ninner is closed\na\n");
}

static AwValue
return_from_two_scopes(Thing *things)
{
    AW_SCOPE();
    hold(&things[0], "outer");
    {
        AW_SCOPE();
        hold(&things[1], "before");
        AwValue v = aw_object(&things[2]);
        hold(&things[3], "after");
        AW_RETURN(v);
    }
}

static void
a_returned_value_leaves_all_scopes_of_its_function(void **state)
{
    Thing things[4] = {[2] = {.object = {.class = &thing_class, .refs = 1}, .name = "returned"}};

    journal_clear();
    {
        AW_SCOPE();
        return_from_two_scopes(things);
        aw_unref(&things[2]);
        note("returned");
    }
    assert_journal("after\nbefore\nouter\nreturned\nreturned\n");
}

static AwValue
fail_in_scope(void)
{
    AW_SCOPE();
    AW_TRY(aw_error(AW_ERROR, "deep"));
    return AW_NONE;
}

static AwValue
pass_it_on(void)
{
    AW_SCOPE();
    {
        AW_SCOPE();
        AW_TRY(fail_in_scope());
    }
    return AW_NONE;
}

static void
an_error_leaves_the_scopes_on_its_way(void **state)
{
    AW_SCOPE();
    AwValue e = pass_it_on();

    assert_int_equal(aw_code(e), AW_ERROR);
    assert_string_equal(aw_message(e), "deep");
}

static AwValue
make_list(void)
{
    AW_SCOPE();
    AW_RETURN(aw_list(aw_text("item %d", 0), "other"));
}

static AwValue
first_of_a_list(void)
{
    AW_SCOPE();
    AwValue list = make_list(); /* it alone holds its items now */

    AW_RETURN(aw_at(list, 0));
}

static void
an_item_outlives_the_list_it_is_returned_from(void **state)
{
    AW_SCOPE();
    assert_string_equal(aw_to_text(first_of_a_list()), "item 0");
}

static AwValue
hand_through(AwValue v)
{
    AW_SCOPE();
    AW_RETURN(v);
}

static void
what_an_outer_scope_holds_may_be_returned(void **state)
{
    AW_SCOPE();
    AwValue v = aw_str("x");

    assert_string_equal(aw_to_text(hand_through(v)), "x");
}

/* Inlined, it shares the frame of the loop below. */
static inline __attribute__((always_inline)) AwValue
round_of(int i)
{
    AW_SCOPE();
    AwValue v = aw_text("round %d", i);
    AW_RETURN(v);
}

static void
a_loop_with_a_scope_holds_no_more_from_round_to_round(void **state)
{
    size_t before = holder_current()->n;

    for (int i = 0; i < 100; i++) {
        AW_SCOPE();
        assert_non_null(aw_to_text(round_of(i)));
    }
    assert_int_equal(holder_current()->n, before);
}

static void *
hold_in_thread(void *thing)
{
    hold(thing, "held by the thread");
    aw_str("text of the thread");
    return NULL;
}

static void
the_scope_of_a_thread_closes_when_it_ends(void **state)
{
    pthread_t thread;
    Thing thing;

    journal_clear();
    assert_int_equal(pthread_create(&thread, NULL, hold_in_thread, &thing), 0);
    pthread_join(thread, NULL);
    assert_journal("held by the thread\n");
}

static void
drop_twice(void *data)
{
    Thing thing = {.object = {.class = &thing_class, .refs = 1}, .name = "thing"};

    aw_unref(&thing);
    aw_unref(&thing);
}

static void
dropping_twice_ends_with_a_sentence(void **state)
{
    assert_dies(drop_twice, NULL, "an object was dropped twice");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scope_drops_last_first),
        cmocka_unit_test(a_returned_value_leaves_all_scopes_of_its_function),
        cmocka_unit_test(an_error_leaves_the_scopes_on_its_way),
        cmocka_unit_test(an_item_outlives_the_list_it_is_returned_from),
        cmocka_unit_test(what_an_outer_scope_holds_may_be_returned),
        cmocka_unit_test(a_loop_with_a_scope_holds_no_more_from_round_to_round),
        cmocka_unit_test(the_scope_of_a_thread_closes_when_it_ends),
        cmocka_unit_test(dropping_twice_ends_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
