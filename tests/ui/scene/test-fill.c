/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-fill.c - where there are too many spans to tell them apart, the height at which they are
 * drawn shows how busy they were. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/export/export.h"
#include "ui/scene/build.h"
#include "ui/scene/lod.h"

enum { MANY = 5000, PERIOD_NS = 100000 };

/* A loop that sleeps, and runs a callback for `busy_ns` at the end of each period. */
static Model *
periodic_model(gsize n, gint64 period_ns, gint64 busy_ns)
{
    Model *model = model_new();

    for (gsize i = 0; i < n; i++) {
        gint64 end_ns = (gint64) (i + 1) * period_ns;
        TraceEvent sleep = EVENT(end_ns - period_ns, POLL_BEGIN, LOOP);
        TraceEvent run = EVENT(end_ns - busy_ns, CALLBACK_BEGIN, LOOP);

        fixture_append(model, &sleep);
        fixture_append(model, &run);
    }
    TraceEvent end = EVENT((gint64) n * period_ns, POLL_BEGIN, LOOP);
    fixture_append(model, &end);
    return model;
}

static void
assert_filled(const Model *model, const View *view, double part)
{
    Columns columns = columns_new(model, view);
    Lod lod = lod_begin(model, view, &columns, model_track(model, LOOP));
    double right = view_x(view, axis_length(model, view->axis)) - 2 * columns.width;
    double steps = MAX(part * FILL_STEPS, 1);
    guint n = 0;

    for (Piece piece; lod_next(&lod, &piece); n++)
        if (piece.x > view->sizes->names_width && piece.x + piece.w < right) {
            assert_true(piece.narrow);
            assert_true(fabs(piece.fill - steps) <= 1 + 1e-6);
            assert_true(piece.state == TRACE_STATE_CALLBACK);
            assert_true(piece.base == TRACE_STATE_ASLEEP);
        }
    assert_true(n > 0);
    columns_clear(&columns);
}

static void
a_crowd_is_as_high_as_it_was_busy(void **state)
{
    for (gint64 busy_ns = PERIOD_NS / 100; busy_ns < PERIOD_NS; busy_ns += PERIOD_NS / 7) {
        g_autoptr(Model) model = periodic_model(MANY, PERIOD_NS, busy_ns);

        for (AxisKind axis = 0; axis < N_AXES; axis++) {
            View view = view_fit(model, axis, 800, 400, PART_SCREEN, &sizes_picture);

            assert_filled(model, &view, (double) busy_ns / PERIOD_NS);
        }
    }
}

/* Spans far apart, with nothing between them. */
static void
one_by_itself_is_as_high_as_its_lane(void **state)
{
    g_autoptr(Model) model = periodic_model(10, SECONDS(1), 1000);
    View view = view_fit(model, AXIS_TIME, 800, 400, PART_SCREEN, &sizes_picture);
    Columns columns = columns_new(model, &view);
    Lod lod = lod_begin(model, &view, &columns, model_track(model, LOOP));
    guint n = 0;

    for (Piece piece; lod_next(&lod, &piece);) {
        assert_int_equal(piece.fill, FILL_STEPS);
        n += piece.state == TRACE_STATE_CALLBACK;
    }
    assert_int_equal(n, 10);
    columns_clear(&columns);
}

/* A task that is ready for half of its time, and runs for a quarter. */
static void
who_is_ready_stands_on_who_runs(void **state)
{
    g_autoptr(Model) model = model_new();

    for (gint64 i = 0; i < MANY; i++) {
        TraceEvent ready = EVENT(i * 1000, TASK_READY, TASK_1);
        TraceEvent step = EVENT(i * 1000 + 500, TASK_STEP, TASK_1);
        TraceEvent wait = EVENT(i * 1000 + 750, TASK_AWAIT, TASK_1);

        fixture_append(model, &ready);
        fixture_append(model, &step);
        fixture_append(model, &wait);
    }
    View view = view_fit(model, AXIS_TIME, 800, 400, PART_SCREEN, &sizes_picture);
    Columns columns = columns_new(model, &view);
    Lod lod = lod_begin(model, &view, &columns, model_track(model, TASK_1));
    Piece piece;

    assert_true(lod_next(&lod, &piece) && lod_next(&lod, &piece));
    assert_int_equal(piece.state, TRACE_STATE_RUNNING);
    assert_in_range(piece.fill, 2, 3);
    assert_in_range(piece.ready, 3, 4);
    assert_int_equal(piece.base, TRACE_STATE_WAITING);
    columns_clear(&columns);
}

static void
as_text_a_crowd_has_lower_blocks(void **state)
{
    g_autoptr(Model) model = periodic_model(MANY, PERIOD_NS, PERIOD_NS / 100);
    g_autofree char *text =
        export_text(model, &(ExportOptions){.axis = AXIS_ELASTIC, .to_ns = -1}, 100);

    assert_non_null(strstr(text, "▁▁▁▁▁▁▁▁"));
    assert_null(strstr(text, "▓▓▓▓"));
}

/* Spans of a task at random, some of no length. */
static void
a_stretch_lasts_as_long_as_its_spans_together(void **state)
{
    static const guint32 kinds[] = {TRACE_TASK_READY, TRACE_TASK_STEP, TRACE_TASK_AWAIT};
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    g_autoptr(Model) model = model_new();
    TraceEvent event = EVENT(0, TASK_CREATED, TASK_1);

    for (int i = 0; i < 300; i++) {
        fixture_append(model, &event);
        event.kind = kinds[g_rand_int_range(random, 0, 3)];
        event.time_ns += g_rand_int_range(random, 0, 100);
    }
    const Track *track = model_track(model, TASK_1);
    for (gsize first = 0; first < track->spans->len; first++) {
        gint64 sums[SHARE_CALM + 1] = {0}, ns[SHARE_CALM];

        for (gsize i = first; i < track->spans->len; i++) {
            const Span *span = &g_array_index(track->spans, Span, i);
            gsize end = MIN(span->end, model_n_events(model) - 1);

            sums[share_of(span->state)] +=
                model_event(model, end)->time_ns - model_event(model, span->begin)->time_ns;
            track_shares(model, track, first, i + 1, ns);
            assert_int_equal(ns[SHARE_HELD], sums[SHARE_HELD]);
            assert_int_equal(ns[SHARE_READY], sums[SHARE_READY]);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crowd_is_as_high_as_it_was_busy),
        cmocka_unit_test(one_by_itself_is_as_high_as_its_lane),
        cmocka_unit_test(who_is_ready_stands_on_who_runs),
        cmocka_unit_test(as_text_a_crowd_has_lower_blocks),
        cmocka_unit_test(a_stretch_lasts_as_long_as_its_spans_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
