/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-write.h - write the numbers and attributes of an SVG file. */
#pragma once
#include "ui/export/draw.h"
#include "ui/export/line-table.h"

/* An element being written: `<rect x="1" ... />`. */
typedef struct {
    GString *out;
    const Scene *scene;
    char **tips;        /* of its shapes; NULL */
    const Theme *theme; /* NULL: colours are CSS variables, which svg_variable() names */
    LineTable *looks;   /* NULL: how elements look is in attributes; else each distinct look is a
                           line here, and elements name it: class="s5" is number 5 */
    GString *look;      /* of the element that is being written; NULL without `looks` */
} Svg;

/** ` name="value"`. */
void svg_attribute(Svg *svg, const char *name, double value);

/** ` stroke-linecap="round"`: a property that CSS has, too, and that svg_look() may write. */
void svg_style(Svg *svg, const char *property, const char *value);

/** svg_style() with a number. */
void svg_style_number(Svg *svg, const char *property, double value);

/** svg_style() with a colour: ` fill="#0072b2"`, and its opacity if it is not opaque; without a
 * theme ` fill="var(--running)"`. */
void svg_colour(Svg *svg, const char *property, Role role);

/** The font of a text, as a style or as a class that svg_face() defines. */
void svg_font(Svg *svg, Font font);

/** Write the class for the styles since the last call, if there are `looks`: each element ends its
 * attributes by it. */
void svg_look(Svg *svg);

/** The CSS variable of a role's colour: "--waiting-edge". The caller frees. */
char *svg_variable(Role role);

/** The rule of CSS for texts in a font: `.f5 { font: 400 11px ... }`, a line. */
void svg_face(Svg *svg, Font font);

/** The attributes of a rectangle; a negative size becomes 0. */
void svg_box(Svg *svg, double x, double y, double w, double h);

/** A path command and its point: `M1 2`. */
void svg_point(Svg *svg, const char *command, double x, double y);
