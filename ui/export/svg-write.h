/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-write.h - the words of an SVG file. */
#pragma once
#include "ui/export/draw.h"

/* An element being written: `<rect x="1" ... />`. */
typedef struct {
    GString *out;
    const Theme *theme;
    int clips; /* so far: each needs a name */
} Svg;

/** A number: two decimals at most, a point whatever the locale. */
void svg_number(Svg *svg, double value);

/** What XML 1.0 can hold of a text, escaped; the caller owns it. */
char *svg_xml_text(const char *text);

/** ` name="value"`. */
void svg_attribute(Svg *svg, const char *name, double value);

/** ` fill="#0072b2"`, and its opacity when it has one. */
void svg_colour(Svg *svg, const char *name, Role role);

/** The attributes of a rectangle; none is negative in size. */
void svg_box(Svg *svg, double x, double y, double w, double h);

/** A command of a path and its point: `M1 2`. */
void svg_point(Svg *svg, const char *command, double x, double y);
