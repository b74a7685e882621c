/* SPDX-License-Identifier: GPL-3.0-or-later */
/* playhead.c - the moment that is looked at: a line over ruler and lanes, with its time and event.
 * The line passes behind texts, so that they stay readable. */
#include "ui/scene/playhead.h"

#include <math.h>

#include "ui/model/text.h"

enum { LABEL_GAP = 2 /* px, between the label and what is beside it */ };

/* A part of the line that a text covers. */
typedef struct {
    double y, end;
} Break;

/* The px of the playhead; FALSE when it is not in view. */
static gboolean
playhead_x(const Build *build, double *ret_x)
{
    gsize event = build->view->playhead;
    double x;

    if (event >= model_n_events(build->model) || build->sizes->rule <= 0)
        return FALSE;
    x = build_x(build, event);
    if (x < build->scene->lanes_x - 1 || x > build->view->width)
        return FALSE;
    *ret_x = x;
    return TRUE;
}

static int
break_compare(const void *a, const void *b)
{
    double x = ((const Break *) a)->y, y = ((const Break *) b)->y;

    return (x > y) - (x < y);
}

/* The texts at `x`, from top to bottom. */
static GArray *
playhead_breaks(const Build *build, double x)
{
    GArray *breaks = g_array_new(FALSE, FALSE, sizeof(Break));
    double half = build->sizes->line_height / 2;

    for (guint i = 0; i < build->scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(build->scene->shapes, Shape, i);
        double middle = shape->y + shape->h / 2;
        Break part = {middle - half, middle + half};

        if (shape->kind == SHAPE_TEXT && shape->x - 1 <= x && x <= shape->x + shape->w + 1)
            g_array_append_val(breaks, part);
    }
    g_array_sort(breaks, break_compare);
    return breaks;
}

static void
playhead_part(const Build *build, double x, double y, double end)
{
    if (end > y)
        scene_line(build->scene, x, y, 0, end - y, ROLE_PLAYHEAD, 2 * build->sizes->rule);
}

static void
playhead_line(const Build *build, double x, double y, double end)
{
    g_autoptr(GArray) breaks = playhead_breaks(build, x);

    for (guint i = 0; i < breaks->len; i++) {
        const Break *part = &g_array_index(breaks, Break, i);

        playhead_part(build, x, y, MIN(part->y, end));
        y = MAX(y, part->end);
    }
    playhead_part(build, x, y, end);
}

/* How many bookmarks a label at `x` would hide. */
static guint
flags_at(const Build *build, double x, double y, double w)
{
    guint n = 0;

    for (guint i = 0; i < build->scene->shapes->len; i++) {
        const Shape *flag = &g_array_index(build->scene->shapes, Shape, i);
        n += flag->kind == SHAPE_TEXT && flag->hit == HIT_RULER && fabs(flag->y - y) < 0.5 &&
             flag->x < x + w && x < flag->x + flag->w;
    }
    return n;
}

/* Where a label `w` px wide begins: above the line or, if it would hide a bookmark there, beside
 * it. */
static double
label_x(const Build *build, double line, double y, double w)
{
    double flag = build_text_width(build, FONT_SMALL, "⚑") + LABEL_GAP;
    const double places[] = {line - w / 2, line + flag, line - LABEL_GAP - w};
    double best = 0;
    guint least = G_MAXUINT;

    for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
        double x = CLAMP(places[i], 0, MAX(build->view->width - w - 2, 0));
        guint n = flags_at(build, x, y, w);
        if (n < least) {
            least = n;
            best = x;
        }
    }
    return best;
}

static void
playhead_label(const Build *build, double x, double y)
{
    const Sizes *sizes = build->sizes;
    const TraceEvent *event = model_event(build->model, build->view->playhead);
    g_autofree char *time = text_duration(event->time_ns);
    g_autofree char *text =
        g_strdup_printf("%s · event %" G_GUINT64_FORMAT, time, (guint64) event->number);
    double w = build_text_width(build, FONT_SMALL_BOLD, text) + 2 * sizes->label_pad;
    double h = sizes->label_height - 1;

    x = label_x(build, x, y, w);
    scene_rect(build->scene, x, y + 1, w, h, ROLE_PLAYHEAD)->radius = sizes->radius + 1;
    scene_text(build->scene, x, y + 1, w, h, ROLE_PLAYHEAD_TEXT, FONT_SMALL_BOLD, ALIGN_CENTER,
               text);
}

void
playhead_draw(const Build *build)
{
    const Sizes *sizes = build->sizes;
    double lanes = build->scene->lanes_y;
    double bottom = lanes + build->scene->content_height - build->view->scroll;
    double x;

    if (!playhead_x(build, &x))
        return;
    if (!(build->view->parts & PART_RULER)) {
        playhead_line(build, x, lanes, MIN(bottom, build->lanes_bottom));
        return;
    }
    double ruler = lanes - sizes->ruler_height;
    playhead_line(build, x, ruler + sizes->label_height, MIN(bottom, build->lanes_bottom));
    if (sizes->label_height > 0)
        playhead_label(build, x, ruler);
}
