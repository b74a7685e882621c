/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-digest.c - what the model says about many spans and events at once is what one finds by
 * looking at each, and lanes show the most urgent of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/scene/build.h"
#include "ui/scene/lod.h"

static const gsize lengths[] = {1, 7, 8, 9, 64, 65, 500, 4097, 20000};

#define EACH_LENGTH(n) for (const gsize *n = lengths; n < lengths + G_N_ELEMENTS(lengths); n++)

/* Two tasks that are ready, run, wait and are rarely cancelled, at random, in bursts, with marks
 * between them and now and then a second of nothing. */
static Model *
random_model(GRand *random, gsize n_events)
{
    static const guint32 kinds[] = {TRACE_TASK_READY, TRACE_TASK_STEP, TRACE_TASK_AWAIT,
                                    TRACE_MARK};
    Model *model = model_new();
    TraceEvent event = {.kind = TRACE_TASK_CREATED, .subject = TASK_1};

    for (gsize i = 0; i < n_events; i++) {
        fixture_append(model, &event);
        gboolean rare = g_rand_int_range(random, 0, 300) == 0;
        gboolean pauses = g_rand_int_range(random, 0, 200) == 0;

        event.kind =
            rare ? TRACE_TASK_STEP_CANCEL : kinds[g_rand_int_range(random, 0, (int) i % 9 ? 3 : 4)];
        event.subject = TASK_1 + (guint32) g_rand_int_range(random, 0, 2);
        event.time_ns += pauses ? SECONDS(1) : g_rand_int_range(random, 0, 1 << i / 64 % 16);
    }
    return model;
}

static const Span *
span_at(const Track *track, gsize i)
{
    return &g_array_index(track->spans, Span, i);
}

static guint
states_of(const Track *track, gsize first, gsize stop)
{
    guint states = 0;

    for (gsize i = first; i < stop; i++)
        states |= 1u << span_at(track, i)->state;
    return states;
}

/* The same as the model's seek, in the slow way. */
static gsize
seek_by_looking(const Track *track, gsize first, gsize event)
{
    while (first < track->spans->len && span_at(track, first)->begin < event)
        first++;
    return first;
}

static void
assert_seeks(const Model *model, const Track *track, GRand *random)
{
    for (int i = 0; i < 200; i++) {
        gsize n = model_n_events(model);
        gsize first = (gsize) g_rand_int_range(random, 0, (int) track->spans->len + 1);
        gsize event = (gsize) g_rand_int_range(random, 0, (int) n + 2);
        gsize slack = (gsize) g_rand_int_range(random, 0, (int) n + 1);
        gsize exact = seek_by_looking(track, first, event);
        guint states;

        assert_int_equal(track_seek(track, first, event, 0, &states), exact);
        assert_int_equal(states, states_of(track, first, exact));
        gsize early = track_seek(track, first, event, slack, &states);
        assert_int_equal(states, states_of(track, first, early));
        assert_in_range(early, seek_by_looking(track, first, event - MIN(slack, event)), exact);
    }
}

static void
a_seek_finds_what_looking_at_each_span_finds(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);

    EACH_LENGTH(n)
    {
        g_autoptr(Model) model = random_model(random, *n);

        assert_seeks(model, model_track(model, TASK_1), random);
    }
}

/* Seeks up to the largest possible event, and from after the last span. */
static void
a_seek_ends_with_the_lane(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(8);

    EACH_LENGTH(n)
    {
        g_autoptr(Model) model = random_model(random, *n);
        const Track *track = model_track(model, TASK_1);
        gsize n_spans = track->spans->len;
        guint states;

        assert_int_equal(track_seek(track, 0, MODEL_NONE, 0, &states), n_spans);
        assert_int_equal(states, states_of(track, 0, n_spans));
        assert_int_equal(track_seek(track, n_spans, MODEL_NONE, 0, &states), n_spans);
        assert_int_equal(states, 0);
    }
}

static void
each_span_begins_where_it_says(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(9);
    g_autoptr(Model) model = random_model(random, 5000);
    const Track *track = model_track(model, TASK_1);

    for (gsize i = 0; i < track->spans->len; i++)
        assert_int_equal(track_span_begin(track, i), span_at(track, i)->begin);
}

static void
runs_and_gaps_are_counted_as_by_hand(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(10);
    g_autoptr(Model) model = random_model(random, 20000);
    gsize runs = 0, gaps = 0;

    for (gsize i = 0; i < model_n_events(model); i++) {
        const TraceEvent *event = model_event(model, i), *before = model_event(model, i - 1);

        runs += event->kind == TRACE_TASK_STEP || event->kind == TRACE_TASK_STEP_CANCEL;
        gaps += before && event->time_ns - before->time_ns >= MODEL_IDLE_NS;
        assert_int_equal(model_runs(model, i), runs);
        assert_int_equal(model_gaps_before(model, i), gaps);
    }
    assert_true(runs > 1000 && gaps > 50);
    assert_int_equal(gaps, model_gaps(model)->len);
}

static TraceState
most_urgent_by_looking(const Track *track, gsize first, gsize stop)
{
    TraceState most = TRACE_STATE_NONE;

    for (; first < stop; first++)
        if (looks[span_at(track, first)->state].urgency > looks[most].urgency)
            most = span_at(track, first)->state;
    return most;
}

/* Spans that are drawn as narrow are narrow. */
static void
assert_narrow(const Model *model, const View *view, const Track *track, gsize first, gsize stop)
{
    for (; first < stop; first++) {
        const Span *span = span_at(track, first);
        double x = axis_of_event(model, view->axis, span->begin);
        double end = axis_of_event(model, view->axis, span->end);

        assert_true((end - x) * view->scale < 2 * view->sizes->min_span + 1e-6);
    }
}

/* Pieces follow each other and leave no span out: each stands for the spans up to the next. */
static void
assert_pieces(const Model *model, const View *view, const Track *track)
{
    Columns columns = columns_new(model, view);
    Lod lod = lod_begin(model, view, &columns, track);
    Piece piece, next;
    gboolean more = lod_next(&lod, &piece);

    while (more) {
        gsize first = (gsize) (piece.span - span_at(track, 0));
        more = lod_next(&lod, &next);
        gsize stop = more ? (gsize) (next.span - span_at(track, 0)) : lod.next;

        assert_true(piece.w > 0 || !piece.narrow);
        assert_true(!more || next.x >= piece.x + piece.w - 1e-6);
        assert_true(stop > first && piece.merged == (stop > first + 1));
        assert_int_equal(piece.state, most_urgent_by_looking(track, first, stop));
        if (piece.narrow)
            assert_narrow(model, view, track, first, stop);
        piece = next;
    }
    columns_clear(&columns);
}

static void
a_piece_shows_the_most_urgent_of_its_spans(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(11);

    EACH_LENGTH(n)
    {
        g_autoptr(Model) model = random_model(random, *n);

        for (AxisKind axis = 0; axis < N_AXES; axis++)
            for (double zoom = 1; zoom < 1e5; zoom *= 3) {
                View view = view_fit(model, axis, 800, 400, PART_SCREEN, &sizes_picture);
                view.scale *= zoom;
                view.left = axis_length(model, axis) * (1 - 1 / zoom) * g_rand_double(random);
                assert_pieces(model, &view, model_track(model, TASK_1));
            }
    }
}

/* A damaged recording may name any track. */
static void
lanes_with_ids_far_from_all_others_are_found(void **state)
{
    g_autoptr(Model) model = model_new();

    for (guint32 i = 1; i < 3000; i++) {
        TraceEvent event = {.kind = TRACE_TASK_CREATED, .subject = i * 1400000};

        fixture_append(model, &event);
    }
    for (guint32 i = 1; i < 3000; i++)
        assert_int_equal(model_track(model, i * 1400000)->id, i * 1400000);
    assert_int_equal(model_tracks(model, TRACE_TRACK_TASK)->len, 2999);
    assert_null(model_track(model, 1400001));
    assert_null(model_track(model, G_MAXUINT32));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seek_finds_what_looking_at_each_span_finds),
        cmocka_unit_test(a_seek_ends_with_the_lane),
        cmocka_unit_test(each_span_begins_where_it_says),
        cmocka_unit_test(runs_and_gaps_are_counted_as_by_hand),
        cmocka_unit_test(a_piece_shows_the_most_urgent_of_its_spans),
        cmocka_unit_test(lanes_with_ids_far_from_all_others_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
