/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene-paint.c - paint a scene as render nodes. It decides nothing. */
#include "ui/widgets/scene-paint.h"

#include <adwaita.h>
#include <math.h>

#include "ui/export/paint-text.h"
#include "ui/export/paint.h"

enum { MAX_LAYOUTS = 4000 };

/* A text as it is painted: cut at `width` px, or whole if that is -1. */
typedef struct {
    Font font;
    int width;
    char *text;
} TextKey;

static guint
text_key_hash(gconstpointer data)
{
    const TextKey *key = data;

    return g_str_hash(key->text) ^ (guint) key->width * 31u ^ (guint) key->font << 24;
}

static gboolean
text_key_equal(gconstpointer a, gconstpointer b)
{
    const TextKey *one = a, *other = b;

    return one->font == other->font && one->width == other->width &&
           !strcmp(one->text, other->text);
}

static void
text_key_free(void *data)
{
    g_free(((TextKey *) data)->text);
    g_free(data);
}

static PangoLayout *
new_layout(ScenePainter *self, const TextKey *key)
{
    PangoLayout *layout = gtk_widget_create_pango_layout(self->widget, key->text);

    pango_layout_set_font_description(layout, paint_font(key->font));
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    if (key->width >= 0) {
        pango_layout_set_width(layout, key->width * PANGO_SCALE);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    return layout;
}

static PangoLayout *
find_layout(ScenePainter *self, Font font, const char *text, int width)
{
    TextKey wanted = {font, width, (char *) text};
    PangoLayout *layout = g_hash_table_lookup(self->layouts, &wanted);

    if (layout)
        return layout;
    if (g_hash_table_size(self->layouts) >= MAX_LAYOUTS)
        g_hash_table_remove_all(self->layouts);
    layout = new_layout(self, &wanted);
    wanted.text = g_strdup(text);
    g_hash_table_insert(self->layouts, g_memdup2(&wanted, sizeof wanted), layout);
    return layout;
}

static GdkRGBA
colour(const Theme *theme, Role role)
{
    Colour c = theme->colours[role];

    return (GdkRGBA){c.red, c.green, c.blue, c.alpha};
}

static graphene_rect_t
bounds(const Shape *shape, double margin)
{
    double x = MIN(shape->x, shape->x + shape->w), y = MIN(shape->y, shape->y + shape->h);

    return GRAPHENE_RECT_INIT((float) (x - margin), (float) (y - margin),
                              (float) (fabs(shape->w) + 2 * margin),
                              (float) (fabs(shape->h) + 2 * margin));
}

/* Shapes too intricate for render nodes are painted by the exports' painter. */
static void
paint_by_cairo(ScenePainter *self, GtkSnapshot *snapshot, const Shape *shape, double margin)
{
    graphene_rect_t area = bounds(shape, margin);
    cairo_t *cr = gtk_snapshot_append_cairo(snapshot, &area);

    paint_shape(shape, self->theme, cr);
    cairo_destroy(cr);
}

static void
paint_rect(ScenePainter *self, GtkSnapshot *snapshot, const Shape *shape)
{
    graphene_rect_t area = bounds(shape, 0);
    GskRoundedRect outline;

    if (shape->pattern != PATTERN_NONE || shape->dashed) {
        paint_by_cairo(self, snapshot, shape, 1);
        return;
    }
    gsk_rounded_rect_init_from_rect(&outline, &area, (float) shape->radius);
    if (shape->fill != ROLE_NONE) {
        GdkRGBA fill = colour(self->theme, shape->fill);
        if (shape->radius > 0)
            gtk_snapshot_push_rounded_clip(snapshot, &outline);
        gtk_snapshot_append_color(snapshot, &fill, &area);
        if (shape->radius > 0)
            gtk_snapshot_pop(snapshot);
    }
    if (shape->edge != ROLE_NONE) {
        float w = (float) MAX(1, shape->line_width);
        GdkRGBA c = colour(self->theme, shape->edge);
        gtk_snapshot_append_border(snapshot, &outline, (float[]){w, w, w, w},
                                   (GdkRGBA[]){c, c, c, c});
    }
}

static void
paint_line(ScenePainter *self, GtkSnapshot *snapshot, const Shape *shape)
{
    double width = MAX(1, shape->line_width);
    GdkRGBA c = colour(self->theme, shape->edge);
    graphene_rect_t area;

    if (shape->w != 0 && shape->h != 0) {
        paint_by_cairo(self, snapshot, shape, width);
        return;
    }
    area = bounds(shape, 0);
    if (shape->h == 0) {
        area.origin.y -= (float) width / 2;
        area.size.height = (float) width;
    } else {
        area.origin.x -= (float) width / 2;
        area.size.width = (float) width;
    }
    gtk_snapshot_append_color(snapshot, &c, &area);
}

static double
aligned(const Shape *shape, int width)
{
    return shape->x + (shape->w - width) * scene_align_part(shape->align);
}

/* The scene has cut the text to its box already. Here its letters stand on whole pixels, which can
 * make it some pixels longer than it was measured. */
static gboolean
is_too_long(const Shape *shape, int width)
{
    return shape->w > 0 && width > shape->w * 1.1 + 2;
}

static void
paint_text(ScenePainter *self, GtkSnapshot *snapshot, const Shape *shape)
{
    GdkRGBA c = colour(self->theme, shape->fill);
    PangoLayout *layout = find_layout(self, shape->font, shape->text, -1);
    int width, height;

    pango_layout_get_pixel_size(layout, &width, &height);
    if (is_too_long(shape, width)) {
        layout = find_layout(self, shape->font, shape->text, (int) shape->w);
        width = (int) shape->w;
    }
    gtk_snapshot_save(snapshot);
    gtk_snapshot_translate(snapshot,
                           &GRAPHENE_POINT_INIT((float) round(aligned(shape, width)),
                                                (float) round(shape->y + (shape->h - height) / 2)));
    gtk_snapshot_append_layout(snapshot, layout, &c);
    gtk_snapshot_restore(snapshot);
}

static void
paint_disc(ScenePainter *self, GtkSnapshot *snapshot, const Shape *shape)
{
    paint_by_cairo(self, snapshot, shape, 2);
}

static void
paint_arrow(ScenePainter *self, GtkSnapshot *snapshot, const Shape *shape)
{
    paint_by_cairo(self, snapshot, shape, 24);
}

static void
paint_ring(ScenePainter *self, GtkSnapshot *snapshot, const Shape *shape)
{
    paint_by_cairo(self, snapshot, shape, shape->line_width);
}

static void
paint_clip(ScenePainter *self, GtkSnapshot *snapshot, const Shape *shape)
{
    graphene_rect_t area = bounds(shape, 0);

    gtk_snapshot_push_clip(snapshot, &area);
}

static void
paint_unclip(ScenePainter *self, GtkSnapshot *snapshot, const Shape *shape)
{
    gtk_snapshot_pop(snapshot);
}

static void (*const painters[])(ScenePainter *, GtkSnapshot *, const Shape *) = {
    [SHAPE_RECT] = paint_rect,     [SHAPE_LINE] = paint_line,   [SHAPE_TEXT] = paint_text,
    [SHAPE_DISC] = paint_disc,     [SHAPE_ARROW] = paint_arrow, [SHAPE_CLIP] = paint_clip,
    [SHAPE_UNCLIP] = paint_unclip, [SHAPE_RING] = paint_ring,
};

void
scene_painter_shape(ScenePainter *self, const Shape *shape, GtkSnapshot *snapshot)
{
    painters[shape->kind](self, snapshot, shape);
}

void
scene_painter_paint(ScenePainter *self, const Scene *scene, GtkSnapshot *snapshot)
{
    for (guint i = 0; i < scene->shapes->len; i++)
        scene_painter_shape(self, &g_array_index(scene->shapes, Shape, i), snapshot);
}

static void
update_theme(ScenePainter *self)
{
    AdwStyleManager *manager = adw_style_manager_get_default();

    self->theme = theme_find(adw_style_manager_get_dark(manager) ? "dark" : "light");
    gtk_widget_queue_draw(self->widget);
}

void
scene_painter_init(ScenePainter *self, GtkWidget *widget)
{
    self->widget = widget;
    self->layouts =
        g_hash_table_new_full(text_key_hash, text_key_equal, text_key_free, g_object_unref);
    g_signal_connect_swapped(adw_style_manager_get_default(), "notify::dark",
                             G_CALLBACK(update_theme), self);
    update_theme(self);
}

void
scene_painter_clear(ScenePainter *self)
{
    if (!self->layouts)
        return;
    g_signal_handlers_disconnect_by_data(adw_style_manager_get_default(), self);
    g_clear_pointer(&self->layouts, g_hash_table_unref);
}
