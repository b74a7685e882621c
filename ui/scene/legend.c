/* SPDX-License-Identifier: GPL-3.0-or-later */
/* legend.c - what the colours, patterns and signs mean, in as many rows as the width asks for. */
#include "ui/scene/build.h"

/* The end of a track is a disc, all else a swatch. */
typedef struct {
    int order; /* by its place in the table of looks */
    TraceState state;
    gboolean disc;
    const char *name;
} Entry;

/* That of `state` as a swatch or as a disc; of no order if the legend has none. */
static Entry
entry_of(TraceState state, gboolean disc)
{
    const Look *look = &looks[state];
    int place = disc ? look->end.place : look->place;
    int order = place * 2 * TRACE_N_STATES + 2 * (int) state + disc;

    return (Entry){place == 0 ? 0 : order, state, disc,
                   disc ? trace_states[state].word : look->name};
}

/* Goes on to the next entry, from {0} to the first; FALSE behind the last. */
static gboolean
entry_next(Entry *entry)
{
    Entry next = {.order = G_MAXINT};

    for (TraceState state = 0; state < TRACE_N_STATES; state++)
        for (gboolean disc = FALSE; disc <= TRUE; disc++) {
            Entry one = entry_of(state, disc);
            if (one.order > entry->order && one.order < next.order)
                next = one;
        }
    *entry = next;
    return next.order < G_MAXINT;
}

/* Where the next entry goes. */
typedef struct {
    const Build *build;
    double x, y;
} Pen;

static double
entry_sample_width(const Build *build, const Entry *entry)
{
    return entry->disc ? build->sizes->future_disc : build->sizes->swatch;
}

static double
entry_space(const Build *build)
{
    return MAX(build->sizes->label_pad * 0.75, 1);
}

static double
entry_width(const Build *build, const Entry *entry)
{
    return entry_sample_width(build, entry) + entry_space(build) +
           build_text_width(build, FONT_SMALL, entry->name);
}

/* Make room for an entry, on the next row when this one is full. */
static void
pen_fit(Pen *pen, double w)
{
    const Sizes *sizes = pen->build->sizes;

    if (pen->x > sizes->indent && pen->x + w > pen->build->view->width - sizes->indent) {
        pen->x = sizes->indent;
        pen->y += sizes->legend_height;
    }
}

static void
pen_advance(Pen *pen, double w)
{
    pen->x += w + MAX(2 * pen->build->sizes->label_pad, 2);
}

static void
entry_sample(const Pen *pen, const Entry *entry)
{
    const Build *build = pen->build;
    const Look *look = &looks[entry->state];
    double h = build->sizes->future_disc;
    double y = pen->y + (build->sizes->legend_height - h) / 2;
    Shape *shape;

    if (entry->disc) {
        scene_disc(build->scene, pen->x, y, h, entry->state);
        return;
    }
    shape = scene_rect(build->scene, pen->x, y, build->sizes->swatch, h, look->fill);
    shape->edge = look->edge;
    shape->pattern = look->pattern;
    shape->mark = look->mark;
    shape->radius = build->sizes->radius * 0.75;
    shape->state = entry->state;
}

static void
entry_draw(const Pen *pen, const Entry *entry)
{
    const Build *build = pen->build;
    double x = pen->x + entry_sample_width(build, entry) + entry_space(build);

    entry_sample(pen, entry);
    build_text(build, x, pen->y, build->view->width - x, build->sizes->legend_height, ROLE_TEXT_DIM,
               FONT_SMALL, ALIGN_LEFT, entry->name);
}

double
legend_height(const Build *build)
{
    Pen pen = {build, build->sizes->indent, 0};
    Entry entry = {0};

    while (entry_next(&entry)) {
        pen_fit(&pen, entry_width(build, &entry));
        pen_advance(&pen, entry_width(build, &entry));
    }
    return pen.y + build->sizes->legend_height + build->sizes->indent / 2;
}

void
legend_draw(const Build *build)
{
    Pen pen = {build, build->sizes->indent, build->lanes_bottom + build->sizes->indent / 4};
    Entry entry = {0};

    scene_rect(build->scene, 0, build->lanes_bottom, build->view->width,
               build->scene->height - build->lanes_bottom, ROLE_BACKGROUND);
    while (entry_next(&entry)) {
        pen_fit(&pen, entry_width(build, &entry));
        entry_draw(&pen, &entry);
        pen_advance(&pen, entry_width(build, &entry));
    }
}
