/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg.c - a scene as SVG of our own: text is text, tips are titles, and the same scene gives the
 * same bytes wherever it is written. */
#include <math.h>

#include "ui/export/draw.h"

/* An element being written: `<rect x="1" ... />`. */
typedef struct {
    GString *out;
    const Theme *theme;
    int clips; /* so far: each needs a name */
} Svg;

/* Two decimals at most, a point whatever the locale. */
static void
svg_number(Svg *svg, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    gsize n;

    g_ascii_formatd(text, sizeof text, "%.2f", isfinite(value) ? value : 0);
    n = strlen(text);
    while (text[n - 1] == '0')
        n--;
    if (text[n - 1] == '.')
        n--;
    text[n] = '\0';
    g_string_append(svg->out, strcmp(text, "-0") == 0 ? "0" : text);
}

/* What XML 1.0 can hold of a text: it has no place for control characters, escaped or not. */
static char *
xml_text(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GString) clean = g_string_new(NULL);

    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (g_unichar_isspace(c))
            g_string_append_c(clean, ' ');
        else if (!g_unichar_iscntrl(c) && (c & 0xfffe) != 0xfffe)
            g_string_append_unichar(clean, c);
    }
    return g_markup_escape_text(clean->str, -1);
}

static void
svg_attribute(Svg *svg, const char *name, double value)
{
    g_string_append_printf(svg->out, " %s=\"", name);
    svg_number(svg, value);
    g_string_append_c(svg->out, '"');
}

static unsigned
channel(float value)
{
    return (unsigned) lround((double) value * 255);
}

/* ` fill="#0072b2"`, and its opacity when it has one. */
static void
svg_colour(Svg *svg, const char *name, Role role)
{
    const Colour *colour = &svg->theme->colours[role];

    if (role == ROLE_NONE) {
        g_string_append_printf(svg->out, " %s=\"none\"", name);
        return;
    }
    g_string_append_printf(svg->out, " %s=\"#%02x%02x%02x\"", name, channel(colour->red),
                           channel(colour->green), channel(colour->blue));
    if (colour->alpha < 1) {
        g_autofree char *opacity = g_strconcat(name, "-opacity", NULL);
        svg_attribute(svg, opacity, colour->alpha);
    }
}

static void
svg_stroke(Svg *svg, const Shape *shape)
{
    if (shape->edge == ROLE_NONE)
        return;
    svg_colour(svg, "stroke", shape->edge);
    if (shape->line_width != 1)
        svg_attribute(svg, "stroke-width", shape->line_width);
}

static void
svg_box(Svg *svg, double x, double y, double w, double h)
{
    svg_attribute(svg, "x", x);
    svg_attribute(svg, "y", y);
    svg_attribute(svg, "width", MAX(w, 0));
    svg_attribute(svg, "height", MAX(h, 0));
}

/* The end of an element, with its tip when it has one. */
static void
svg_end(Svg *svg, const char *element, const Shape *shape)
{
    if (shape->tip == NULL) {
        g_string_append(svg->out, "/>\n");
        return;
    }
    g_autofree char *tip = xml_text(shape->tip);
    g_string_append_printf(svg->out, "><title>%s</title></%s>\n", tip, element);
}

static void
pattern_name(char *name, gsize size, const Shape *shape)
{
    g_snprintf(name, (gulong) size, "p%d-%d-%d", shape->pattern, shape->fill, shape->mark);
}

static void
svg_rect_box(Svg *svg, const Shape *shape)
{
    double half = shape->edge == ROLE_NONE ? 0 : shape->line_width / 2;

    svg_box(svg, shape->x + half, shape->y + half, shape->w - 2 * half, shape->h - 2 * half);
    if (shape->radius > half)
        svg_attribute(svg, "rx", shape->radius - half);
}

/* An invisible rect stays only for its tip. */
static void
svg_rect(Svg *svg, const Shape *shape)
{
    char name[32];

    if (shape->fill == ROLE_NONE && shape->edge == ROLE_NONE && shape->tip == NULL)
        return;
    g_string_append(svg->out, "<rect");
    svg_rect_box(svg, shape);
    if (shape->pattern != PATTERN_NONE) {
        pattern_name(name, sizeof name, shape);
        g_string_append_printf(svg->out, " fill=\"url(#%s)\"", name);
    } else
        svg_colour(svg, "fill", shape->fill);
    svg_stroke(svg, shape);
    if (shape->fill == ROLE_NONE && shape->tip != NULL)
        g_string_append(svg->out, " pointer-events=\"all\"");
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

/* Where text is held, by its alignment. */
static const char *const anchors[] = {
    [ALIGN_LEFT] = "start", [ALIGN_CENTER] = "middle", [ALIGN_RIGHT] = "end"};

/* The baseline is counted out, since not every program knows dominant-baseline. */
static void
svg_text(Svg *svg, const Shape *shape)
{
    g_autofree char *text = xml_text(shape->text);
    double middle = shape->y + shape->h / 2;

    g_string_append_printf(svg->out, "<text class=\"f%d\"", shape->font);
    svg_attribute(svg, "x", shape->x + shape->w * scene_align_part(shape->align));
    svg_attribute(svg, "y", middle + faces[shape->font].size * 0.355);
    if (shape->align != ALIGN_LEFT)
        g_string_append_printf(svg->out, " text-anchor=\"%s\"", anchors[shape->align]);
    svg_colour(svg, "fill", shape->fill);
    g_string_append_printf(svg->out, ">%s</text>\n", text);
}

static void
svg_point(Svg *svg, const char *command, double x, double y)
{
    g_string_append(svg->out, command);
    svg_number(svg, x);
    g_string_append_c(svg->out, ' ');
    svg_number(svg, y);
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
    g_string_append(svg->out,
                    "\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    svg_colour(svg, "stroke", shape->mark);
    svg_attribute(svg, "stroke-width", shape->w * 0.1);
    g_string_append(svg->out, "/>\n");
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
    g_string_append(svg->out, "\" fill=\"none\"");
    svg_stroke(svg, shape);
    g_string_append(svg->out, "/>\n<path d=\"");
    for (int i = 0; i < 3; i++)
        svg_point(svg, i == 0 ? "M" : "L", curve.head_x[i], curve.head_y[i]);
    g_string_append(svg->out, "Z\"");
    svg_colour(svg, "fill", shape->edge);
    svg_end(svg, "path", shape);
}

static void
svg_clip(Svg *svg, const Shape *shape)
{
    svg->clips++;
    g_string_append_printf(svg->out, "<clipPath id=\"c%d\"><rect", svg->clips);
    svg_box(svg, shape->x, shape->y, shape->w, shape->h);
    g_string_append_printf(svg->out, "/></clipPath>\n<g clip-path=\"url(#c%d)\">\n", svg->clips);
}

static void
svg_unclip(Svg *svg, const Shape *shape)
{
    g_string_append(svg->out, "</g>\n");
}

static void (*const writers[SHAPE_UNCLIP + 1])(Svg *svg, const Shape *shape) = {
    [SHAPE_RECT] = svg_rect,     [SHAPE_LINE] = svg_line,   [SHAPE_TEXT] = svg_text,
    [SHAPE_DISC] = svg_disc,     [SHAPE_ARROW] = svg_arrow, [SHAPE_CLIP] = svg_clip,
    [SHAPE_UNCLIP] = svg_unclip,
};

/* A line that leans right or left through a tile of the pattern, with the corners it cuts. */
static void
pattern_line(Svg *svg, double pitch, gboolean right)
{
    for (int i = -1; i <= 1; i++) {
        double from = i * pitch;

        svg_point(svg, "M", from, right ? pitch : 0);
        svg_point(svg, "L", from + pitch, right ? 0 : pitch);
    }
}

static void
pattern_lines(Svg *svg, const Shape *shape, const PatternLook *look)
{
    g_string_append(svg->out, "<path d=\"");
    if (look->right)
        pattern_line(svg, look->pitch, TRUE);
    if (look->left)
        pattern_line(svg, look->pitch, FALSE);
    g_string_append_c(svg->out, '"');
    svg_colour(svg, "stroke", shape->mark);
    svg_attribute(svg, "stroke-width", look->width);
    g_string_append(svg->out, "/>");
}

static void
pattern_dot(Svg *svg, const Shape *shape, const PatternLook *look)
{
    g_string_append(svg->out, "<circle");
    svg_attribute(svg, "cx", look->pitch / 2);
    svg_attribute(svg, "cy", look->pitch / 2);
    svg_attribute(svg, "r", look->width / 2);
    svg_colour(svg, "fill", shape->mark);
    g_string_append(svg->out, "/>");
}

static void
svg_pattern(Svg *svg, const Shape *shape, const char *name)
{
    const PatternLook *look = &pattern_looks[shape->pattern];

    g_string_append_printf(svg->out, "<pattern id=\"%s\" patternUnits=\"userSpaceOnUse\"", name);
    svg_attribute(svg, "width", look->pitch);
    svg_attribute(svg, "height", look->pitch);
    g_string_append(svg->out, "><rect");
    svg_box(svg, 0, 0, look->pitch, look->pitch);
    svg_colour(svg, "fill", shape->fill);
    g_string_append(svg->out, "/>");
    if (look->dots)
        pattern_dot(svg, shape, look);
    else
        pattern_lines(svg, shape, look);
    g_string_append(svg->out, "</pattern>\n");
}

/* Each pattern once, in the order of its first use. */
static void
svg_patterns(Svg *svg, const Scene *scene)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    g_string_append(svg->out, "<defs>\n");
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        char name[32];

        if (shape->pattern == PATTERN_NONE)
            continue;
        pattern_name(name, sizeof name, shape);
        if (g_hash_table_add(known, g_strdup(name)))
            svg_pattern(svg, shape, name);
    }
    g_string_append(svg->out, "</defs>\n");
}

static void
svg_faces(Svg *svg)
{
    g_string_append(svg->out, "<style>\ntext { white-space: pre }\n");
    for (int i = 0; i < N_FONTS; i++) {
        g_string_append_printf(svg->out, ".f%d { font: %d ", i, faces[i].weight);
        svg_number(svg, faces[i].size);
        g_string_append_printf(svg->out, "px %s }\n", faces[i].family);
    }
    g_string_append(svg->out, "</style>\n");
}

static void
svg_head(Svg *svg, const Scene *scene, const char *title)
{
    g_autofree char *clean = xml_text(title);

    g_string_append(svg->out, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    svg_attribute(svg, "width", scene->width * scene->zoom);
    svg_attribute(svg, "height", scene->height * scene->zoom);
    g_string_append(svg->out, " viewBox=\"0 0 ");
    svg_number(svg, scene->width);
    g_string_append_c(svg->out, ' ');
    svg_number(svg, scene->height);
    g_string_append_printf(svg->out, "\" role=\"img\">\n<title>%s</title>\n", clean);
}

static GByteArray *
svg_render(const Scene *scene, const Theme *theme, const char *title, GError **error)
{
    Svg svg = {.out = g_string_new(NULL), .theme = theme};
    gsize size;

    svg_head(&svg, scene, title);
    svg_faces(&svg);
    svg_patterns(&svg, scene);
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);

        writers[shape->kind](&svg, shape);
    }
    g_string_append(svg.out, "</svg>\n");
    size = svg.out->len;
    return g_byte_array_new_take((guint8 *) g_string_free(svg.out, FALSE), size);
}

const ExportFormat export_svg = {"svg", "drawing for web pages and slides, text stays text",
                                 svg_render};
