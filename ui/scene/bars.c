/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bars.c - a lane as bars with labels in them, and after the last one how the track ended. */
#include "ui/scene/bars.h"

#include <math.h>

#include "ui/scene/crowd.h"
#include "ui/scene/lod.h"

/* The font in which all of a label fits; N_FONTS if none does. */
static Font
label_font(const Build *build, const char *label, double w)
{
    static const Font fonts[] = {FONT_SMALL, FONT_TINY};

    for (gsize i = 0; i < G_N_ELEMENTS(fonts); i++)
        if (build_text_width(build, fonts[i], label) <= w)
            return fonts[i];
    return N_FONTS;
}

/* A plain ground under a label that stands in a pattern. */
static void
label_plate(const Build *build, const Look *look, const char *label, const Shape *box)
{
    double edge = build->sizes->rule;
    double w = MIN(build_text_width(build, FONT_SMALL, label) + build->sizes->label_pad, box->w);

    if (look->plate && build->sizes->rule > 0)
        scene_rect(build->scene, round(box->x + (box->w - w) / 2), box->y + edge, round(w),
                   box->h - 2 * edge, look->fill);
}

/* In full where there is room. On the axis of steps, every span says what it is. */
static char *
piece_label(const Lane *lane, const Piece *piece, double room)
{
    const Build *build = lane->build;
    char *label = model_span_label_full(build->model, lane->track, piece->span);

    if (build_text_width(build, FONT_SMALL, label) > room) {
        g_free(label);
        label = model_span_label(build->model, lane->track, piece->span);
    }
    if (*label || build->view->axis != AXIS_STEPS)
        return label;
    g_free(label);
    return g_strdup(*looks[piece->state].name ? looks[piece->state].name
                                              : trace_states[piece->state].word);
}

/* A label in its span stays in view as long as the span does. Words that say what is waited for may
 * be cut short; a name is shown whole or not at all. */
static void
lane_label(const Lane *lane, const Piece *piece, const Shape *span)
{
    const Build *build = lane->build;
    const Look *look = &looks[piece->state];
    gboolean named = look->align == ALIGN_CENTER;
    double pad = named ? build->sizes->rule / 2 : build->sizes->label_pad;
    double x = MAX(span->x, build->scene->lanes_x - build->sizes->label_pad / 2) + pad;
    double right = MIN(span->x + span->w, build->view->width) - pad;
    g_autofree char *label = piece_label(lane, piece, right - x);
    Shape box = *span;
    Font font;

    box.x = x;
    box.w = right - x;
    font = named ? label_font(build, label, box.w) : FONT_SMALL;
    if (!*label || font == N_FONTS)
        return;
    label_plate(build, look, label, &box);
    build_text(build, box.x, box.y, box.w, box.h, look->text, font, look->align, label);
}

static void
lane_piece(const Lane *lane, const Piece *piece)
{
    const Build *build = lane->build;
    const Look *look = &looks[piece->state];
    double x, w;
    Shape *shape;

    if (look->fill == ROLE_NONE || !piece_box(build, piece, &x, &w))
        return;
    shape = scene_rect(build->scene, x, lane->y + build->sizes->span_inset, w,
                       lane->h - 2 * build->sizes->span_inset, look->fill);
    piece_look(shape, look);
    shape->radius = MIN(build->sizes->radius, w / 4);
    shape->state = piece->state;
    lane_mark(lane, shape, piece);
    if (w < build->sizes->label_min || piece->merged)
        return;
    lane_describe(shape);
    if (look->text != ROLE_NONE) {
        Shape span = *shape;

        lane_label(lane, piece, &span);
    }
}

/* Returns the px where the last piece ends. */
static double
lane_pieces(const Lane *lane)
{
    Lod lod = lod_begin(lane->build->model, lane->build->view, &lane->build->columns, lane->track);
    Ground ground = {.end = -1};
    Piece piece;

    while (lod_next(&lod, &piece))
        if (piece.fill < FILL_STEPS)
            crowd_draw(lane, &ground, &piece);
        else
            lane_piece(lane, &piece);
    return lod.pen;
}

static double
end_space(const Build *build)
{
    return MAX(ceil(MAX(build->sizes->indent, build->sizes->label_pad) / 2), 1);
}

double
bars_end_width(const Lane *lane)
{
    static const double crowd = 8; /* the last spans may be drawn wider than they are */
    const Build *build = lane->build;
    gboolean has_end =
        lane->track->last != MODEL_NONE && looks[lane->track->outcome].end.disc != ROLE_NONE;
    double words = build_text_width(build, FONT_SMALL, lane->track->outcome_text);

    return has_end ? crowd + 2 * end_space(build) + build->sizes->disc + ceil(words) +
                         build->sizes->indent / 2
                   : 0;
}

/* How the track ended, shown after its last span: a disc and a word or two. */
static void
lane_outcome(const Lane *lane, double end)
{
    const Build *build = lane->build;
    const Track *track = lane->track;
    double disc = build->sizes->disc;
    double space = end_space(build);
    double x;

    if (looks[track->outcome].end.disc == ROLE_NONE)
        return;
    x = MAX(build_x(build, track->last), end) + space;
    if (x + disc < build->scene->lanes_x || x > build->view->width)
        return;
    Shape *shape =
        scene_disc(build->scene, x, lane->y + (lane->h - disc) / 2, disc, track->outcome);
    shape->hit = HIT_SPAN;
    shape->track = track->id;
    shape->group = lane->band->group;
    shape->event = MIN(track->last, model_n_events(build->model) - 1);
    x += disc + space;
    if (build->view->parts & PART_MUTE)
        return;
    build_text(build, x, lane->y, build->view->width - build->sizes->indent / 2 - x, lane->h,
               looks[track->outcome].end.words, FONT_SMALL, ALIGN_LEFT, track->outcome_text);
}

void
bars_draw_with_end(const Lane *lane)
{
    lane_outcome(lane, lane_pieces(lane));
}

/* Of the ends of what mirrors others, only a crash is news. */
void
bars_draw(const Lane *lane)
{
    double end = lane_pieces(lane);

    if (lane->track->outcome == TRACE_STATE_CRASHED)
        lane_outcome(lane, end);
}
