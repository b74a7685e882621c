/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop-picture.c - the widget that paints the loop's picture. */
#include "ui/widgets/loop-picture.h"

#include "ui/export/export.h"
#include "ui/widgets/loop-input.h"

enum { LEAST_WIDTH_PX = 230, WIDTH_PX = 720, FOCUS_PX = 2 };

static const double plain_dpi = 96;

G_DEFINE_FINAL_TYPE(LoopPicture, loop_picture, GTK_TYPE_WIDGET)

/* ---- the scene ---- */

double
loop_picture_get_scale(LoopPicture *self)
{
    int dpi;

    g_object_get(gtk_widget_get_settings(GTK_WIDGET(self)), "gtk-xft-dpi", &dpi, NULL);
    return dpi > 0 ? dpi / 1024.0 / plain_dpi : 1;
}

const Scene *
loop_picture_get_scene(LoopPicture *self)
{
    if (!self->scene && self->state)
        self->scene = now_scene(self->model, self->state, &self->view, export_metrics());
    return self->scene;
}

void
loop_forget_scene(LoopPicture *self)
{
    g_clear_pointer(&self->scene, scene_free);
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
loop_stop_moves(LoopPicture *self)
{
    if (self->tick)
        gtk_widget_remove_tick_callback(GTK_WIDGET(self), self->tick);
    self->tick = 0;
    loop_moves_stop(&self->moves);
}

void
loop_picture_set_state(LoopPicture *self, const Model *model, State *state)
{
    loop_stop_moves(self);
    self->model = model;
    self->state = state;
    self->view.opened = 0;
    loop_forget_scene(self);
    gtk_widget_queue_resize(GTK_WIDGET(self));
}

void
loop_picture_set_lit(LoopPicture *self, Lit lit)
{
    if (lit.selected == self->view.selected && lit.hovered == self->view.hovered)
        return;
    self->view.selected = lit.selected;
    self->view.hovered = lit.hovered;
    loop_forget_scene(self);
}

/* ---- moves ---- */

static gboolean
on_frame(GtkWidget *widget, GdkFrameClock *clock, void *data)
{
    LoopPicture *self = LOOP_PICTURE(widget);
    gboolean more = loop_moves_advance(&self->moves, gdk_frame_clock_get_frame_time(clock));

    gtk_widget_queue_draw(widget);
    if (!more)
        self->tick = 0;
    return more ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
may_move(LoopPicture *self)
{
    gboolean wanted;

    g_object_get(gtk_widget_get_settings(GTK_WIDGET(self)), "gtk-enable-animations", &wanted, NULL);
    return wanted && gtk_widget_get_mapped(GTK_WIDGET(self));
}

void
loop_picture_state_changed(LoopPicture *self)
{
    Scene *before = g_steal_pointer(&self->scene);
    double height = before ? before->height : 0;

    gtk_widget_queue_draw(GTK_WIDGET(self));
    if (!self->state)
        return;
    if (before && may_move(self) &&
        loop_moves_begin(&self->moves, before, loop_picture_get_scene(self)) && !self->tick)
        self->tick = gtk_widget_add_tick_callback(GTK_WIDGET(self), on_frame, NULL, NULL);
    if (height != loop_picture_get_scene(self)->height)
        gtk_widget_queue_resize(GTK_WIDGET(self));
    scene_free(before);
}

gboolean
loop_picture_is_moving(LoopPicture *self)
{
    return self->tick != 0;
}

static gboolean
loop_picture_query_tooltip(GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
    const Shape *shape = keyboard ? NULL : loop_hit(LOOP_PICTURE(widget), x, y);

    if (!shape || !shape->tip)
        return FALSE;
    gtk_tooltip_set_text(tooltip, shape->tip);
    return TRUE;
}

/* ---- painting ---- */

static void
paint_moving(LoopPicture *self, const Shape *shape, GtkSnapshot *snapshot, double x, double y)
{
    gtk_snapshot_save(snapshot);
    gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float) x, (float) y));
    scene_painter_shape(&self->painter, shape, snapshot);
    gtk_snapshot_restore(snapshot);
}

/* Boxes that move are painted above all that stays. */
static void
paint(LoopPicture *self, const Scene *scene, GtkSnapshot *snapshot)
{
    double x, y;

    for (int moving = FALSE; moving <= TRUE; moving++)
        for (guint i = 0; i < scene->shapes->len; i++) {
            const Shape *shape = &g_array_index(scene->shapes, Shape, i);
            gboolean moves = loop_moves_offset(&self->moves, shape, &x, &y);

            if (moves && moving)
                paint_moving(self, shape, snapshot, x, y);
            else if (!moves && !moving)
                scene_painter_shape(&self->painter, shape, snapshot);
        }
}

static void
paint_focus(LoopPicture *self, GtkSnapshot *snapshot)
{
    const Shape *target = loop_target(self, self->focus);
    Shape ring;

    if (!target || !gtk_widget_has_visible_focus(GTK_WIDGET(self)))
        return;
    ring = *target;
    ring.x -= FOCUS_PX;
    ring.y -= FOCUS_PX;
    ring.w += 2 * FOCUS_PX;
    ring.h += 2 * FOCUS_PX;
    ring.fill = ROLE_NONE;
    ring.edge = ROLE_VIEWPORT_EDGE;
    ring.line_width = FOCUS_PX;
    scene_painter_shape(&self->painter, &ring, snapshot);
}

static void
loop_picture_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    LoopPicture *self = LOOP_PICTURE(widget);
    const Scene *scene = loop_picture_get_scene(self);
    float scale = (float) loop_picture_get_scale(self);

    if (!scene)
        return;
    gtk_snapshot_scale(snapshot, scale, scale);
    paint(self, scene, snapshot);
    paint_focus(self, snapshot);
}

/* ---- the widget ---- */

static void
set_width(LoopPicture *self, double width)
{
    if (width == self->view.width)
        return;
    self->view.width = width;
    loop_stop_moves(self);
    loop_forget_scene(self);
}

static void
loop_picture_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    LoopPicture *self = LOOP_PICTURE(widget);

    set_width(self, width / loop_picture_get_scale(self));
}

static GtkSizeRequestMode
loop_picture_get_request_mode(GtkWidget *widget)
{
    return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The height does not depend on the width but where columns are put below each other. */
static void
loop_picture_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
    LoopPicture *self = LOOP_PICTURE(widget);
    double scale = loop_picture_get_scale(self);

    if (orientation == GTK_ORIENTATION_HORIZONTAL) {
        *minimum = (int) (LEAST_WIDTH_PX * scale);
        *natural = (int) (WIDTH_PX * scale);
        return;
    }
    if (for_size > 0)
        set_width(self, for_size / scale);
    *minimum = *natural = self->state ? (int) (loop_picture_get_scene(self)->height * scale) : 0;
}

static void
loop_picture_dispose(GObject *object)
{
    LoopPicture *self = LOOP_PICTURE(object);

    loop_stop_moves(self);
    g_clear_pointer(&self->scene, scene_free);
    self->state = NULL;
    scene_painter_clear(&self->painter);
    G_OBJECT_CLASS(loop_picture_parent_class)->dispose(object);
}

static void
loop_picture_finalize(GObject *object)
{
    loop_moves_clear(&LOOP_PICTURE(object)->moves);
    G_OBJECT_CLASS(loop_picture_parent_class)->finalize(object);
}

static void
loop_picture_class_init(LoopPictureClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = loop_picture_dispose;
    G_OBJECT_CLASS(klass)->finalize = loop_picture_finalize;
    widget_class->size_allocate = loop_picture_size_allocate;
    widget_class->snapshot = loop_picture_snapshot;
    widget_class->measure = loop_picture_measure;
    widget_class->get_request_mode = loop_picture_get_request_mode;
    widget_class->query_tooltip = loop_picture_query_tooltip;
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_IMG);
    linked_add_signals(G_OBJECT_CLASS(klass));
}

static void
loop_picture_init(LoopPicture *self)
{
    self->view = (NowView){.width = WIDTH_PX, .rows = NOW_ROWS};
    loop_moves_init(&self->moves);
    scene_painter_init(&self->painter, GTK_WIDGET(self));
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_has_tooltip(GTK_WIDGET(self), TRUE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   "The loop now", -1);
    loop_input_init(self);
}

GtkWidget *
loop_picture_new(void)
{
    return g_object_new(LOOP_TYPE_PICTURE, NULL);
}
