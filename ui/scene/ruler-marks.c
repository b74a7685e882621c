/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler-marks.c - bars and labels of a ruler. */
#include "ui/scene/ruler-marks.h"

#include <math.h>

double
ruler_x(const Ruler *ruler, double unit)
{
    return CLAMP(view_x(ruler->build->view, unit), ruler->left, ruler->right);
}

void
ruler_bar(const Ruler *ruler, const AxisStretch *stretch)
{
    const Build *build = ruler->build;
    double x = ruler_x(ruler, stretch->begin);
    double w = ruler_x(ruler, stretch->end) - x;

    if (build->sizes->rule <= 0 || stretch->n_events == 0)
        return;
    scene_rect(build->scene, x, ruler->y, MAX(w, 1), ruler->h, ROLE_RULER);
}

gboolean
ruler_boundary(Ruler *ruler, double x)
{
    const Sizes *sizes = ruler->build->sizes;

    for (guint i = 0; i < ruler->boundaries->len && sizes->rule > 0; i++)
        if (fabs(g_array_index(ruler->boundaries, double, i) - x) < sizes->tick_apart)
            return FALSE;
    if (sizes->rule > 0 && x >= ruler->left) {
        scene_line(ruler->build->scene, x, ruler->y, 0, ruler->h, ROLE_TEXT_DIM, sizes->rule);
        g_array_append_val(ruler->boundaries, x);
    }
    return TRUE;
}

void
ruler_use(const Ruler *ruler, double from, double to)
{
    Room room = {from, to};

    if (ruler->used)
        g_array_append_val(ruler->used, room);
}

gboolean
ruler_is_free(const Ruler *ruler, double from, double to)
{
    for (guint i = 0; i < ruler->used->len; i++) {
        const Room *room = &g_array_index(ruler->used, Room, i);

        if (from < room->to && room->from < to)
            return FALSE;
    }
    return to <= ruler->right;
}

gboolean
ruler_label(Ruler *ruler, double from, double to, Role role, Font font, Align align,
            const char *text)
{
    double w = build_text_width(ruler->build, font, text);
    double spare;

    from = MAX(from, ruler->taken);
    spare = MIN(to, ruler->right) - from - w;
    if (spare < 0)
        return FALSE;
    from += align == ALIGN_RIGHT ? spare : align == ALIGN_CENTER ? floor(spare / 2) : 0;
    scene_text(ruler->build->scene, from, ruler->y, w, ruler->h, role, font, ALIGN_LEFT, text);
    ruler->taken = from + w + MAX(ruler->build->sizes->label_pad, 1);
    ruler_use(ruler, from, ruler->taken);
    return TRUE;
}

double
ruler_round_up(double least)
{
    static const double steps[] = {1, 2, 5};
    double power = pow(10, floor(log10(least)));

    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
        if (steps[i] * power >= least * (1 - 1e-9))
            return steps[i] * power;
    return 10 * power;
}
