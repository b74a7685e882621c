/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.c - measures how long a scene takes, from a whole run down to a few events: a line for
 * each zoom, a hundred places each. Arguments are names of runs; without any, all are measured. */
#include <stdio.h>

#include "tests/bench/run.h"
#include "ui/scene/layout.h"

enum { WIDTH = 1600, HEIGHT = 900, PLACES = 100, LARGE = 3000000 };

static const Run runs[] = {
    {.name = "small", .n_events = 100, .n_tasks = 5, .sleep = 10},
    {.name = "large", .n_events = LARGE, .n_tasks = 39, .sleep = 1000, .cancel = 1000},
    {.name = "idle", .n_events = LARGE, .n_tasks = 39, .sleep = 3, .cancel = 30},
    {.name = "skewed", .n_events = LARGE, .n_tasks = 39, .sleep = 1000, .long_first = 400000},
    {.name = "futures", .n_events = LARGE, .n_tasks = 39, .sleep = 1000, .future = 2},
    {.name = "tasks", .n_events = LARGE, .n_tasks = 3000, .sleep = 1000, .cancel = 1000},
};

/* The part of the run that is in view. */
static const double zooms[] = {1, 1. / 4, 1. / 64, 1. / 500, 1. / 2000, 1e-4};

static double
letter_width(void *data, Font font, const char *text)
{
    return 7 * (double) g_utf8_strlen(text, -1);
}

static const TextMetrics metrics = {letter_width, NULL};

/* A view of `part` of the run, scrolled to `place` (0 .. 1). */
static View
view_at(const Model *model, AxisKind axis, double part, double place, gboolean selected)
{
    View view = view_fit(model, axis, WIDTH, HEIGHT, PART_SCREEN, &sizes_picture);

    view.left = axis_length(model, axis) * (1 - part) * place;
    view.scale /= part;
    view.playhead = axis_event_at(model, axis, view.left + axis_length(model, axis) * part / 2);
    view.selected = selected ? TRACE_LOOP_ID + 1 : TRACE_NOBODY;
    return view;
}

static void
measure(const Run *run, const Model *model, AxisKind axis, double part, gboolean selected)
{
    double times[PLACES];
    guint shapes = 0;

    for (int i = 0; i < PLACES; i++) {
        View view = view_at(model, axis, part, i / (PLACES - 1.0), selected);
        gint64 start = run_clock_ns();
        g_autoptr(Scene) scene = layout_scene(model, &view, &metrics);

        times[i] = (double) (run_clock_ns() - start) / 1e6;
        shapes = MAX(shapes, scene->shapes->len);
    }
    double median = run_quantile(times, PLACES, 0.5);
    printf("%-8s %-8s %-9s %8.4f %8.2f %8.2f %8.2f %8u\n", run->name, axes[axis].name,
           selected ? "selected" : "", part, median, run_quantile(times, PLACES, 0.95),
           run_quantile(times, PLACES, 1), shapes);
}

static void
measure_run(const Run *run)
{
    g_autoptr(Model) model = run_model(run);

    for (AxisKind axis = 0; axis < N_AXES; axis++)
        for (int selected = 0; selected < 2; selected++)
            for (gsize i = 0; i < G_N_ELEMENTS(zooms); i++)
                measure(run, model, axis, zooms[i], selected);
}

int
main(int argc, char **argv)
{
    printf("layout of %d x %d px, ms of processor time at %d places\n", WIDTH, HEIGHT, PLACES);
    printf("%-8s %-8s %-9s %8s %8s %8s %8s %8s\n", "run", "axis", "lane", "part", "median", "p95",
           "max", "shapes");
    for (gsize i = 0; i < G_N_ELEMENTS(runs); i++)
        if (argc < 2 || g_strv_contains((const char *const *) argv + 1, runs[i].name))
            measure_run(&runs[i]);
    return 0;
}
