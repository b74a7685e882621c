/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline.c - the timeline widget: what it shows and how that changes. */
#include "ui/scene/tell.h"
#include "ui/widgets/timeline-input.h"
#include "ui/widgets/timeline-private.h"
#include "ui/widgets/timeline-view.h"

G_DEFINE_FINAL_TYPE(TimelineView, timeline_view, GTK_TYPE_WIDGET)

/* ---- the playhead ---- */

static void
describe(TimelineView *self)
{
    gsize event = self->view.playhead;
    g_autofree char *text =
        event == MODEL_NONE ? g_strdup("no events") : model_describe(self->model, event);

    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                   -1);
}

void
timeline_move_playhead(TimelineView *self, gsize event)
{
    if (event == self->view.playhead)
        return;
    self->view.playhead = event;
    timeline_forget_scene(self);
    describe(self);
    g_signal_emit_by_name(self, "playhead-changed");
}

gsize
timeline_view_get_playhead(TimelineView *self)
{
    return self->view.playhead;
}

void
timeline_view_set_playhead(TimelineView *self, gsize event)
{
    gsize n = model_n_events(self->model);

    if (!n)
        return;
    self->following = FALSE;
    timeline_move_playhead(self, MIN(event, n - 1));
    timeline_show_playhead(self);
}

void
timeline_drag_playhead(TimelineView *self, double x)
{
    double unit = view_unit(&self->view, x);

    if (!model_n_events(self->model))
        return;
    self->following = FALSE;
    timeline_move_playhead(self, axis_event_at(self->model, self->view.axis, MAX(0, unit)));
    timeline_show_playhead(self);
}

gboolean
timeline_view_is_following(TimelineView *self)
{
    return self->live && self->following;
}

static void
go_to_end(TimelineView *self)
{
    gsize n = model_n_events(self->model);

    timeline_view_touch(self);
    if (n)
        timeline_move_playhead(self, n - 1);
    timeline_show_playhead(self);
}

void
timeline_view_follow(TimelineView *self)
{
    self->following = TRUE;
    go_to_end(self);
}

void
timeline_view_set_hovered(TimelineView *self, guint32 track)
{
    if (track == self->view.hovered)
        return;
    self->view.hovered = track;
    timeline_forget_scene(self);
}

/* ---- the model ---- */

void
timeline_view_set_model(TimelineView *self, const Model *model, gboolean live)
{
    gsize n;

    self->model = model ? model : self->nothing;
    n = model_n_events(self->model);
    self->live = self->following = live;
    self->fit = FIT_LEGIBLE;
    self->view.left = 0;
    self->view.selected = self->view.hovered = TRACE_NOBODY;
    self->view.folded = self->view.unfolded = 0;
    self->view.scroll = 0;
    self->view.playhead = MODEL_NONE;
    timeline_view_touch(self);
    timeline_move_playhead(self, !n ? MODEL_NONE : live ? n - 1 : 0);
    g_signal_emit_by_name(self, "selection-changed");
}

static gboolean
show_appended(GtkWidget *widget, GdkFrameClock *clock, void *data)
{
    TimelineView *self = TIMELINE_VIEW(widget);

    self->tick = 0;
    if (self->following)
        go_to_end(self);
    else
        timeline_forget_scene(self);
    return G_SOURCE_REMOVE;
}

void
timeline_view_model_changed(TimelineView *self)
{
    if (!self->tick)
        self->tick = gtk_widget_add_tick_callback(GTK_WIDGET(self), show_appended, NULL, NULL);
}

void
timeline_view_model_ended(TimelineView *self)
{
    timeline_view_model_changed(self);
    self->live = FALSE;
}

const View *
timeline_view_get_view(TimelineView *self)
{
    return &self->view;
}

const Scene *
timeline_view_get_scene(TimelineView *self)
{
    return timeline_scene(self);
}

GtkAdjustment *
timeline_view_get_vadjustment(TimelineView *self)
{
    return self->vadjustment;
}

/* ---- the widget ---- */

static void
timeline_view_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    TimelineView *self = TIMELINE_VIEW(widget);

    if (self->view.width == width && self->view.height == height)
        return;
    self->view.width = width;
    self->view.height = height;
    timeline_view_touch(self);
}

static void
timeline_view_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    TimelineView *self = TIMELINE_VIEW(widget);

    scene_painter_paint(&self->painter, timeline_scene(self), snapshot);
}

static void
timeline_view_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
    *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 240;
    *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 760 : 700;
}

static gboolean
timeline_view_query_tooltip(GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
    const Scene *scene = timeline_scene(TIMELINE_VIEW(widget));
    const Shape *shape = keyboard ? NULL : scene_hit(scene, x, y);
    g_autofree char *tip = shape ? tell_shape(scene, shape) : NULL;

    if (!tip)
        return FALSE;
    gtk_tooltip_set_text(tooltip, tip);
    gtk_tooltip_set_tip_area(tooltip, &(GdkRectangle){(int) shape->x, (int) shape->y,
                                                      (int) shape->w + 1, (int) shape->h + 1});
    return TRUE;
}

static void
timeline_view_dispose(GObject *object)
{
    TimelineView *self = TIMELINE_VIEW(object);

    if (self->tick)
        gtk_widget_remove_tick_callback(GTK_WIDGET(self), self->tick);
    self->tick = 0;
    g_clear_pointer(&self->scene, scene_free);
    g_clear_object(&self->vadjustment);
    g_clear_pointer(&self->nothing, model_free);
    scene_painter_clear(&self->painter);
    G_OBJECT_CLASS(timeline_view_parent_class)->dispose(object);
}

static void
add_signal(const char *name)
{
    g_signal_new(name, TIMELINE_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
timeline_view_class_init(TimelineViewClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = timeline_view_dispose;
    widget_class->size_allocate = timeline_view_size_allocate;
    widget_class->snapshot = timeline_view_snapshot;
    widget_class->measure = timeline_view_measure;
    widget_class->query_tooltip = timeline_view_query_tooltip;
    gtk_widget_class_set_css_name(widget_class, "timeline");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
    linked_add_signals(G_OBJECT_CLASS(klass));
    add_signal("playhead-changed");
    add_signal("selection-changed");
    add_signal("view-changed");
}

static void
timeline_view_init(TimelineView *self)
{
    self->view = (View){.axis = AXIS_ELASTIC,
                        .scale = 1,
                        .playhead = MODEL_NONE,
                        .parts = PART_SCREEN,
                        .sizes = &sizes_picture};
    self->model = self->nothing = model_new();
    self->fit = FIT_LEGIBLE;
    self->vadjustment = g_object_ref_sink(gtk_adjustment_new(0, 0, 1, 30, 1, 1));
    g_signal_connect(self->vadjustment, "value-changed", G_CALLBACK(timeline_on_scrolled), self);
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_has_tooltip(GTK_WIDGET(self), TRUE);
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL, "Timeline",
                                   -1);
    scene_painter_init(&self->painter, GTK_WIDGET(self));
    timeline_input_init(self);
}

GtkWidget *
timeline_view_new(void)
{
    return g_object_new(TIMELINE_TYPE_VIEW, NULL);
}
