/* SPDX-License-Identifier: GPL-3.0-or-later */
/* odf-style.c - each style once, named when it is first used. */
#include "ui/export/odf-style.h"

#include <string.h>

#include "ui/export/xml-write.h"

static const struct {
    const char *name, *parent;
    char letter; /* its styles are called by, "g1" */
} families[] = {
    [ODF_GRAPHIC] = {"graphic", " style:parent-style-name=\"standard\"", 'g'},
    [ODF_PARAGRAPH] = {"paragraph", "", 'p'},
    [ODF_TEXT] = {"text", "", 't'},
    [ODF_PAGE] = {"drawing-page", "", 'd'},
};

/* The name that a style or hatch has already; else it gets one, and TRUE is returned. */
static gboolean
name_anew(Odf *odf, char letter, const char *content, const char **ret_name)
{
    g_autofree char *key = g_strdup_printf("%c %s", letter, content);
    char *name = g_hash_table_lookup(odf->known, key);
    gboolean is_new = !name;

    if (is_new) {
        name = g_strdup_printf("%c%u", letter, g_hash_table_size(odf->known) + 1);
        g_hash_table_insert(odf->known, g_steal_pointer(&key), name);
    }
    *ret_name = name;
    return is_new;
}

const char *
odf_style(Odf *odf, OdfFamily family, const char *properties)
{
    const char *name;

    if (name_anew(odf, families[family].letter, properties, &name))
        g_string_append_printf(odf->automatic,
                               "<style:style style:name=\"%s\" style:family=\"%s\"%s>%s"
                               "</style:style>\n",
                               name, families[family].name, families[family].parent, properties);
    return name;
}

void
odf_length(GString *out, const Odf *odf, const char *name, double px)
{
    g_string_append_printf(out, " %s=\"", name);
    xml_number(out, px * odf->mm);
    g_string_append(out, "mm\"");
}

static void
add_colour(GString *out, const Odf *odf, const char *name, const char *opacity, Role role)
{
    const Colour *colour = &odf->theme->colours[role];

    g_string_append_printf(out, " %s=\"", name);
    xml_colour(out, colour, FALSE);
    g_string_append_c(out, '"');
    if (colour->alpha < 1)
        g_string_append_printf(out, " %s=\"%.0f%%\"", opacity, (double) colour->alpha * 100);
}

/* Lines of the width of a hair, since nothing else is drawn alike everywhere. Dots are upright
 * lines. */
static const struct {
    const char *style;
    int tenths; /* of a degree */
} hatches[] = {
    [PATTERN_DOTS] = {"single", 900},
    [PATTERN_HATCH] = {"single", 1350},
    [PATTERN_STRIPES] = {"single", 450},
    [PATTERN_CROSS] = {"double", 450},
};

static const char *
hatch_name(Odf *odf, Pattern pattern, Role mark)
{
    g_autoptr(GString) content = g_string_new(NULL);
    const char *name;

    g_string_append_printf(content, " draw:style=\"%s\" draw:rotation=\"%d\"",
                           hatches[pattern].style, hatches[pattern].tenths);
    add_colour(content, odf, "draw:color", "draw:opacity", mark);
    odf_length(content, odf, "draw:distance", pattern_looks[pattern].pitch);
    if (name_anew(odf, 'h', content->str, &name))
        g_string_append_printf(odf->named, "<draw:hatch draw:name=\"%s\"%s/>\n", name,
                               content->str);
    return name;
}

static void
add_fill(GString *out, Odf *odf, const Shape *shape)
{
    gboolean hatched = shape->pattern != PATTERN_NONE;

    if (shape->fill == ROLE_NONE && !hatched) {
        g_string_append(out, " draw:fill=\"none\"");
        return;
    }
    g_string_append_printf(out, " draw:fill=\"%s\"", hatched ? "hatch" : "solid");
    if (shape->fill != ROLE_NONE)
        add_colour(out, odf, "draw:fill-color", "draw:opacity", shape->fill);
    if (hatched)
        g_string_append_printf(out, " draw:fill-hatch-name=\"%s\" draw:fill-hatch-solid=\"%s\"",
                               hatch_name(odf, shape->pattern, shape->mark),
                               shape->fill == ROLE_NONE ? "false" : "true");
}

static void
add_edge(GString *out, const Odf *odf, const Shape *shape)
{
    if (shape->edge == ROLE_NONE) {
        g_string_append(out, " draw:stroke=\"none\"");
        return;
    }
    g_string_append_printf(out, " draw:stroke=\"%s\"",
                           shape->dashed ? "dash\" draw:stroke-dash=\"dashes" : "solid");
    odf_length(out, odf, "svg:stroke-width", shape->line_width);
    add_colour(out, odf, "svg:stroke-color", "svg:stroke-opacity", shape->edge);
}

const char *
odf_shape_style(Odf *odf, const Shape *shape, const char *more)
{
    g_autoptr(GString) properties = g_string_new("<style:graphic-properties");

    add_fill(properties, odf, shape);
    add_edge(properties, odf, shape);
    g_string_append_printf(properties, "%s/>", more);
    return odf_style(odf, ODF_GRAPHIC, properties->str);
}

const char *
odf_page_style(Odf *odf, Role ground)
{
    g_autoptr(GString) properties = g_string_new("<style:drawing-page-properties");

    g_string_append(properties, " draw:fill=\"solid\"");
    add_colour(properties, odf, "draw:fill-color", "draw:opacity", ground);
    g_string_append(properties, " presentation:background-visible=\"true\""
                                " presentation:transition-type=\"manual\"/>");
    return odf_style(odf, ODF_PAGE, properties->str);
}

/* ---- texts ---- */

static const char *const aligns[] = {
    [ALIGN_LEFT] = "left", [ALIGN_CENTER] = "center", [ALIGN_RIGHT] = "right"};

/* A text that is a little wider than its box goes on beyond it, on the side where there is room. */
const char *
odf_frame_style(Odf *odf, Align align)
{
    g_autofree char *properties =
        g_strdup_printf("<style:graphic-properties draw:fill=\"none\" draw:stroke=\"none\" "
                        "fo:padding=\"0mm\" fo:wrap-option=\"no-wrap\" "
                        "draw:auto-grow-width=\"true\" draw:auto-grow-height=\"false\" "
                        "draw:textarea-vertical-align=\"middle\" "
                        "draw:textarea-horizontal-align=\"%s\"/>",
                        aligns[align]);

    return odf_style(odf, ODF_GRAPHIC, properties);
}

/* Programs keep three fonts, by the script of each letter; signs count as any of them. */
static void
add_weight(GString *out, const char *weight)
{
    g_string_append_printf(out,
                           " fo:font-weight=\"%s\" style:font-weight-asian=\"%s\""
                           " style:font-weight-complex=\"%s\"",
                           weight, weight, weight);
}

static void
add_font(GString *out, const Odf *odf, Font font)
{
    const char *name = strcmp(faces[font].family, faces[FONT_MONO].family) == 0 ? "Mono" : "Sans";
    g_autoptr(GString) size = g_string_new(NULL);

    xml_number(size, faces[font].size * odf->mm / 25.4 * 72);
    g_string_append_printf(out,
                           " style:font-name=\"%s\" style:font-name-asian=\"%s\""
                           " style:font-name-complex=\"%s\" fo:font-size=\"%spt\""
                           " style:font-size-asian=\"%spt\" style:font-size-complex=\"%spt\"",
                           name, name, name, size->str, size->str, size->str);
    add_weight(out, faces[font].weight > 400 ? "bold" : "normal");
}

const char *
odf_text_style(Odf *odf, const Shape *shape)
{
    g_autoptr(GString) properties = g_string_new("<style:paragraph-properties");

    g_string_append_printf(properties, " fo:text-align=\"%s\"/><style:text-properties",
                           aligns[shape->align]);
    add_font(properties, odf, shape->font);
    add_colour(properties, odf, "fo:color", "loext:opacity", shape->fill);
    g_string_append(properties, "/>");
    return odf_style(odf, ODF_PARAGRAPH, properties->str);
}

const char *
odf_run_style(Odf *odf, const TextRun *run)
{
    g_autoptr(GString) properties = g_string_new("<style:text-properties");

    add_colour(properties, odf, "fo:color", "loext:opacity", run->fill);
    if (run->bold)
        add_weight(properties, "bold");
    g_string_append(properties, "/>");
    return odf_style(odf, ODF_TEXT, properties->str);
}

/* ---- what is in each document ---- */

void
odf_common_styles(GString *out, const Odf *odf)
{
    g_string_append(out, "<draw:marker draw:name=\"head\" svg:viewBox=\"0 0 7 8\""
                         " svg:d=\"M3.5 0L0 8H7Z\"/>\n"
                         "<draw:stroke-dash draw:name=\"dashes\" draw:style=\"rect\""
                         " draw:dots1=\"1\"");
    odf_length(out, odf, "draw:dots1-length", DASH_ON);
    odf_length(out, odf, "draw:distance", DASH_OFF);
    g_string_append_printf(out, "/>\n%s", odf->named->str);
    g_string_append(out, "<style:default-style style:family=\"graphic\">"
                         "<style:text-properties fo:language=\"en\" fo:country=\"US\"/>"
                         "</style:default-style>\n"
                         "<style:style style:name=\"standard\" style:family=\"graphic\"/>\n");
}

static void
add_face(GString *out, const char *name, Font font, const char *kind)
{
    g_autofree char *family = xml_text(export_family(font));

    g_string_append_printf(out,
                           "<style:font-face style:name=\"%s\" svg:font-family=\"'%s'\" %s/>\n",
                           name, family, kind);
}

void
odf_fonts(GString *out)
{
    g_string_append(out, "<office:font-face-decls>\n");
    add_face(out, "Sans", FONT_BODY, "style:font-family-generic=\"swiss\"");
    add_face(out, "Mono", FONT_MONO,
             "style:font-family-generic=\"modern\" style:font-pitch=\"fixed\"");
    g_string_append(out, "</office:font-face-decls>\n");
}
