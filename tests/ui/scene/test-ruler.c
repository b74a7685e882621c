/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-ruler.c - the elastic ruler: its boundaries, the first time, and the lengths of gaps. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"

static const Shape *
shape_at(const Scene *scene, guint i)
{
    return &g_array_index(scene->shapes, Shape, i);
}

static const Shape *
find_text(const Scene *scene, const char *text)
{
    for (guint i = 0; i < scene->shapes->len; i++)
        if (g_strcmp0(shape_at(scene, i)->text, text) == 0)
            return shape_at(scene, i);
    return NULL;
}

/* Bursts of one to nine events, with gaps between them. */
static Model *
bursts(guint n)
{
    Model *model = model_new();

    for (guint burst = 0; burst < n; burst++)
        for (guint i = 0; i <= burst * 7 % 9; i++)
            fixture_append(model, &(TraceEvent) EVENT((gint64) burst * 3899000, MARK, LOOP));
    return model;
}

/* How many boundaries the ruler has; fails if any two are closer than 40 px. */
static guint
count_boundaries(const Scene *scene)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint at = 0; at < scene->shapes->len; at++) {
        const Shape *shape = shape_at(scene, at);
        if (shape->kind != SHAPE_LINE || shape->w != 0 || shape->edge != ROLE_TEXT_DIM)
            continue;
        for (guint i = 0; i < places->len; i++)
            assert_true(fabs(shape->x - g_array_index(places, double, i)) >= 40);
        g_array_append_val(places, shape->x);
    }
    return places->len;
}

static void
boundaries_of_the_elastic_ruler_keep_their_distance(void **state)
{
    guint n = 0;

    for (guint count = 5; count < 60; count += 9)
        for (double width = 300; width < 2500; width += 50) {
            g_autoptr(Model) model = bursts(count);
            g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, width, PART_RULER);

            n += count_boundaries(scene);
        }
    assert_true(n > 1000);
}

/* Also where the first burst is a single event, followed by a gap. */
static void
the_elastic_ruler_begins_with_a_time_at_any_width(void **state)
{
    g_autoptr(Model) model = bursts(12);

    for (double width = 200; width < 2500; width += 20) {
        g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, width, PART_RULER);

        if (!find_text(scene, "0\u00a0s"))
            fail_msg("no time at the beginning, %g px wide", width);
    }
}

/* Both with dashes and, where those have no room, without; the burst after the gap is at another
 * time. */
static void
a_gap_says_its_length_even_where_it_is_tight(void **state)
{
    static const TraceEvent events[] = {
        EVENT(SECONDS(2), MARK, LOOP),
        EVENT(SECONDS(2) + 3899000, MARK, LOOP),
        EVENT(SECONDS(2) + 3899000, MARK, LOOP),
        EVENT(SECONDS(2) + 3899000, MARK, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    guint n_fonts[N_FONTS] = {0};

    for (double width = 220; width < 400; width += 5) {
        g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, width, PART_RULER);
        const Shape *label = find_text(scene, "3.899\u00a0ms");

        if (label)
            n_fonts[label->font]++;
    }
    assert_true(n_fonts[FONT_TINY] > 0);
    assert_true(n_fonts[FONT_SMALL] > 0);
}

/* That of a burst is not said once more as a round time at its end. */
static void
a_time_is_said_once(void **state)
{
    g_autoptr(Model) model = model_new();

    for (guint burst = 0; burst < 2; burst++)
        for (guint i = 0; i < 30; i++)
            fixture_append(model, &(TraceEvent) EVENT(SECONDS(burst), MARK, LOOP));
    for (double width = 200; width < 2500; width += 20) {
        g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, width, PART_RULER | PART_PLAIN);
        guint n = 0;

        for (guint i = 0; i < scene->shapes->len; i++)
            n += g_strcmp0(shape_at(scene, i)->text, "1\u00a0s") == 0 &&
                 shape_at(scene, i)->fill != ROLE_TEXT_DIM;
        assert_true(n <= 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boundaries_of_the_elastic_ruler_keep_their_distance),
        cmocka_unit_test(the_elastic_ruler_begins_with_a_time_at_any_width),
        cmocka_unit_test(a_gap_says_its_length_even_where_it_is_tight),
        cmocka_unit_test(a_time_is_said_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
