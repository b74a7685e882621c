/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clip.c - cuts shapes at the clips around them. */
#include "ui/export/clip.h"

static void
open_clip(Clips *clips, const Shape *shape)
{
    guint n = clips->n;

    if (n == CLIP_DEPTH) {
        clips->too_deep++;
        return;
    }
    clips->x[n] = MAX(shape->x, n > 0 ? clips->x[n - 1] : shape->x);
    clips->y[n] = MAX(shape->y, n > 0 ? clips->y[n - 1] : shape->y);
    clips->right[n] = MIN(shape->x + shape->w, n > 0 ? clips->right[n - 1] : G_MAXDOUBLE);
    clips->bottom[n] = MIN(shape->y + shape->h, n > 0 ? clips->bottom[n - 1] : G_MAXDOUBLE);
    clips->n++;
}

static void
close_clip(Clips *clips)
{
    if (clips->too_deep > 0)
        clips->too_deep--;
    else if (clips->n > 0)
        clips->n--;
}

void
clips_follow(Clips *clips, const Shape *shape)
{
    if (shape->kind == SHAPE_CLIP)
        open_clip(clips, shape);
    else if (shape->kind == SHAPE_UNCLIP)
        close_clip(clips);
}

/* Cuts the stretch of `*size` px from `*at`. FALSE: it is outside. */
static gboolean
cut_stretch(double *at, double *size, double from, double to)
{
    double begin = MAX(*at, from), end = MIN(*at + *size, to);
    gboolean inside = *size == 0 ? *at >= from && *at <= to : end > begin;

    *at = begin;
    *size = MAX(end - begin, 0);
    return inside;
}

gboolean
clips_cut(const Clips *clips, Shape *shape)
{
    if (clips->n == 0)
        return TRUE;
    guint i = clips->n - 1;
    double x = shape->x + shape->w / 2, y = shape->y + shape->h / 2;

    if (shape->kind == SHAPE_RECT || (shape->kind == SHAPE_LINE && shape->w * shape->h == 0))
        return cut_stretch(&shape->x, &shape->w, clips->x[i], clips->right[i]) &&
               cut_stretch(&shape->y, &shape->h, clips->y[i], clips->bottom[i]);
    return x >= clips->x[i] && x <= clips->right[i] && y >= clips->y[i] && y <= clips->bottom[i];
}
