/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slide.c - paints a scene, what covers it, and the spot of the pointer. */
#include "ui/widgets/slide.h"

#include <math.h>

#include "ui/export/paint.h"

static const double spot_share = 0.012; /* its radius, of the page's width */
static const GdkRGBA spot_colour = {0.85f, 0.1f, 0.15f, 0.75f};

static const GdkRGBA covers[] = {
    [COVER_BLACK] = {0, 0, 0, 1},
    [COVER_WHITE] = {1, 1, 1, 1},
};

struct _SlideView {
    GtkWidget parent_instance;
    Scene *scene;
    const Theme *theme;
    SlideCover cover;
    gboolean spot;
    double spot_x, spot_y; /* px; negative: the pointer is elsewhere */
};

G_DEFINE_FINAL_TYPE(SlideView, slide_view, GTK_TYPE_WIDGET)

/* ---- painting ---- */

static graphene_rect_t
whole(SlideView *self)
{
    GtkWidget *widget = GTK_WIDGET(self);

    return GRAPHENE_RECT_INIT(0, 0, (float) gtk_widget_get_width(widget),
                              (float) gtk_widget_get_height(widget));
}

static void
paint_page(SlideView *self, GtkSnapshot *snapshot)
{
    graphene_rect_t area = whole(self);
    double width = area.size.width, height = area.size.height;
    double scale = MIN(width / self->scene->width, height / self->scene->height);
    Colour ground = self->theme->colours[ROLE_BACKGROUND];
    cairo_t *cr = gtk_snapshot_append_cairo(snapshot, &area);

    cairo_set_source_rgb(cr, ground.red, ground.green, ground.blue);
    cairo_paint(cr);
    cairo_translate(cr, floor((width - scale * self->scene->width) / 2),
                    floor((height - scale * self->scene->height) / 2));
    cairo_scale(cr, scale, scale);
    paint_scene(self->scene, self->theme, cr);
    cairo_destroy(cr);
}

static void
paint_spot(SlideView *self, GtkSnapshot *snapshot)
{
    float radius = (float) (spot_share * gtk_widget_get_width(GTK_WIDGET(self)));
    graphene_rect_t area = GRAPHENE_RECT_INIT(
        (float) self->spot_x - radius, (float) self->spot_y - radius, 2 * radius, 2 * radius);
    GskRoundedRect disc;

    gsk_rounded_rect_init_from_rect(&disc, &area, radius);
    gtk_snapshot_push_rounded_clip(snapshot, &disc);
    gtk_snapshot_append_color(snapshot, &spot_colour, &area);
    gtk_snapshot_pop(snapshot);
}

static void
slide_view_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    SlideView *self = SLIDE_VIEW(widget);
    graphene_rect_t area = whole(self);

    if (self->cover != COVER_NONE)
        gtk_snapshot_append_color(snapshot, &covers[self->cover], &area);
    else if (self->scene)
        paint_page(self, snapshot);
    if (self->spot && self->spot_x >= 0)
        paint_spot(self, snapshot);
}

/* ---- the pointer ---- */

static void
on_motion(GtkEventControllerMotion *motion, double x, double y, SlideView *self)
{
    self->spot_x = x;
    self->spot_y = y;
    if (self->spot)
        gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
on_leave(GtkEventControllerMotion *motion, SlideView *self)
{
    on_motion(motion, -1, -1, self);
}

void
slide_view_set_spot(SlideView *self, gboolean shown)
{
    self->spot = shown;
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

/* ---- what it shows ---- */

void
slide_view_set_page(SlideView *self, Scene *scene, const Theme *theme, const char *words)
{
    g_clear_pointer(&self->scene, scene_free);
    self->scene = scene;
    self->theme = theme;
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
slide_view_set_cover(SlideView *self, SlideCover cover)
{
    self->cover = cover;
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

/* ---- the widget ---- */

static void
slide_view_finalize(GObject *object)
{
    g_clear_pointer(&SLIDE_VIEW(object)->scene, scene_free);
    G_OBJECT_CLASS(slide_view_parent_class)->finalize(object);
}

static void
slide_view_class_init(SlideViewClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = slide_view_finalize;
    GTK_WIDGET_CLASS(klass)->snapshot = slide_view_snapshot;
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "slide");
    gtk_widget_class_set_accessible_role(GTK_WIDGET_CLASS(klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
slide_view_init(SlideView *self)
{
    GtkEventController *motion = gtk_event_controller_motion_new();

    self->spot_x = self->spot_y = -1;
    g_signal_connect(motion, "motion", G_CALLBACK(on_motion), self);
    g_signal_connect(motion, "leave", G_CALLBACK(on_leave), self);
    gtk_widget_add_controller(GTK_WIDGET(self), motion);
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
slide_view_new(void)
{
    return g_object_new(SLIDE_TYPE_VIEW, NULL);
}
