/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tell.c - what shapes stand for, in words. A scene has many shapes, and words take time, so they
 * are made when they are asked for. */
#include "ui/scene/tell.h"

/* The span of the track, or of its frames, that the event begins; NULL: there is none. */
static const Span *
begun_span(const Track *track, gsize event)
{
    const Span *span = track_span_at(track, event);
    guint n = track_n_frames(track);

    for (guint depth = 0; (!span || span->begin != event) && depth < n; depth++)
        span = track_span_at(track_frames(track, depth), event);
    return span && span->begin == event ? span : NULL;
}

static char *
tell_span(const Model *model, const Shape *shape)
{
    const Track *track = model_track(model, shape->track);
    const Span *span = track ? begun_span(track, shape->event) : NULL;

    return span ? model_describe_span(model, track, span) : NULL;
}

static char *
tell_points(const Model *model, const Shape *shape)
{
    g_autofree char *words = model_describe(model, shape->event);

    return shape->n_told > 1 ? g_strdup_printf("%u events, the first is %s", shape->n_told, words)
                             : g_steal_pointer(&words);
}

char *
tell_shape(const Scene *scene, const Shape *shape)
{
    if (shape->tip || shape->n_told == 0 || !scene->model)
        return g_strdup(shape->tip);
    return shape->hit == HIT_POINT ? tell_points(scene->model, shape)
                                   : tell_span(scene->model, shape);
}

static int
by_event(gconstpointer a, gconstpointer b, gpointer data)
{
    const Shape *shapes = data;
    const Shape *one = &shapes[*(const guint *) a], *other = &shapes[*(const guint *) b];

    return one->event < other->event ? -1 : one->event > other->event;
}

/* In the order of the events, so that the state goes forward only. */
char **
tell_shapes(const Scene *scene)
{
    guint n = scene->shapes->len;
    const Shape *shapes = (const Shape *) scene->shapes->data;
    g_autofree guint *order = g_new(guint, n);
    char **tips = g_new0(char *, n);

    for (guint i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, (int) n, sizeof *order, by_event, scene->shapes->data);
    for (guint i = 0; i < n; i++)
        tips[order[i]] = tell_shape(scene, &shapes[order[i]]);
    return tips;
}

void
tell_free(const Scene *scene, char **tips)
{
    for (guint i = 0; i < scene->shapes->len; i++)
        g_free(tips[i]);
    g_free(tips);
}
