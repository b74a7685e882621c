/* SPDX-License-Identifier: GPL-3.0-or-later */
/* legend.c - what the colours, patterns and signs that occur mean, in as many rows as the width
 * requires. */
#include "ui/scene/legend.h"

#include <math.h>

#include "ui/scene/frames.h"

/* A span is a swatch, the end of a track a disc, and what takes no time a tick. */
typedef enum { SAMPLE_SWATCH, SAMPLE_DISC, SAMPLE_TICK } Sample;

typedef struct {
    int order; /* by its place in the table of looks */
    TraceState state;
    Sample sample;
    const char *name;
} LegendEntry;

static const LegendEntry last_entry = {G_MAXINT - 1, TRACE_STATE_NONE, SAMPLE_TICK, "event"};

/* The entry of `state` as a swatch or a disc; its order is 0 if the legend has none. */
static LegendEntry
entry_of(TraceState state, Sample sample)
{
    const Look *look = &looks[state];
    int place = sample == SAMPLE_DISC ? look->end.place : look->place;
    int order = place * 2 * TRACE_N_STATES + 2 * (int) state + (int) sample;

    return (LegendEntry){place == 0 ? 0 : order, state, sample,
                         sample == SAMPLE_DISC ? trace_states[state].word : look->name};
}

/* Whether spans of the one state look like those of the other. */
static gboolean
look_alike(TraceState one, TraceState other)
{
    return looks[one].fill == looks[other].fill && looks[one].pattern == looks[other].pattern;
}

/* ---- what occurs ---- */

/* Bits 1 << state. */
typedef struct {
    guint spans, ends;
} Occurs;

/* All of a recording. */
static Occurs
occurs_at_all(const Model *model)
{
    Occurs occurs = {0};

    for (TraceState state = 0; state < TRACE_N_STATES; state++) {
        occurs.spans |= (guint) model_has_spans(model, state) << state;
        occurs.ends |= (guint) model_has_ends(model, state) << state;
    }
    return occurs;
}

static void
add_track(Occurs *occurs, const Track *track, gsize first, gsize end, gboolean frames)
{
    guint before, states;
    gsize span = track_seek(track, 0, first + 1, 0, &before);

    track_seek(track, span > 0 ? span - 1 : 0, end, 0, &states);
    occurs->spans |= states | (frames && track_n_frames(track) > 0 ? 1u << TRACE_STATE_FRAME : 0);
    if (track->last >= first && track->last < end)
        occurs->ends |= 1u << track->outcome;
}

/* On the lanes that are shown, in the range that is. */
static Occurs
occurs_in_view(const Build *build)
{
    const View *view = build->view;
    gsize end = view->end > 0 ? view->end : model_n_events(build->model);
    Occurs occurs = {0};

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        for (guint i = 0; build->bands[group].open && i < build->bands[group].tracks->len; i++)
            add_track(&occurs, g_ptr_array_index(build->bands[group].tracks, i), view->first, end,
                      frames_are_shown(build));
    return occurs;
}

static Occurs
occurs_of(const Build *build)
{
    gboolean whole = !build->view->ranged && !build->view->only;

    return whole ? occurs_at_all(build->model) : occurs_in_view(build);
}

static gboolean
entry_occurs(const Occurs *occurs, const LegendEntry *entry)
{
    if (entry->sample == SAMPLE_DISC)
        return (occurs->ends >> entry->state & 1) != 0;
    for (TraceState state = 0; state < TRACE_N_STATES; state++)
        if (look_alike(state, entry->state) && occurs->spans >> state & 1)
            return TRUE;
    return FALSE;
}

/* Advances to the next entry, from {0} to the first; FALSE after the last. */
static gboolean
entry_next(const Build *build, const Occurs *occurs, LegendEntry *entry)
{
    gboolean has_points = !(build->view->parts & PART_PLAIN);
    LegendEntry next = has_points && entry->order < last_entry.order
                           ? last_entry
                           : (LegendEntry){.order = G_MAXINT};

    for (TraceState state = 0; state < TRACE_N_STATES; state++)
        for (Sample sample = SAMPLE_SWATCH; sample <= SAMPLE_DISC; sample++) {
            LegendEntry one = entry_of(state, sample);
            if (one.order > entry->order && one.order < next.order && entry_occurs(occurs, &one))
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
entry_sample_width(const Build *build, const LegendEntry *entry)
{
    const double widths[] = {
        [SAMPLE_SWATCH] = build->sizes->swatch,
        [SAMPLE_DISC] = build->sizes->future_disc,
        [SAMPLE_TICK] = ceil(build->sizes->future_disc / 2),
    };

    return widths[entry->sample];
}

static double
entry_space(const Build *build)
{
    return MAX(build->sizes->label_pad * 0.625, 1);
}

static double
entry_width(const Build *build, const LegendEntry *entry)
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
    pen->x += w + MAX(1.25 * pen->build->sizes->label_pad, 2);
}

static void
sample_swatch(const Build *build, double x, double y, double h, TraceState state)
{
    const Look *look = &looks[state];
    Shape *shape = scene_rect(build->scene, x, y, build->sizes->swatch, h, look->fill);

    shape->edge = look->edge;
    shape->pattern = look->pattern;
    shape->mark = look->mark;
    shape->radius = build->sizes->radius * 0.75;
    shape->state = state;
}

static void
sample_disc(const Build *build, double x, double y, double h, TraceState state)
{
    scene_disc(build->scene, x, y, h, state);
}

static void
sample_tick(const Build *build, double x, double y, double h, TraceState state)
{
    const char *glyph = trace_kind(TRACE_MARK)->glyph;
    g_autofree char *cell = g_utf8_substring(glyph, 0, 1);

    if (build->sizes->tag_height > 0)
        scene_rect(build->scene, round(x + h / 4), y + 2, 1.5, h - 4, ROLE_POINT);
    else
        scene_text(build->scene, x, y, 1, h, ROLE_POINT, FONT_BODY, ALIGN_LEFT, cell);
}

static void
entry_sample(const Pen *pen, const LegendEntry *entry)
{
    static void (*const draw[])(const Build *, double, double, double, TraceState) = {
        [SAMPLE_SWATCH] = sample_swatch,
        [SAMPLE_DISC] = sample_disc,
        [SAMPLE_TICK] = sample_tick,
    };
    double h = pen->build->sizes->future_disc;
    double y = pen->y + (pen->build->sizes->legend_height - h) / 2;

    draw[entry->sample](pen->build, pen->x, y, h, entry->state);
}

static void
entry_draw(const Pen *pen, const LegendEntry *entry)
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
    LegendEntry entry = {0};
    Occurs occurs = occurs_of(build);

    while (entry_next(build, &occurs, &entry)) {
        pen_fit(&pen, entry_width(build, &entry));
        pen_advance(&pen, entry_width(build, &entry));
    }
    return pen.y + build->sizes->legend_height + build->sizes->indent / 2;
}

void
legend_draw(const Build *build)
{
    Pen pen = {build, build->sizes->indent, build->legend_top + build->sizes->indent / 4};
    LegendEntry entry = {0};
    Occurs occurs = occurs_of(build);

    scene_rect(build->scene, 0, build->legend_top, build->view->width,
               build->scene->height - build->legend_top, ROLE_BACKGROUND);
    while (entry_next(build, &occurs, &entry)) {
        pen_fit(&pen, entry_width(build, &entry));
        entry_draw(&pen, &entry);
        pen_advance(&pen, entry_width(build, &entry));
    }
}
