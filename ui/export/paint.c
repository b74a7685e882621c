/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paint.c - paint a scene onto a cairo context, for the screen, PDF and PNG. */
#include "ui/export/paint.h"

#include <math.h>

#include "ui/export/draw.h"
#include "ui/export/paint-text.h"

static void
use_role(cairo_t *cr, const Theme *theme, Role role)
{
    const Colour *colour = &theme->colours[role];

    cairo_set_source_rgba(cr, colour->red, colour->green, colour->blue, colour->alpha);
}

/* Of a corner that is hardly round nobody sees more than its curves in a large file. */
static void
rounded_path(cairo_t *cr, double x, double y, double w, double h, double radius)
{
    double r = MIN(radius, MIN(w, h) / 2);

    if (r <= 1) {
        cairo_rectangle(cr, x, y, w, h);
        return;
    }
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + w - r, y + r, r, -G_PI_2, 0);
    cairo_arc(cr, x + w - r, y + h - r, r, 0, G_PI_2);
    cairo_arc(cr, x + r, y + h - r, r, G_PI_2, G_PI);
    cairo_arc(cr, x + r, y + r, r, G_PI, G_PI + G_PI_2);
    cairo_close_path(cr);
}

/* Dots on a grid that starts at the scene's corner, so that adjoining shapes match. A row of them
 * is one line of round dashes without length, which takes the least room in a file. */
static void
dots_path(cairo_t *cr, const Shape *shape, const PatternLook *look)
{
    double pitch = look->pitch, x = floor(shape->x / pitch) * pitch + pitch / 2;

    cairo_save(cr);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_width(cr, look->width);
    cairo_set_dash(cr, (const double[]){0, pitch}, 2, 0);
    for (double y = floor(shape->y / pitch) * pitch; y < shape->y + shape->h; y += pitch) {
        cairo_move_to(cr, x, y + pitch / 2);
        cairo_line_to(cr, shape->x + shape->w + pitch, y + pitch / 2);
    }
    cairo_stroke(cr);
    cairo_restore(cr);
}

/* Lines at 45 degrees; they lean to the right if `way` is 1, to the left if it is -1. */
static void
hatch_path(cairo_t *cr, const Shape *shape, const PatternLook *look, double way)
{
    double bottom = shape->y + shape->h;
    double from = way > 0 ? shape->x + shape->y : shape->x - bottom;
    double to = from + shape->w + shape->h;

    for (double c = floor(from / look->pitch) * look->pitch; c <= to + look->pitch;
         c += look->pitch) {
        cairo_move_to(cr, c - way * shape->y, shape->y);
        cairo_line_to(cr, c - way * bottom, bottom);
    }
    cairo_set_line_width(cr, look->width);
    cairo_stroke(cr);
}

/* The largest rectangle within rounded corners, which takes less room in a file than they do. */
static void
clip_inside(cairo_t *cr, const Shape *shape)
{
    double inset = shape->radius * (1 - G_SQRT2 / 2);

    cairo_rectangle(cr, shape->x + inset, shape->y + inset, MAX(shape->w - 2 * inset, 0),
                    MAX(shape->h - 2 * inset, 0));
    cairo_clip(cr);
}

static void
paint_pattern(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    const PatternLook *look = &pattern_looks[shape->pattern];

    cairo_save(cr);
    clip_inside(cr, shape);
    use_role(cr, theme, shape->mark);
    if (look->dots)
        dots_path(cr, shape, look);
    if (look->right)
        hatch_path(cr, shape, look, 1);
    if (look->left)
        hatch_path(cr, shape, look, -1);
    cairo_restore(cr);
}

static void
use_dashes(cairo_t *cr, const Shape *shape)
{
    if (shape->dashed)
        cairo_set_dash(cr, (double[]){DASH_ON, DASH_OFF}, 2, 0);
}

/* The path of a rectangle, or the middle of its edge. */
static void
rect_path(const Shape *shape, cairo_t *cr, gboolean edge)
{
    double inset = edge ? shape->line_width / 2 : 0;

    rounded_path(cr, shape->x + inset, shape->y + inset, shape->w - 2 * inset, shape->h - 2 * inset,
                 shape->radius - inset);
}

static void
paint_edge(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    use_role(cr, theme, shape->edge);
    rect_path(shape, cr, TRUE);
    use_dashes(cr, shape);
    cairo_set_line_width(cr, shape->line_width);
    cairo_stroke(cr);
}

/* A ground below an edge without gaps ends in the middle of it: a file has the path once then. */
static void
paint_rect(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    gboolean edge = shape->edge != ROLE_NONE;

    if (shape->fill != ROLE_NONE) {
        use_role(cr, theme, shape->fill);
        rect_path(shape, cr, edge && !shape->dashed);
        cairo_fill(cr);
    }
    if (shape->pattern != PATTERN_NONE)
        paint_pattern(shape, theme, cr);
    if (edge)
        paint_edge(shape, theme, cr);
}

static void
paint_line(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    use_role(cr, theme, shape->edge);
    cairo_set_line_width(cr, shape->line_width);
    cairo_move_to(cr, shape->x, shape->y);
    cairo_rel_line_to(cr, shape->w, shape->h);
    cairo_stroke(cr);
}

static void
paint_sign(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    gsize n;
    const SignPoint *points = draw_sign(shape->state, &n);

    for (gsize i = 0; i < n; i++) {
        double x = shape->x + points[i].x * shape->w, y = shape->y + points[i].y * shape->h;

        if (points[i].down)
            cairo_line_to(cr, x, y);
        else
            cairo_move_to(cr, x, y);
    }
    use_role(cr, theme, shape->mark);
    cairo_set_line_width(cr, shape->w * 0.1);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(cr);
}

static void
paint_disc(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    double inset = shape->edge == ROLE_NONE ? 0 : shape->line_width / 2;

    cairo_arc(cr, shape->x + shape->w / 2, shape->y + shape->h / 2, shape->w / 2 - inset, 0,
              2 * G_PI);
    use_role(cr, theme, shape->fill);
    cairo_fill_preserve(cr);
    cairo_set_line_width(cr, shape->line_width);
    if (shape->edge != ROLE_NONE) {
        use_role(cr, theme, shape->edge);
        cairo_stroke(cr);
    }
    cairo_new_path(cr);
    if (shape->mark != ROLE_NONE)
        paint_sign(shape, theme, cr);
}

static void
paint_arrow(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    ArrowCurve curve = draw_arrow_curve(shape);

    use_role(cr, theme, shape->edge);
    cairo_set_line_width(cr, shape->line_width);
    cairo_move_to(cr, curve.x[0], curve.y[0]);
    cairo_curve_to(cr, curve.x[1], curve.y[1], curve.x[2], curve.y[2], curve.x[3], curve.y[3]);
    cairo_stroke(cr);
    for (int i = 0; i < 3; i++)
        cairo_line_to(cr, curve.head_x[i], curve.head_y[i]);
    cairo_close_path(cr);
    cairo_fill(cr);
}

static void
paint_ring(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    RingHead head = draw_ring_head(shape);

    use_role(cr, theme, shape->edge);
    use_dashes(cr, shape);
    cairo_set_line_width(cr, shape->line_width);
    cairo_arc(cr, shape->x + shape->w / 2, shape->y + shape->h / 2,
              (shape->w - shape->line_width) / 2, 0, 2 * G_PI);
    cairo_stroke(cr);
    for (int i = 0; !shape->dashed && i < 3; i++)
        cairo_line_to(cr, head.x[i], head.y[i]);
    cairo_close_path(cr);
    cairo_fill(cr);
}

static void
paint_clip(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    cairo_save(cr);
    cairo_rectangle(cr, shape->x, shape->y, shape->w, shape->h);
    cairo_clip(cr);
}

static void
paint_unclip(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    cairo_restore(cr);
}

/* Text has its own painter, since it needs a layout. A clip lasts, so it is not put between save
 * and restore. */
static const struct {
    void (*paint)(const Shape *shape, const Theme *theme, cairo_t *cr);
    gboolean lasts;
} painters[SHAPE_UNCLIP + 1] = {
    [SHAPE_RECT] = {paint_rect, FALSE},    [SHAPE_LINE] = {paint_line, FALSE},
    [SHAPE_DISC] = {paint_disc, FALSE},    [SHAPE_ARROW] = {paint_arrow, FALSE},
    [SHAPE_RING] = {paint_ring, FALSE},    [SHAPE_CLIP] = {paint_clip, TRUE},
    [SHAPE_UNCLIP] = {paint_unclip, TRUE},
};

void
paint_shape(const Shape *shape, const Theme *theme, cairo_t *cr)
{
    if (painters[shape->kind].paint == NULL)
        return;
    cairo_new_path(cr); /* text leaves a current point, to which an arc would be joined */
    if (!painters[shape->kind].lasts)
        cairo_save(cr);
    painters[shape->kind].paint(shape, theme, cr);
    if (!painters[shape->kind].lasts)
        cairo_restore(cr);
}

void
paint_shapes(const Scene *scene, guint first, guint end, const Theme *theme, cairo_t *cr)
{
    g_autoptr(PangoLayout) layout = paint_text_layout(cr);

    for (guint i = first; i < end; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);

        if (shape->kind == SHAPE_TEXT) {
            use_role(cr, theme, shape->fill);
            paint_text_shape(shape, theme, cr, layout);
        } else {
            paint_shape(shape, theme, cr);
        }
    }
}

void
paint_scene(const Scene *scene, const Theme *theme, cairo_t *cr)
{
    paint_shapes(scene, 0, scene->shapes->len, theme, cr);
}
