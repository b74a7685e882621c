/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draw.c - the shapes that are more than a rectangle: arrows, signs and patterns, as numbers. */
#include "ui/export/draw.h"

#include <math.h>
#include <string.h>

#include "ui/scene/looks.h"

static const double head_length = 8, head_half = 3.5;

#define SANS "Noto Sans, DejaVu Sans, sans-serif"
#define MONO "DejaVu Sans Mono, monospace"

const Face faces[N_FONTS] = {
    [FONT_BODY] = {SANS, 13, 400},        [FONT_BOLD] = {SANS, 13, 700},
    [FONT_TINY] = {SANS, 11, 400},        [FONT_SMALL] = {SANS, 12, 400},
    [FONT_SMALL_BOLD] = {SANS, 12, 700},  [FONT_MONO] = {MONO, 11, 400},
    [FONT_TITLE] = {SANS, 18, 700},       [FONT_HEADING] = {SANS, 28, 700},
    [FONT_COVER] = {SANS, 40, 700},       [FONT_SAYING] = {SANS, 17, 400},
    [FONT_SAYING_BOLD] = {SANS, 17, 700}, [FONT_CODE_12] = {MONO, 12, 400},
    [FONT_CODE_13] = {MONO, 13, 400},     [FONT_CODE_14] = {MONO, 14, 400},
    [FONT_CODE_15] = {MONO, 15, 400},     [FONT_CODE_16] = {MONO, 16, 400},
    [FONT_CODE_17] = {MONO, 17, 400},
};

const PatternLook pattern_looks[PATTERN_CROSS + 1] = {
    [PATTERN_DOTS] = {.pitch = 5, .width = 1.5, .dots = TRUE},
    [PATTERN_HATCH] = {.pitch = 8, .width = 2, .left = TRUE},
    [PATTERN_STRIPES] = {.pitch = 14, .width = 4.5, .right = TRUE},
    [PATTERN_CROSS] = {.pitch = 6, .width = 1.25, .left = TRUE, .right = TRUE},
};

/* If one end is right above the other, the arrow bows out, so that it does not lie on the edges of
 * spans. Longer arrows are flatter, so that arrows that start side by side do not cross. */
static double
arrow_bow(const Shape *shape)
{
    static const double straight = 3, steepest = 26, flattest = 8;
    double length = fabs(shape->h);

    if (fabs(shape->w) >= straight)
        return 0;
    return MIN(length * 0.2, MAX(steepest - length * 0.08, flattest));
}

/* The head points along the end of the curve. */
static void
arrow_head(ArrowCurve *curve, double tip_x, double tip_y)
{
    double dx = tip_x - curve->x[2], dy = tip_y - curve->y[2];
    double length = MAX(hypot(dx, dy), 1e-6);
    double back_x = tip_x - dx / length * head_length, back_y = tip_y - dy / length * head_length;
    double side_x = -dy / length * head_half, side_y = dx / length * head_half;
    double x[3] = {tip_x, back_x + side_x, back_x - side_x};
    double y[3] = {tip_y, back_y + side_y, back_y - side_y};

    memcpy(curve->head_x, x, sizeof x);
    memcpy(curve->head_y, y, sizeof y);
    curve->x[3] = tip_x - dx / length * (head_length - 1);
    curve->y[3] = tip_y - dy / length * (head_length - 1);
}

/* Leaves vertically and arrives horizontally. */
static ArrowCurve
level_curve(const Shape *shape)
{
    double end_x = shape->x + shape->w, end_y = shape->y + shape->h;
    ArrowCurve curve = {
        .x = {shape->x, shape->x + shape->w * 0.1, shape->x + shape->w * 0.25},
        .y = {shape->y, shape->y + shape->h * 0.7, end_y},
    };

    arrow_head(&curve, end_x, end_y);
    return curve;
}

/* The arrow leaves and arrives almost vertically, since lanes lie above each other. */
ArrowCurve
draw_arrow_curve(const Shape *shape)
{
    if (shape->level)
        return level_curve(shape);
    double end_x = shape->x + shape->w, end_y = shape->y + shape->h;
    double bend = shape->h * 0.4, bow = arrow_bow(shape);
    ArrowCurve curve = {
        .x = {shape->x, shape->x - bow, end_x - bow},
        .y = {shape->y, shape->y + bend, end_y - bend},
    };

    arrow_head(&curve, end_x, end_y);
    return curve;
}

/* The head stands a little above the ring's right end, and is in proportion to its width. */
RingHead
draw_ring_head(const Shape *shape)
{
    static const double angle = -0.56, half_widths = 1.65, length_widths = 2.5;
    double radius = (shape->w - shape->line_width) / 2, width = shape->line_width;
    double x = shape->x + shape->w / 2, y = shape->y + shape->h / 2;
    double inner = radius - half_widths * width, outer = radius + half_widths * width;
    double c = cos(angle), s = sin(angle), ahead = length_widths * width;

    return (RingHead){{x + inner * c, x + outer * c, x + radius * c - ahead * s},
                      {y + inner * s, y + outer * s, y + radius * s + ahead * c}};
}

static const SignPoint tick[] = {{0.29, 0.53, FALSE}, {0.44, 0.68, TRUE}, {0.71, 0.36, TRUE}};
static const SignPoint cross[] = {
    {0.34, 0.34, FALSE}, {0.66, 0.66, TRUE}, {0.66, 0.34, FALSE}, {0.34, 0.66, TRUE}};
static const SignPoint bang[] = {
    {0.5, 0.24, FALSE}, {0.5, 0.56, TRUE}, {0.5, 0.745, FALSE}, {0.5, 0.755, TRUE}};
static const SignPoint bolt[] = {
    {0.58, 0.22, FALSE}, {0.4, 0.52, TRUE}, {0.6, 0.5, TRUE}, {0.42, 0.79, TRUE}};

static const struct {
    const SignPoint *points;
    gsize n;
} signs[N_SIGNS] = {
    [SIGN_TICK] = {tick, G_N_ELEMENTS(tick)},
    [SIGN_CROSS] = {cross, G_N_ELEMENTS(cross)},
    [SIGN_BANG] = {bang, G_N_ELEMENTS(bang)},
    [SIGN_BOLT] = {bolt, G_N_ELEMENTS(bolt)},
};

const SignPoint *
draw_sign(TraceState state, gsize *ret_n)
{
    Sign sign = looks[state].end.sign;

    *ret_n = signs[sign].n;
    return signs[sign].points;
}
