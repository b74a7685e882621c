/* SPDX-License-Identifier: GPL-3.0-or-later */
/* odf-shape.c - writes each kind of shape. What has two parts is a group. */
#include "ui/export/odf-shape.h"

#include <math.h>
#include <string.h>

#include "ui/export/clip.h"
#include "ui/export/xml-write.h"

/* Begins an element that has a style and, unless it is a path or line, a box. */
static void
begin(Odf *odf, const char *element, const char *style)
{
    g_string_append_printf(odf->pages, "<%s draw:style-name=\"%s\"", element, style);
}

static void
add_box(Odf *odf, double x, double y, double w, double h)
{
    odf_length(odf->pages, odf, "svg:x", x);
    odf_length(odf->pages, odf, "svg:y", y);
    odf_length(odf->pages, odf, "svg:width", MAX(w, 0));
    odf_length(odf->pages, odf, "svg:height", MAX(h, 0));
}

static void
add_tip(Odf *odf, const Shape *shape)
{
    g_autofree char *tip = shape->tip ? xml_text(shape->tip) : NULL;

    if (tip)
        g_string_append_printf(odf->pages, "<svg:title>%s</svg:title>", tip);
}

/* Ends an element that has nothing inside but a tip. */
static void
end(Odf *odf, const char *element, const Shape *shape)
{
    g_string_append(odf->pages, ">");
    add_tip(odf, shape);
    g_string_append_printf(odf->pages, "</%s>\n", element);
}

/* Corners stay as they are when the shape is made larger, in other programs' formats, too; that a
 * draw:rect can have round corners is lost there. `$0` is the radius in a square of 21600. */
static void
add_round_corners(Odf *odf, double radius, double side)
{
    g_string_append_printf(
        odf->pages,
        "<draw:enhanced-geometry svg:viewBox=\"0 0 21600 21600\" draw:type=\"round-rectangle\""
        " draw:path-stretchpoint-x=\"10800\" draw:path-stretchpoint-y=\"10800\""
        " draw:modifiers=\"%.0f\" draw:enhanced-path=\"M $0 0 X 0 $0 L 0 ?f1 Y $0 21600 L ?f0 21600"
        " X 21600 ?f1 L 21600 $0 Y ?f0 0 Z N\">"
        "<draw:equation draw:name=\"f0\" draw:formula=\"right-$0\"/>"
        "<draw:equation draw:name=\"f1\" draw:formula=\"bottom-$0\"/></draw:enhanced-geometry>",
        MIN(radius / MAX(side, 1e-6), 0.5) * 21600);
}

static void
odf_rect(Odf *odf, const Shape *shape)
{
    double half = shape->edge == ROLE_NONE ? 0 : shape->line_width / 2, w = shape->w - 2 * half,
           h = shape->h - 2 * half;
    gboolean round = shape->radius > half;
    const char *element = round ? "draw:custom-shape" : "draw:rect";

    if (shape->fill == ROLE_NONE && shape->edge == ROLE_NONE && shape->pattern == PATTERN_NONE)
        return;
    begin(odf, element, odf_shape_style(odf, shape, ""));
    add_box(odf, shape->x + half, shape->y + half, w, h);
    g_string_append_c(odf->pages, '>');
    add_tip(odf, shape);
    if (round)
        add_round_corners(odf, shape->radius - half, MIN(w, h));
    g_string_append_printf(odf->pages, "</%s>\n", element);
}

static void
odf_line(Odf *odf, const Shape *shape)
{
    begin(odf, "draw:line", odf_shape_style(odf, shape, ""));
    odf_length(odf->pages, odf, "svg:x1", shape->x);
    odf_length(odf->pages, odf, "svg:y1", shape->y);
    odf_length(odf->pages, odf, "svg:x2", shape->x + shape->w);
    odf_length(odf->pages, odf, "svg:y2", shape->y + shape->h);
    end(odf, "draw:line", shape);
}

/* ---- text ---- */

/* Only the first of several spaces counts as one, and none at the beginning; the others are
 * elements that count them. */
static void
add_words(Odf *odf, const char *text, gsize size, gboolean first)
{
    g_autofree char *part = g_strndup(text, size), *escaped = xml_text(part);

    for (const char *at = escaped; *at;) {
        gsize n = strspn(at, " "), single = n > 0 && !(first && at == escaped);

        if (single)
            g_string_append_c(odf->pages, ' ');
        if (n > single)
            g_string_append_printf(odf->pages, "<text:s text:c=\"%zu\"/>", n - single);
        at += n;
        n = strcspn(at, " ");
        g_string_append_len(odf->pages, at, (gssize) n);
        at += n;
    }
}

static void
add_runs(Odf *odf, const Shape *shape)
{
    gsize at = 0;

    for (guint i = 0; i < shape->n_runs; i++) {
        const TextRun *run = &shape->runs[i];
        add_words(odf, shape->text + at, run->begin - at, at == 0);
        g_string_append_printf(odf->pages, "<text:span text:style-name=\"%s\">",
                               odf_run_style(odf, run));
        add_words(odf, shape->text + run->begin, run->size, run->begin == 0);
        g_string_append(odf->pages, "</text:span>");
        at = run->begin + run->size;
    }
    add_words(odf, shape->text + at, strlen(shape->text) - at, at == 0);
}

static void
odf_text(Odf *odf, const Shape *shape)
{
    begin(odf, "draw:frame", odf_frame_style(odf, shape->align));
    add_box(odf, shape->x, shape->y, shape->w, shape->h);
    g_string_append_printf(odf->pages, "><draw:text-box><text:p text:style-name=\"%s\">",
                           odf_text_style(odf, shape));
    add_runs(odf, shape);
    g_string_append(odf->pages, "</text:p></draw:text-box>");
    add_tip(odf, shape);
    g_string_append(odf->pages, "</draw:frame>\n");
}

/* ---- paths ---- */

/* A path in hundredths of a millimetre from the corner of its box. Programs stretch what is drawn
 * to that box, so it must be as large as that. */
typedef struct {
    double left, top, right, bottom; /* px */
    GString *d;
} OdfPath;

static void
path_reach(OdfPath *path, double x, double y)
{
    path->left = MIN(path->left, x);
    path->right = MAX(path->right, x);
    path->top = MIN(path->top, y);
    path->bottom = MAX(path->bottom, y);
}

static OdfPath
path_at(double x, double y)
{
    return (OdfPath){x, y, x, y, g_string_new(NULL)};
}

static void
path_point(const Odf *odf, OdfPath *path, char command, double x, double y)
{
    double unit = odf->mm * 100;

    g_string_append_printf(path->d, "%c%.0f %.0f", command, (x - path->left) * unit,
                           (y - path->top) * unit);
}

static void
path_write(Odf *odf, OdfPath *path, const char *style, const Shape *shape)
{
    double least = 0.01 / odf->mm, w = MAX(path->right - path->left, least),
           h = MAX(path->bottom - path->top, least), unit = odf->mm * 100;

    begin(odf, "draw:path", style);
    add_box(odf, path->left, path->top, w, h);
    g_string_append_printf(odf->pages, " svg:viewBox=\"0 0 %.0f %.0f\" svg:d=\"%s\"",
                           MAX(w * unit, 1), MAX(h * unit, 1), path->d->str);
    end(odf, "draw:path", shape);
    g_string_free(path->d, TRUE);
}

/* The head of a ring, or any other three corners. */
static void
odf_triangle(Odf *odf, const double *x, const double *y, Role fill)
{
    const Shape shape = {.fill = fill, .edge = ROLE_NONE};
    OdfPath path = path_at(x[0], y[0]);

    for (int i = 1; i < 3; i++)
        path_reach(&path, x[i], y[i]);
    for (int i = 0; i < 3; i++)
        path_point(odf, &path, i == 0 ? 'M' : 'L', x[i], y[i]);
    g_string_append_c(path.d, 'Z');
    path_write(odf, &path, odf_shape_style(odf, &shape, ""), &shape);
}

static double
on_curve(const double *points, double at)
{
    double rest = 1 - at;

    return rest * rest * rest * points[0] + 3 * rest * rest * at * points[1] +
           3 * rest * at * at * points[2] + at * at * at * points[3];
}

/* The line of an arrow goes as far as its tip, over which the head is drawn. */
static void
odf_arrow(Odf *odf, const Shape *shape)
{
    enum { SAMPLES = 32 };
    ArrowCurve curve = draw_arrow_curve(shape);
    OdfPath path = path_at(curve.x[0], curve.y[0]);
    g_autoptr(GString) head = g_string_new(" draw:marker-end=\"head\"");

    curve.x[3] = curve.head_x[0];
    curve.y[3] = curve.head_y[0];
    for (int i = 1; i <= SAMPLES; i++)
        path_reach(&path, on_curve(curve.x, (double) i / SAMPLES),
                   on_curve(curve.y, (double) i / SAMPLES));
    for (int i = 0; i < 4; i++)
        path_point(odf, &path, "MC  "[i], curve.x[i], curve.y[i]);
    odf_length(head, odf, "draw:marker-end-width",
               hypot(curve.head_x[1] - curve.head_x[2], curve.head_y[1] - curve.head_y[2]));
    path_write(odf, &path, odf_shape_style(odf, shape, head->str), shape);
}

static void
odf_sign(Odf *odf, const Shape *disc)
{
    static const char round[] = " svg:stroke-linecap=\"round\" draw:stroke-linejoin=\"round\"";
    const Shape stroke = {.fill = ROLE_NONE, .edge = disc->mark, .line_width = disc->w * 0.1};
    gsize n;
    const SignPoint *points = draw_sign(disc->state, &n);
    OdfPath path = path_at(disc->x + points[0].x * disc->w, disc->y + points[0].y * disc->h);

    for (gsize i = 1; i < n; i++)
        path_reach(&path, disc->x + points[i].x * disc->w, disc->y + points[i].y * disc->h);
    for (gsize i = 0; i < n; i++)
        path_point(odf, &path, points[i].down ? 'L' : 'M', disc->x + points[i].x * disc->w,
                   disc->y + points[i].y * disc->h);
    path_write(odf, &path, odf_shape_style(odf, &stroke, round), &stroke);
}

static void
add_circle(Odf *odf, const Shape *shape, double inset)
{
    begin(odf, "draw:circle", odf_shape_style(odf, shape, ""));
    add_box(odf, shape->x + inset, shape->y + inset, shape->w - 2 * inset, shape->h - 2 * inset);
    end(odf, "draw:circle", shape);
}

static void
odf_disc(Odf *odf, const Shape *shape)
{
    g_string_append(odf->pages, "<draw:g>");
    add_circle(odf, shape, shape->edge == ROLE_NONE ? 0 : shape->line_width / 2);
    if (shape->mark != ROLE_NONE)
        odf_sign(odf, shape);
    g_string_append(odf->pages, "</draw:g>\n");
}

static void
odf_ring(Odf *odf, const Shape *shape)
{
    RingHead head = draw_ring_head(shape);

    g_string_append(odf->pages, "<draw:g>");
    add_circle(odf, shape, shape->line_width / 2);
    if (!shape->dashed)
        odf_triangle(odf, head.x, head.y, shape->edge);
    g_string_append(odf->pages, "</draw:g>\n");
}

/* Clips are none: shapes are cut. */
static void (*const writers[SHAPE_UNCLIP + 1])(Odf *odf, const Shape *shape) = {
    [SHAPE_RECT] = odf_rect, [SHAPE_LINE] = odf_line,   [SHAPE_TEXT] = odf_text,
    [SHAPE_DISC] = odf_disc, [SHAPE_ARROW] = odf_arrow, [SHAPE_RING] = odf_ring,
};

gboolean
odf_is_ground(const Scene *scene, const Shape *shape)
{
    return shape->kind == SHAPE_RECT && shape->x <= 0 && shape->y <= 0 &&
           shape->w >= scene->width && shape->h >= scene->height;
}

void
odf_shapes(Odf *odf, const Scene *scene)
{
    Clips clips = {.n = 0};

    for (guint i = 0; i < scene->shapes->len; i++) {
        Shape shape = g_array_index(scene->shapes, Shape, i);

        clips_follow(&clips, &shape);
        if (writers[shape.kind] && !(i == 0 && odf_is_ground(scene, &shape)) &&
            clips_cut(&clips, &shape))
            writers[shape.kind](odf, &shape);
    }
}
