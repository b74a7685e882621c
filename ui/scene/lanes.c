/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lanes.c - the lanes in view: their names, spans and outcomes, and the headings of their groups.
 */
#include "ui/scene/build.h"

#include <math.h>

/* The visible part of a piece in whole pixels, less the gap that keeps neighbours apart. */
static gboolean
piece_box(const Build *build, const Piece *piece, double *ret_x, double *ret_w)
{
    double left = build->scene->lanes_x - build->sizes->indent - BUILD_OVERHANG;
    double right = build->view->width + BUILD_OVERHANG;
    double x = MAX(piece->x, left);
    double end = MIN(piece->x + piece->w, right);
    double gap = end - x > 4 * build->sizes->span_gap ? build->sizes->span_gap : 0;

    if (end <= x)
        return FALSE;
    *ret_x = round(x);
    *ret_w = MAX(round(end) - round(x), 1) - gap;
    return TRUE;
}

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

/* A light ground under a label that stands in a pattern. */
static void
label_plate(const Build *build, const Look *look, const char *label, const Shape *box)
{
    double edge = build->sizes->rule;
    double w = MIN(build_text_width(build, FONT_SMALL, label) + build->sizes->label_pad, box->w);

    if (look->plate && build->sizes->rule > 0)
        scene_rect(build->scene, round(box->x + (box->w - w) / 2), box->y + edge, round(w),
                   box->h - 2 * edge, look->fill);
}

/* A label in its span: it stays in view as long as the span does. Words that say what is waited for
 * are worth cutting, a name is all or nothing. */
static void
lane_label(const Lane *lane, const Piece *piece, const Shape *span)
{
    const Build *build = lane->build;
    const Look *look = &looks[piece->state];
    g_autofree char *label = model_span_label(build->model, lane->track, piece->span);
    gboolean named = look->align == ALIGN_CENTER;
    double pad = named ? build->sizes->rule / 2 : build->sizes->label_pad;
    double x = MAX(span->x, build->scene->lanes_x - build->sizes->label_pad / 2) + pad;
    Shape box = *span;
    Font font;

    box.x = x;
    box.w = MIN(span->x + span->w, build->view->width) - pad - x;
    font = named ? label_font(build, label, box.w) : FONT_SMALL;
    if (font == N_FONTS)
        return;
    label_plate(build, look, label, &box);
    build_text(build, box.x, box.y, box.w, box.h, look->text, font, look->align, label);
}

static void
lane_describe(const Lane *lane, Shape *shape, const Piece *piece)
{
    g_autofree char *tip = model_describe_span(lane->build->model, lane->track, piece->span);

    shape->tip = scene_string(lane->build->scene, tip);
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
    lane_describe(lane, shape, piece);
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

static void
lane_loop(const Lane *lane)
{
    lane_pieces(lane);
}

static const Role outcome_roles[TRACE_N_STATES] = {
    [TRACE_STATE_DONE] = ROLE_DONE_TEXT,
    [TRACE_STATE_CANCELLED] = ROLE_TEXT_DIM,
    [TRACE_STATE_FAILED] = ROLE_FAILED_TEXT,
};

/* How the lane ended, behind its last span: a disc and a word or two. */
static void
lane_outcome(const Lane *lane, double end)
{
    const Build *build = lane->build;
    const Track *track = lane->track;
    double disc = build->sizes->disc;
    double space = MAX(ceil(build->sizes->indent / 2), 1);
    double x;

    if (track->last == MODEL_NONE || outcome_roles[track->outcome] == 0)
        return;
    x = MAX(build_x(build, track->last), end) + space;
    if (x + disc < build->scene->lanes_x || x > build->view->width)
        return;
    Shape *shape =
        scene_disc(build->scene, x, lane->y + (lane->h - disc) / 2, disc, track->outcome);
    shape->hit = HIT_SPAN;
    shape->track = track->id;
    shape->group = lane->band->group;
    shape->event = track->last;
    x += disc + space;
    build_text(build, x, lane->y, build->view->width - build->sizes->indent / 2 - x, lane->h,
               outcome_roles[track->outcome], FONT_SMALL, ALIGN_LEFT, track->outcome_text);
}

static void
lane_task(const Lane *lane)
{
    lane_outcome(lane, lane_pieces(lane));
}

static void
future_end(const Lane *lane, gsize event, TraceState state, double diameter)
{
    const Build *build = lane->build;
    double x = build_x(build, event);

    if (x < build->scene->lanes_x - diameter || x > build->view->width + diameter)
        return;
    Shape *shape = scene_disc(build->scene, x - diameter / 2, lane->y + (lane->h - diameter) / 2,
                              diameter, state);
    shape->hit = HIT_SPAN;
    shape->track = lane->track->id;
    shape->group = lane->band->group;
    shape->event = event;
}

/* A thin line, which the pointer may miss by the height of the lane. */
static void
future_piece(const Lane *lane, const Piece *piece)
{
    const Build *build = lane->build;
    double thick = MIN(3, lane->h);
    double inset = build->sizes->span_inset / 2;
    double x, w;

    if (!piece_box(build, piece, &x, &w))
        return;
    Shape *line = scene_rect(build->scene, x, lane->y + (lane->h - thick) / 2, w, thick,
                             looks[piece->state].fill);
    line->state = piece->state;
    Shape *shape = scene_rect(build->scene, x, lane->y + inset, w, lane->h - 2 * inset, ROLE_NONE);
    lane_mark(lane, shape, piece);
    if (w >= build->sizes->label_min)
        lane_describe(lane, shape, piece);
}

static void
lane_future(const Lane *lane)
{
    Lod lod = lod_begin(lane->build->model, lane->build->view, &lane->build->columns, lane->track);
    Piece piece;
    double diameter = lane->build->sizes->future_disc;

    while (lod_next(&lod, &piece))
        if (looks[piece.state].fill != ROLE_NONE)
            future_piece(lane, &piece);
    if (lane->build->sizes->rule > 0)
        future_end(lane, lane->track->first, TRACE_STATE_PENDING, round(diameter * 0.6));
    if (lane->track->last != MODEL_NONE && outcome_roles[lane->track->outcome] != 0)
        future_end(lane, lane->track->last, lane->track->outcome, diameter);
}

/* The name, and below it, or behind it where there is one line only, the detail. */
static void
lane_name(const Lane *lane)
{
    const Build *build = lane->build;
    const Sizes *sizes = build->sizes;
    gboolean selected = lane->track->id == build->view->selected;
    gboolean below = lane->h >= 2 * sizes->line_height && lane->track->detail[0] != '\0';
    double x = sizes->indent;
    double right = sizes->names_width - MAX(sizes->indent, 1);
    double h = below ? sizes->line_height : lane->h;
    double y = below ? lane->y + lane->h / 2 - h - sizes->rule : lane->y;
    Font font = selected ? FONT_BOLD : FONT_BODY;

    build_text(build, x, y, right - x, h, ROLE_TEXT, font, ALIGN_LEFT, lane->track->name);
    if (!below)
        x += build_text_width(build, font, lane->track->name) + MAX(sizes->indent / 2, 1);
    build_text(build, x, below ? y + h + sizes->rule : y, right - x, h, ROLE_TEXT_DIM, FONT_MONO,
               ALIGN_LEFT, lane->track->detail);
}

static void
lane_ground(const Lane *lane)
{
    const Build *build = lane->build;
    Role role = lane->track->id == build->view->selected ? ROLE_SELECTED : ROLE_NONE;
    Shape *shape = scene_rect(build->scene, 0, lane->y, build->view->width, lane->h, role);

    shape->hit = HIT_LANE;
    shape->track = lane->track->id;
    shape->group = lane->band->group;
    if (build->sizes->rule > 0)
        scene_line(build->scene, 0, lane->y + lane->h - build->sizes->rule / 2, build->view->width,
                   0, ROLE_LINE, build->sizes->rule);
}

/* A kind of lane: what its group is called and who draws it. To add a kind, add a row. */
static const struct {
    const char *heading;
    void (*draw)(const Lane *lane);
} lane_kinds[TRACE_N_TRACKS] = {
    [TRACE_TRACK_LOOP] = {"Event loop", lane_loop},
    [TRACE_TRACK_TASK] = {"Tasks", lane_task},
    [TRACE_TRACK_SYNC] = {"Locks, queues, blocks", lane_task},
    [TRACE_TRACK_FUTURE] = {"Futures", lane_future},
    [TRACE_TRACK_WORKER] = {"Thread pool", lane_task},
    [TRACE_TRACK_OTHER] = {"Tracks", lane_task},
};

static void
band_summary(const Build *build, const Band *band, double left)
{
    g_autofree char *summary = model_group_summary(build->model, band->group);
    const char *text = band->tracks->len + band->n_left_out ? summary : "not used in this run";
    g_autofree char *here =
        band->n_left_out ? g_strdup_printf("%s; %u in this range", text, band->tracks->len) : NULL;

    build_text(build, left, band->y, build->view->width - build->sizes->indent - left,
               build->sizes->heading_height, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_RIGHT,
               here ? here : text);
}

static void
band_heading(const Build *build, const Band *band)
{
    g_autofree char *name =
        g_strconcat(band->open ? "▾ " : "▸ ", lane_kinds[band->group].heading, NULL);
    double x = build->sizes->indent / 2;
    double w = build_text_width(build, FONT_BOLD, name);
    Shape *shape = scene_rect(build->scene, 0, band->y, build->view->width,
                              build->sizes->heading_height, ROLE_PANEL);

    shape->hit = HIT_GROUP;
    shape->group = band->group;
    build_text(build, x, band->y, build->view->width - x, build->sizes->heading_height, ROLE_TEXT,
               FONT_BOLD, ALIGN_LEFT, name);
    band_summary(build, band, x + w + 2 * build->sizes->indent + 1);
}

/* The lanes of a band that are in view, and no others. */
static void
band_each_lane(const Build *build, const Band *band, void (*draw)(const Lane *lane))
{
    double h = band_lane_height(build, band);
    double y = band->y + build->sizes->heading_height;
    double from = MAX(floor((build->scene->lanes_y - y) / h), 0);
    double to = MIN(ceil((build->lanes_bottom - y) / h), band->tracks->len);

    if (!band->open)
        return;
    for (double i = from; i < to; i++) {
        const Track *track = g_ptr_array_index(band->tracks, (guint) i);
        Lane lane = {build, band, track, y + i * h, h};

        draw(&lane);
    }
}

static void
lanes_draw_names(const Build *build)
{
    if (!(build->view->parts & PART_NAMES))
        return;
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        band_each_lane(build, &build->bands[group], lane_name);
}

/* The rule between the names and the lanes. */
static void
lanes_draw_rule(const Build *build)
{
    double top = build->scene->lanes_y;
    double bottom =
        MIN(build->lanes_bottom, top + build->scene->content_height - build->view->scroll);

    if (build->sizes->rule > 0 && build->view->parts & PART_NAMES)
        scene_line(build->scene, build->scene->lanes_x - build->sizes->indent / 2, top, 0,
                   bottom - top, ROLE_LINE, build->sizes->rule);
}

void
lanes_draw(const Build *build)
{
    double left = build->scene->lanes_x - build->sizes->indent / 2;

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        band_each_lane(build, &build->bands[group], lane_ground);
    lanes_draw_names(build);
    lanes_draw_rule(build);
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        if (build->bands[group].shown)
            band_heading(build, &build->bands[group]);
    scene_clip(build->scene, left, build->scene->lanes_y, build->view->width - left,
               build->lanes_bottom - build->scene->lanes_y);
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        band_each_lane(build, &build->bands[group], lane_kinds[group].draw);
    scene_unclip(build->scene);
}
