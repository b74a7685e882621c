/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-write.h - write the numbers, texts and attributes of an SVG file. */
#pragma once
#include "ui/export/draw.h"

/* An element being written: `<rect x="1" ... />`. */
typedef struct {
    GString *out;
    const Scene *scene;
    char **tips;        /* of its shapes; NULL */
    const Theme *theme; /* NULL: colours are CSS variables, which svg_variable() names */
} Svg;

/** A number: at most two decimals, with a point in every locale. */
void svg_number(Svg *svg, double value);

/** As much of a text as XML 1.0 can hold, escaped; the caller frees. */
char *svg_xml_text(const char *text);

/** ` name="value"`. */
void svg_attribute(Svg *svg, const char *name, double value);

/** ` fill="#0072b2"`, and its opacity if it is not opaque; without a theme `
 * fill="var(--running)"`. */
void svg_colour(Svg *svg, const char *name, Role role);

/** The CSS variable of a role's colour: "--waiting-edge". The caller frees. */
char *svg_variable(Role role);

/** The rule of CSS for texts in a font: `.f5 { font: 400 11px ... }`, a line. */
void svg_face(Svg *svg, Font font);

/** The attributes of a rectangle; a negative size becomes 0. */
void svg_box(Svg *svg, double x, double y, double w, double h);

/** A path command and its point: `M1 2`. */
void svg_point(Svg *svg, const char *command, double x, double y);
