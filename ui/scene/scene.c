/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene.c - the display list: adding shapes, and finding the one under a point. */
#include "ui/scene/scene.h"

#include "ui/scene/looks.h"

enum { STRING_CHUNK_BYTES = 2048, MAX_CLIPS = 8 };

Scene *
scene_new(double width, double height)
{
    Scene *scene = g_new0(Scene, 1);

    scene->width = width;
    scene->height = height;
    scene->zoom = 1;
    scene->shapes = g_array_new(FALSE, FALSE, sizeof(Shape));
    scene->strings = g_string_chunk_new(STRING_CHUNK_BYTES);
    scene->runs = g_ptr_array_new_with_free_func(g_free);
    return scene;
}

void
scene_free(Scene *scene)
{
    if (scene == NULL)
        return;
    g_array_unref(scene->shapes);
    g_string_chunk_free(scene->strings);
    g_ptr_array_unref(scene->runs);
    g_free(scene);
}

const char *
scene_string(Scene *scene, const char *text)
{
    return text == NULL ? NULL : g_string_chunk_insert(scene->strings, text);
}

double
scene_align_part(Align align)
{
    static const double parts[] = {[ALIGN_LEFT] = 0, [ALIGN_CENTER] = 0.5, [ALIGN_RIGHT] = 1};

    return parts[align];
}

static Shape *
scene_add(Scene *scene, const Shape *shape)
{
    g_array_append_vals(scene->shapes, shape, 1);
    return &g_array_index(scene->shapes, Shape, scene->shapes->len - 1);
}

static Shape *
scene_add_box(Scene *scene, ShapeKind kind, double x, double y, double w, double h)
{
    Shape shape = {
        .kind = kind,
        .x = x,
        .y = y,
        .w = w,
        .h = h,
        .fill = ROLE_NONE,
        .edge = ROLE_NONE,
        .mark = ROLE_NONE,
        .line_width = 1,
        .section = scene->section,
        .event = MODEL_NONE,
    };

    return scene_add(scene, &shape);
}

Shape *
scene_rect(Scene *scene, double x, double y, double w, double h, Role fill)
{
    Shape *shape = scene_add_box(scene, SHAPE_RECT, x, y, w, h);

    shape->fill = fill;
    return shape;
}

Shape *
scene_line(Scene *scene, double x, double y, double w, double h, Role edge, double width)
{
    Shape *shape = scene_add_box(scene, SHAPE_LINE, x, y, w, h);

    shape->edge = edge;
    shape->line_width = width;
    return shape;
}

Shape *
scene_text(Scene *scene, double x, double y, double w, double h, Role fill, Font font, Align align,
           const char *text)
{
    Shape *shape = scene_add_box(scene, SHAPE_TEXT, x, y, w, h);

    shape->fill = fill;
    shape->font = font;
    shape->align = align;
    shape->text = scene_string(scene, text);
    return shape;
}

/* How a track ended; a state that is no end gives an open ring. */
Shape *
scene_disc(Scene *scene, double x, double y, double diameter, TraceState state)
{
    Shape *shape = scene_add_box(scene, SHAPE_DISC, x, y, diameter, diameter);
    gboolean ended = looks[state].end.disc != ROLE_NONE;

    shape->state = ended ? state : TRACE_STATE_PENDING;
    shape->fill = ended ? looks[state].end.disc : ROLE_BACKGROUND;
    shape->edge = ended ? ROLE_NONE : ROLE_WAITING_EDGE;
    shape->mark = ended ? ROLE_GLYPH : ROLE_NONE;
    shape->line_width = 1.5;
    return shape;
}

Shape *
scene_arrow(Scene *scene, double x, double y, double w, double h, Role edge)
{
    Shape *shape = scene_add_box(scene, SHAPE_ARROW, x, y, w, h);

    shape->edge = edge;
    shape->line_width = 1.5;
    return shape;
}

Shape *
scene_ring(Scene *scene, double x, double y, double diameter, double width, Role edge)
{
    Shape *shape = scene_add_box(scene, SHAPE_RING, x, y, diameter, diameter);

    shape->edge = edge;
    shape->line_width = width;
    return shape;
}

void
scene_clip(Scene *scene, double x, double y, double w, double h)
{
    scene_add_box(scene, SHAPE_CLIP, x, y, w, h);
}

void
scene_unclip(Scene *scene)
{
    scene_add_box(scene, SHAPE_UNCLIP, 0, 0, 0, 0);
}

void
scene_text_runs(Scene *scene, Shape *text, GArray *runs)
{
    text->n_runs = runs->len;
    text->runs = (TextRun *) (void *) g_array_free(runs, FALSE);
    g_ptr_array_add(scene->runs, (gpointer) text->runs);
}

static void
copy_runs(Scene *scene, Shape *shape)
{
    if (!shape->runs)
        return;
    shape->runs = g_memdup2(shape->runs, shape->n_runs * sizeof *shape->runs);
    g_ptr_array_add(scene->runs, (gpointer) shape->runs);
}

void
scene_append(Scene *scene, const Scene *part, double x, double y)
{
    for (guint i = 0; i < part->shapes->len; i++) {
        Shape *shape = scene_add(scene, &g_array_index(part->shapes, Shape, i));
        shape->x += x;
        shape->y += y;
        shape->section = scene->section;
        shape->text = scene_string(scene, shape->text);
        shape->tip = scene_string(scene, shape->tip);
        copy_runs(scene, shape);
    }
}

static gboolean
shape_contains(const Shape *shape, double x, double y)
{
    return x >= shape->x && x < shape->x + shape->w && y >= shape->y && y < shape->y + shape->h;
}

/* Clips nest, so a shape can be hit only if every open clip contains the point. */
const Shape *
scene_hit(const Scene *scene, double x, double y)
{
    const Shape *found = NULL;
    gboolean inside[MAX_CLIPS] = {TRUE};
    guint depth = 0;

    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);

        if (shape->kind == SHAPE_CLIP && depth + 1 < MAX_CLIPS) {
            inside[depth + 1] = inside[depth] && shape_contains(shape, x, y);
            depth++;
        } else if (shape->kind == SHAPE_UNCLIP && depth > 0)
            depth--;
        else if (shape->hit != HIT_NOTHING && inside[depth] && shape_contains(shape, x, y))
            found = shape;
    }
    return found;
}
