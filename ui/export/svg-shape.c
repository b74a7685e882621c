/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-shape.c - shapes as elements of SVG: text is text, tips are titles. */
#include "ui/export/svg-shape.h"

#include "ui/export/svg-pattern.h"
#include "ui/export/xml-write.h"
#include "ui/scene/tell.h"

static void
svg_stroke(Svg *svg, const Shape *shape)
{
    char dashes[16];

    if (shape->edge == ROLE_NONE)
        return;
    svg_colour(svg, "stroke", shape->edge);
    if (shape->line_width != 1)
        svg_style_number(svg, "stroke-width", shape->line_width);
    g_snprintf(dashes, sizeof dashes, "%d %d", DASH_ON, DASH_OFF);
    if (shape->dashed)
        svg_style(svg, "stroke-dasharray", dashes);
}

/* NULL: it has none. */
static const char *
tip_of(const Svg *svg, const Shape *shape)
{
    return svg->tips[shape - (const Shape *) svg->scene->shapes->data];
}

/* Writes the tip of a shape. FALSE: it has none. */
static gboolean
svg_tip(Svg *svg, const char *before, const Shape *shape)
{
    const char *words = tip_of(svg, shape);
    g_autofree char *tip = words ? xml_text(words) : NULL;

    if (tip)
        g_string_append_printf(svg->out, "%s<title>%s</title>", before, tip);
    return tip != NULL;
}

/* The end of an element that has no tip. */
static void
svg_close(Svg *svg)
{
    svg_look(svg);
    g_string_append(svg->out, "/>\n");
}

/* The end of an element, with its tip if it has one. */
static void
svg_end(Svg *svg, const char *element, const Shape *shape)
{
    svg_look(svg);
    if (svg_tip(svg, ">", shape))
        g_string_append_printf(svg->out, "</%s>\n", element);
    else
        g_string_append(svg->out, "/>\n");
}

static gboolean
has_tip(const Svg *svg, const Shape *shape)
{
    return tip_of(svg, shape) != NULL;
}

static void
svg_rect_box(Svg *svg, const Shape *shape)
{
    double half = shape->edge == ROLE_NONE ? 0 : shape->line_width / 2;

    svg_box(svg, shape->x + half, shape->y + half, shape->w - 2 * half, shape->h - 2 * half);
    if (shape->radius > half)
        svg_attribute(svg, "rx", shape->radius - half);
}

/* An invisible rectangle is written only if it has a tip. */
static void
svg_rect(Svg *svg, const Shape *shape)
{
    char name[32], url[48];

    if (shape->fill == ROLE_NONE && shape->edge == ROLE_NONE && !has_tip(svg, shape))
        return;
    g_string_append(svg->out, "<rect");
    svg_rect_box(svg, shape);
    if (shape->pattern != PATTERN_NONE) {
        svg_pattern_name(name, sizeof name, shape);
        g_snprintf(url, sizeof url, "url(#%s)", name);
        svg_style(svg, "fill", url);
    } else
        svg_colour(svg, "fill", shape->fill);
    svg_stroke(svg, shape);
    if (shape->fill == ROLE_NONE && has_tip(svg, shape))
        svg_style(svg, "pointer-events", "all");
    svg_end(svg, "rect", shape);
}

static void
svg_line(Svg *svg, const Shape *shape)
{
    g_string_append(svg->out, "<line");
    svg_attribute(svg, "x1", shape->x);
    svg_attribute(svg, "y1", shape->y);
    svg_attribute(svg, "x2", shape->x + shape->w);
    svg_attribute(svg, "y2", shape->y + shape->h);
    svg_stroke(svg, shape);
    svg_end(svg, "line", shape);
}

/* The text-anchor for each alignment. */
static const char *const anchors[] = {
    [ALIGN_LEFT] = "start", [ALIGN_CENTER] = "middle", [ALIGN_RIGHT] = "end"};

static void
svg_part(Svg *svg, const Shape *shape, gsize begin, gsize size)
{
    g_autofree char *part = g_strndup(shape->text + begin, size), *text = xml_text(part);

    g_string_append(svg->out, text);
}

/* A text with parts in colours of their own, and what is between them. */
static void
svg_runs(Svg *svg, const Shape *shape)
{
    gsize at = 0;

    for (guint i = 0; i < shape->n_runs; i++) {
        const TextRun *run = &shape->runs[i];
        svg_part(svg, shape, at, run->begin - at);
        g_string_append(svg->out, "<tspan");
        if (run->bold)
            svg_style(svg, "font-weight", "700");
        svg_colour(svg, "fill", run->fill);
        svg_look(svg);
        g_string_append(svg->out, ">");
        svg_part(svg, shape, run->begin, run->size);
        g_string_append(svg->out, "</tspan>");
        at = run->begin + run->size;
    }
    svg_part(svg, shape, at, strlen(shape->text) - at);
}

/* The baseline is computed here, since not every program knows dominant-baseline. */
static void
svg_text(Svg *svg, const Shape *shape)
{
    double middle = shape->y + shape->h / 2;

    g_string_append(svg->out, "<text");
    svg_font(svg, shape->font);
    svg_attribute(svg, "x", shape->x + shape->w * scene_align_part(shape->align));
    svg_attribute(svg, "y", middle + faces[shape->font].size * 0.355);
    if (shape->align != ALIGN_LEFT)
        svg_style(svg, "text-anchor", anchors[shape->align]);
    svg_colour(svg, "fill", shape->fill);
    svg_look(svg);
    g_string_append(svg->out, ">");
    svg_tip(svg, "", shape);
    svg_runs(svg, shape);
    g_string_append(svg->out, "</text>\n");
}

static void
svg_sign(Svg *svg, const Shape *shape)
{
    gsize n;
    const SignPoint *points = draw_sign(shape->state, &n);

    g_string_append(svg->out, "<path d=\"");
    for (gsize i = 0; i < n; i++)
        svg_point(svg, points[i].down ? "L" : "M", shape->x + points[i].x * shape->w,
                  shape->y + points[i].y * shape->h);
    g_string_append_c(svg->out, '"');
    svg_colour(svg, "fill", ROLE_NONE);
    svg_style(svg, "stroke-linecap", "round");
    svg_style(svg, "stroke-linejoin", "round");
    svg_colour(svg, "stroke", shape->mark);
    svg_style_number(svg, "stroke-width", shape->w * 0.1);
    svg_close(svg);
}

static void
svg_disc(Svg *svg, const Shape *shape)
{
    double inset = shape->edge == ROLE_NONE ? 0 : shape->line_width / 2;

    g_string_append(svg->out, "<circle");
    svg_attribute(svg, "cx", shape->x + shape->w / 2);
    svg_attribute(svg, "cy", shape->y + shape->h / 2);
    svg_attribute(svg, "r", shape->w / 2 - inset);
    svg_colour(svg, "fill", shape->fill);
    svg_stroke(svg, shape);
    svg_end(svg, "circle", shape);
    if (shape->mark != ROLE_NONE)
        svg_sign(svg, shape);
}

static void
svg_arrow(Svg *svg, const Shape *shape)
{
    ArrowCurve curve = draw_arrow_curve(shape);

    g_string_append(svg->out, "<path d=\"");
    svg_point(svg, "M", curve.x[0], curve.y[0]);
    for (int i = 1; i < 4; i++)
        svg_point(svg, i == 1 ? "C" : " ", curve.x[i], curve.y[i]);
    g_string_append_c(svg->out, '"');
    svg_colour(svg, "fill", ROLE_NONE);
    svg_stroke(svg, shape);
    svg_close(svg);
    g_string_append(svg->out, "<path d=\"");
    for (int i = 0; i < 3; i++)
        svg_point(svg, i == 0 ? "M" : "L", curve.head_x[i], curve.head_y[i]);
    g_string_append(svg->out, "Z\"");
    svg_colour(svg, "fill", shape->edge);
    svg_end(svg, "path", shape);
}

static void
svg_ring(Svg *svg, const Shape *shape)
{
    RingHead head = draw_ring_head(shape);

    g_string_append(svg->out, "<circle");
    svg_attribute(svg, "cx", shape->x + shape->w / 2);
    svg_attribute(svg, "cy", shape->y + shape->h / 2);
    svg_attribute(svg, "r", (shape->w - shape->line_width) / 2);
    svg_colour(svg, "fill", ROLE_NONE);
    svg_stroke(svg, shape);
    svg_end(svg, "circle", shape);
    if (shape->dashed)
        return;
    g_string_append(svg->out, "<path d=\"");
    for (int i = 0; i < 3; i++)
        svg_point(svg, i == 0 ? "M" : "L", head.x[i], head.y[i]);
    g_string_append(svg->out, "Z\"");
    svg_colour(svg, "fill", shape->edge);
    svg_close(svg);
}

/* "c0-36-900-120": equal boxes have equal names, and others others, in all pictures of a page. */
static void
svg_clip_name(Svg *svg, const Shape *shape)
{
    const double box[] = {shape->x, shape->y, shape->w, shape->h};

    for (gsize i = 0; i < G_N_ELEMENTS(box); i++) {
        g_string_append_c(svg->out, i == 0 ? 'c' : '-');
        xml_number(svg->out, box[i]);
    }
}

static void
svg_clip(Svg *svg, const Shape *shape)
{
    g_string_append(svg->out, "<clipPath id=\"");
    svg_clip_name(svg, shape);
    g_string_append(svg->out, "\"><rect");
    svg_box(svg, shape->x, shape->y, shape->w, shape->h);
    g_string_append(svg->out, "/></clipPath>\n<g clip-path=\"url(#");
    svg_clip_name(svg, shape);
    g_string_append(svg->out, ")\">\n");
}

static void
svg_unclip(Svg *svg, const Shape *shape)
{
    g_string_append(svg->out, "</g>\n");
}

static void (*const writers[SHAPE_UNCLIP + 1])(Svg *svg, const Shape *shape) = {
    [SHAPE_RECT] = svg_rect, [SHAPE_LINE] = svg_line,     [SHAPE_TEXT] = svg_text,
    [SHAPE_DISC] = svg_disc, [SHAPE_ARROW] = svg_arrow,   [SHAPE_CLIP] = svg_clip,
    [SHAPE_RING] = svg_ring, [SHAPE_UNCLIP] = svg_unclip,
};

void
svg_shapes(Svg *svg, const Scene *scene)
{
    svg->scene = scene;
    svg->tips = tell_shapes(scene);
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        writers[shape->kind](svg, shape);
    }
    tell_free(scene, svg->tips);
}
