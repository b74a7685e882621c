/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline-view.c - which part of the run the timeline shows: zoom, position, scrolling, axis. */
#include "ui/widgets/timeline-view.h"

#include <math.h>

#include "ui/export/export.h"

static double
length(TimelineView *self)
{
    return axis_length(self->model, self->view.axis);
}

static double
fit_scale(TimelineView *self)
{
    const View *view = &self->view;

    return view_fit(self->model, view->axis, view->width, view->height, view->parts, view->sizes)
        .scale;
}

static double
fitted_scale(TimelineView *self)
{
    double fit = fit_scale(self);

    return self->fit == FIT_LEGIBLE ? MAX(fit, axes[self->view.axis].legible) : fit;
}

static double
closest_scale(TimelineView *self)
{
    return MAX(axes[self->view.axis].closest, fit_scale(self));
}

/* The widget has no width before it is first shown, and may later be narrower than the names. The
 * scene has room for lanes all the same. */
Scene *
timeline_scene(TimelineView *self)
{
    View view = self->view;

    view.width = MAX(view.width, view.sizes->names_width + view.sizes->margin_right + 1);
    if (!self->scene)
        self->scene = layout_scene(self->model, &view, export_metrics());
    return self->scene;
}

void
timeline_forget_scene(TimelineView *self)
{
    g_clear_pointer(&self->scene, scene_free);
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

static double
lanes_width(TimelineView *self)
{
    const View *view = &self->view;
    const Sizes *sizes = view->sizes;

    return MAX(1, view->width - sizes->names_width - sizes->margin_right);
}

/* How much of the axis is in view, units. */
static double
visible_units(TimelineView *self)
{
    return lanes_width(self) / self->view.scale;
}

/* Keep `scale` and `left` within what there is to see. */
static void
clamp_view(TimelineView *self)
{
    View *view = &self->view;

    view->scale = CLAMP(view->scale, fit_scale(self), closest_scale(self));
    view->left = CLAMP(view->left, 0, MAX(0, length(self) - visible_units(self)));
}

/* The scrollbar takes its range from the scene's content; the scene takes its position from the
 * scrollbar. */
static void
update_scrolling(TimelineView *self)
{
    const Scene *scene = timeline_scene(self);
    double page = MAX(1, scene->lanes_height);
    double upper = MAX(page, scene->content_height);

    gtk_adjustment_configure(self->vadjustment, MIN(self->view.scroll, upper - page), 0, upper, 30,
                             page * 0.9, page);
}

void
timeline_view_touch(TimelineView *self)
{
    if (self->fit && self->view.width > 0)
        self->view.scale = fitted_scale(self);
    clamp_view(self);
    timeline_forget_scene(self);
    update_scrolling(self);
    g_signal_emit_by_name(self, "view-changed");
}

void
timeline_on_scrolled(GtkAdjustment *adjustment, TimelineView *self)
{
    double scroll = round(gtk_adjustment_get_value(adjustment));

    if (scroll == self->view.scroll)
        return;
    self->view.scroll = scroll;
    timeline_forget_scene(self);
}

void
timeline_view_fit(TimelineView *self)
{
    self->fit = FIT_WHOLE;
    timeline_view_touch(self);
}

static double
playhead_unit(TimelineView *self)
{
    const View *view = &self->view;

    if (view->playhead == MODEL_NONE)
        return view->left;
    return axis_of_event(self->model, view->axis, view->playhead);
}

void
timeline_view_zoom(TimelineView *self, double factor, double x)
{
    View *view = &self->view;
    double unit = x < 0 ? playhead_unit(self) : view_unit(view, x);
    double at = (unit - view->left) * view->scale;

    if (at < 0 || at > lanes_width(self))
        at = lanes_width(self) / 2;
    view->scale = CLAMP(view->scale * factor, fit_scale(self), closest_scale(self));
    view->left = unit - at / view->scale;
    self->fit = view->scale <= fit_scale(self) * 1.0001 ? FIT_WHOLE : FIT_NOT;
    timeline_view_touch(self);
}

double
timeline_view_get_zoom(TimelineView *self)
{
    double fit = fit_scale(self);
    double range = log(closest_scale(self) / fit);

    return range > 0 ? CLAMP(log(self->view.scale / fit) / range, 0, 1) : 0;
}

void
timeline_view_set_zoom(TimelineView *self, double zoom)
{
    double fit = fit_scale(self);
    double scale = fit * pow(closest_scale(self) / fit, CLAMP(zoom, 0, 1));

    timeline_view_zoom(self, scale / self->view.scale, -1);
}

/* Leaves a margin between the playhead and the edge of the view. Whoever follows a run sees how far
 * it has come, which may be far from the last event. */
void
timeline_show_playhead(TimelineView *self)
{
    View *view = &self->view;
    double margin = MIN(40, lanes_width(self) / 4) / view->scale;
    double visible = visible_units(self);
    double unit = timeline_view_is_following(self) ? length(self) : playhead_unit(self);

    if (unit < view->left + margin)
        view->left = unit - margin;
    else if (unit > view->left + visible - margin)
        view->left = unit - visible + margin;
    else
        return;
    timeline_view_touch(self);
}

AxisKind
timeline_view_get_axis(TimelineView *self)
{
    return self->view.axis;
}

/* The scale at which another axis shows about the same events. */
static double
scale_on(TimelineView *self, AxisKind axis)
{
    const View *view = &self->view;
    double right = view->left + visible_units(self);
    gsize first = axis_event_at(self->model, view->axis, view->left);
    gsize last = axis_event_at(self->model, view->axis, right);
    double units = axis_of_event(self->model, axis, last) - axis_of_event(self->model, axis, first);

    return lanes_width(self) / MAX(units, 1);
}

void
timeline_view_set_axis(TimelineView *self, AxisKind axis)
{
    View *view = &self->view;
    double at = (playhead_unit(self) - view->left) * view->scale;
    double scale;

    if (axis == view->axis)
        return;
    scale = scale_on(self, axis);
    self->fit = self->fit ? FIT_LEGIBLE : FIT_NOT;
    view->axis = axis;
    view->scale =
        CLAMP(self->fit ? fitted_scale(self) : scale, fit_scale(self), closest_scale(self));
    view->left = playhead_unit(self) - CLAMP(at, 0, lanes_width(self)) / view->scale;
    timeline_view_touch(self);
}
