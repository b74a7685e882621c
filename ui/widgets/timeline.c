/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline.c - the timeline widget: what it shows, and how that changes. */
#include "ui/widgets/timeline.h"

#include <adwaita.h>
#include <math.h>

#include "ui/export/export.h"
#include "ui/widgets/timeline-private.h"

/* The closest look: one event, and one nanosecond, are no wider than this. */
static const double max_scale[] = {[AXIS_TIME] = 0.5, [AXIS_ELASTIC] = 240};

enum { SIGNAL_PLAYHEAD, SIGNAL_SELECTION, SIGNAL_VIEW, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(TimelineView, timeline_view, GTK_TYPE_WIDGET)

/* ---- the view ---- */

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
closest_scale(TimelineView *self)
{
    return MAX(max_scale[self->view.axis], fit_scale(self));
}

Scene *
timeline_scene(TimelineView *self)
{
    if (!self->scene)
        self->scene = layout_scene(self->model, &self->view, export_metrics());
    return self->scene;
}

static void
forget_scene(TimelineView *self)
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

double
timeline_visible(TimelineView *self)
{
    return lanes_width(self) / self->view.scale;
}

void
timeline_clamp(TimelineView *self)
{
    View *view = &self->view;

    view->scale = CLAMP(view->scale, fit_scale(self), closest_scale(self));
    view->left = CLAMP(view->left, 0, MAX(0, length(self) - timeline_visible(self)));
}

/* The scrollbar's range is the scene's content; the scene's place is the scrollbar's. */
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
    if (self->fitted && self->view.width > 0) {
        self->view.left = 0;
        self->view.scale = fit_scale(self);
    }
    timeline_clamp(self);
    forget_scene(self);
    update_scrolling(self);
    g_signal_emit(self, signals[SIGNAL_VIEW], 0);
}

static void
on_scrolled(GtkAdjustment *adjustment, TimelineView *self)
{
    double scroll = round(gtk_adjustment_get_value(adjustment));

    if (scroll == self->view.scroll)
        return;
    self->view.scroll = scroll;
    forget_scene(self);
}

void
timeline_view_fit(TimelineView *self)
{
    self->fitted = TRUE;
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
    self->fitted = view->scale <= fit_scale(self) * 1.0001;
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

/* Move the view sideways as little as brings the playhead into it. */
static void
show_playhead(TimelineView *self)
{
    View *view = &self->view;
    double margin = MIN(40, lanes_width(self) / 4) / view->scale;
    double visible = timeline_visible(self);
    double unit = playhead_unit(self);

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

void
timeline_view_set_axis(TimelineView *self, AxisKind axis)
{
    if (axis == self->view.axis)
        return;
    self->view.axis = axis;
    timeline_view_fit(self);
}

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
    forget_scene(self);
    describe(self);
    g_signal_emit(self, signals[SIGNAL_PLAYHEAD], 0);
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
    show_playhead(self);
}

void
timeline_drag_playhead(TimelineView *self, double x)
{
    double unit = view_unit(&self->view, x);

    if (!model_n_events(self->model))
        return;
    self->following = FALSE;
    timeline_move_playhead(self, axis_event_at(self->model, self->view.axis, MAX(0, unit)));
    show_playhead(self);
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
    show_playhead(self);
}

void
timeline_view_follow(TimelineView *self)
{
    self->following = TRUE;
    go_to_end(self);
}

static const Track *
selected_track(TimelineView *self)
{
    guint32 selected = self->view.selected;

    return selected != TRACE_NOBODY ? model_track(self->model, selected) : NULL;
}

void
timeline_view_step(TimelineView *self, int step)
{
    gsize next = MODEL_NONE;

    if (self->view.playhead != MODEL_NONE)
        next = model_step(self->model, selected_track(self), self->view.playhead, step);
    if (next != MODEL_NONE)
        timeline_view_set_playhead(self, next);
}

/* ---- lanes ---- */

guint32
timeline_view_get_selected(TimelineView *self)
{
    return self->view.selected;
}

/* The lane's own shape: its background, or its name when it has none. */
static const Shape *
find_lane(const Scene *scene, guint32 track)
{
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->hit == HIT_LANE && shape->track == track)
            return shape;
    }
    return NULL;
}

static void
show_lane(TimelineView *self, guint32 track)
{
    const Scene *scene = timeline_scene(self);
    const Shape *lane = find_lane(scene, track);

    if (lane) {
        double top = lane->y - scene->lanes_y + self->view.scroll;
        gtk_adjustment_clamp_page(self->vadjustment, top, top + lane->h);
    }
}

void
timeline_view_select(TimelineView *self, guint32 track)
{
    if (track == self->view.selected)
        return;
    self->view.selected = track;
    forget_scene(self);
    show_lane(self, track);
    g_signal_emit(self, signals[SIGNAL_SELECTION], 0);
}

static gboolean
group_is_folded(TimelineView *self, TraceTrack group)
{
    guint bit = 1u << group;

    if (!model_tracks(self->model, group)->len)
        return !(self->view.unfolded & bit);
    return !!(self->view.folded & bit);
}

/* Every lane that can be seen or scrolled to, in order, of guint32. */
static GArray *
visible_lanes(TimelineView *self)
{
    GArray *lanes = g_array_new(FALSE, FALSE, sizeof(guint32));

    for (guint group = 0; group < TRACE_N_TRACKS; group++) {
        const GPtrArray *tracks = model_tracks(self->model, group);

        for (guint i = 0; i < tracks->len && !group_is_folded(self, group); i++)
            g_array_append_val(lanes, ((const Track *) tracks->pdata[i])->id);
    }
    return lanes;
}

void
timeline_view_select_next(TimelineView *self, int step)
{
    g_autoptr(GArray) lanes = visible_lanes(self);
    int found = step > 0 ? -1 : (int) lanes->len;

    for (guint i = 0; i < lanes->len; i++) {
        if (g_array_index(lanes, guint32, i) == self->view.selected)
            found = (int) i;
    }
    found += step > 0 ? 1 : -1;
    if (found >= 0 && found < (int) lanes->len)
        timeline_view_select(self, g_array_index(lanes, guint32, found));
}

void
timeline_view_toggle_group(TimelineView *self, TraceTrack group)
{
    if (model_tracks(self->model, group)->len)
        self->view.folded ^= 1u << group;
    else
        self->view.unfolded ^= 1u << group;
    timeline_view_touch(self);
}

/* ---- the model ---- */

void
timeline_view_set_model(TimelineView *self, const Model *model, gboolean live)
{
    gsize n;

    self->model = model ? model : self->nothing;
    n = model_n_events(self->model);
    self->live = self->following = live;
    self->fitted = TRUE;
    self->view.selected = TRACE_NOBODY;
    self->view.folded = self->view.unfolded = 0;
    self->view.scroll = 0;
    self->view.playhead = MODEL_NONE;
    timeline_view_touch(self);
    timeline_move_playhead(self, !n ? MODEL_NONE : live ? n - 1 : 0);
    g_signal_emit(self, signals[SIGNAL_SELECTION], 0);
}

static gboolean
show_appended(GtkWidget *widget, GdkFrameClock *clock, void *data)
{
    TimelineView *self = TIMELINE_VIEW(widget);

    self->tick = 0;
    if (self->following)
        go_to_end(self);
    else
        forget_scene(self);
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
    timeline_paint(TIMELINE_VIEW(widget), snapshot);
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
    const Shape *shape = keyboard ? NULL : scene_hit(timeline_scene(TIMELINE_VIEW(widget)), x, y);

    if (!shape || !shape->tip)
        return FALSE;
    gtk_tooltip_set_text(tooltip, shape->tip);
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
    timeline_paint_clear(self);
    G_OBJECT_CLASS(timeline_view_parent_class)->dispose(object);
}

static guint
new_signal(const char *name)
{
    return g_signal_new(name, TIMELINE_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                        G_TYPE_NONE, 0);
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
    signals[SIGNAL_PLAYHEAD] = new_signal("playhead-changed");
    signals[SIGNAL_SELECTION] = new_signal("selection-changed");
    signals[SIGNAL_VIEW] = new_signal("view-changed");
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
    self->fitted = TRUE;
    self->vadjustment = g_object_ref_sink(gtk_adjustment_new(0, 0, 1, 30, 1, 1));
    g_signal_connect(self->vadjustment, "value-changed", G_CALLBACK(on_scrolled), self);
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_has_tooltip(GTK_WIDGET(self), TRUE);
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL, "Timeline",
                                   -1);
    timeline_paint_init(self);
    timeline_input_init(self);
}

GtkWidget *
timeline_view_new(void)
{
    return g_object_new(TIMELINE_TYPE_VIEW, NULL);
}
