/* SPDX-License-Identifier: GPL-3.0-or-later */
/* build.c - what all parts of a picture need to know: where an event is, how wide a text is, where
 * a piece of a lane is. */
#include "ui/scene/build.h"

#include <math.h>

double
build_x(const Build *build, gsize event)
{
    return view_x(build->view, axis_of_event(build->model, build->view->axis, event));
}

double
build_text_width(const Build *build, Font font, const char *text)
{
    return build->metrics->width(build->metrics->data, font, text);
}

char *
build_cut_text(const Build *build, Font font, const char *text, double w)
{
    glong low = 0;
    glong high = g_utf8_strlen(text, -1);

    while (low < high) {
        glong middle = (low + high + 1) / 2;
        g_autofree char *beginning = g_utf8_substring(text, 0, middle);
        g_autofree char *cut = g_strconcat(g_strchomp(beginning), "…", NULL);

        if (build_text_width(build, font, cut) <= w)
            low = middle;
        else
            high = middle - 1;
    }
    if (low == 0)
        return NULL;
    g_autofree char *beginning = g_utf8_substring(text, 0, low);
    return g_strconcat(g_strchomp(beginning), "…", NULL);
}

/* The box of a text is no wider than the text, so that other parts can tell what is free. */
static Shape *
build_fitting_text(const Build *build, double x, double y, double w, double h, Role role, Font font,
                   Align align, const char *text)
{
    double needed = build_text_width(build, font, text);

    x += (w - needed) * scene_align_part(align);
    return scene_text(build->scene, x, y, needed, h, role, font, align, text);
}

Shape *
build_text(const Build *build, double x, double y, double w, double h, Role role, Font font,
           Align align, const char *text)
{
    g_autofree char *cut = NULL;

    if (text[0] == '\0' || w <= 0)
        return NULL;
    if (build_text_width(build, font, text) <= w)
        return build_fitting_text(build, x, y, w, h, role, font, align, text);
    cut = build_cut_text(build, font, text, w);
    if (cut == NULL)
        return NULL;
    Shape *shape = build_fitting_text(build, x, y, w, h, role, font, align, cut);
    shape->tip = scene_string(build->scene, text);
    return shape;
}

gboolean
piece_box(const Build *build, const Piece *piece, double *ret_x, double *ret_w)
{
    double left = build->scene->lanes_x - build->sizes->indent - BUILD_OVERHANG;
    double right = build->view->width + BUILD_OVERHANG;
    double x = MAX(piece->x, left);
    double end = MIN(piece->x + piece->w, right);
    double gap = end - x > 4 * build->sizes->span_gap ? build->sizes->span_gap : 0;

    if (end <= x)
        return FALSE;
    *ret_x = round(x);
    *ret_w = MAX(round(end) - round(x), 1) - gap;
    return TRUE;
}

void
lane_mark(const Lane *lane, Shape *shape, const Piece *piece)
{
    shape->hit = HIT_SPAN;
    shape->track = lane->track->id;
    shape->group = lane->band->group;
    shape->event = piece->span->begin;
}

void
lane_describe(Shape *shape)
{
    shape->n_told = 1;
}
