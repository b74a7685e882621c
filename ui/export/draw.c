/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draw.c - the shapes that are more than a rect: arrows, signs and patterns, as numbers. */
#include "ui/export/draw.h"

static const double head_length = 8, head_half = 3.5;

#define SANS "Noto Sans, DejaVu Sans, sans-serif"
#define MONO "DejaVu Sans Mono, monospace"

const Face faces[N_FONTS] = {
    [FONT_BODY] = {SANS, 13, 400},  [FONT_BOLD] = {SANS, 13, 700},
    [FONT_SMALL] = {SANS, 12, 400}, [FONT_SMALL_BOLD] = {SANS, 12, 700},
    [FONT_MONO] = {MONO, 11, 400},  [FONT_TITLE] = {SANS, 18, 700},
};

const PatternLook pattern_looks[PATTERN_CROSS + 1] = {
    [PATTERN_DOTS] = {.pitch = 5, .width = 1.5, .dots = TRUE},
    [PATTERN_HATCH] = {.pitch = 8, .width = 2, .left = TRUE},
    [PATTERN_STRIPES] = {.pitch = 14, .width = 4.5, .right = TRUE},
    [PATTERN_CROSS] = {.pitch = 6, .width = 1.25, .left = TRUE, .right = TRUE},
};

/* Leaves and arrives vertically, since lanes lie above each other. */
ArrowCurve
draw_arrow_curve(const Shape *shape)
{
    double way = shape->h < 0 ? -1 : 1;
    double end_x = shape->x + shape->w, end_y = shape->y + shape->h;
    double neck_y = end_y - way * (head_length - 1);
    double bend = (neck_y - shape->y) * 0.45;

    return (ArrowCurve){
        .x = {shape->x, shape->x, end_x, end_x},
        .y = {shape->y, shape->y + bend, neck_y - bend, neck_y},
        .head_x = {end_x, end_x - head_half, end_x + head_half},
        .head_y = {end_y, end_y - way * head_length, end_y - way * head_length},
    };
}

static const SignPoint tick[] = {{0.29, 0.53, FALSE}, {0.44, 0.68, TRUE}, {0.71, 0.36, TRUE}};
static const SignPoint cross[] = {
    {0.34, 0.34, FALSE}, {0.66, 0.66, TRUE}, {0.66, 0.34, FALSE}, {0.34, 0.66, TRUE}};
static const SignPoint bang[] = {
    {0.5, 0.24, FALSE}, {0.5, 0.56, TRUE}, {0.5, 0.745, FALSE}, {0.5, 0.755, TRUE}};

static const struct {
    const SignPoint *points;
    gsize n;
} signs[TRACE_N_STATES] = {
    [TRACE_STATE_DONE] = {tick, G_N_ELEMENTS(tick)},
    [TRACE_STATE_CANCELLED] = {cross, G_N_ELEMENTS(cross)},
    [TRACE_STATE_FAILED] = {bang, G_N_ELEMENTS(bang)},
};

const SignPoint *
draw_sign(TraceState state, gsize *ret_n)
{
    *ret_n = signs[state].n;
    return signs[state].points;
}
