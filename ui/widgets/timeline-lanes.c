/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline-lanes.c - select lanes of the timeline, and fold groups of them. */
#include "ui/widgets/timeline-private.h"
#include "ui/widgets/timeline-view.h"

guint32
timeline_view_get_selected(TimelineView *self)
{
    return self->view.selected;
}

/* The shape that covers the whole lane of `track`. */
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
    timeline_forget_scene(self);
    show_lane(self, track);
    g_signal_emit_by_name(self, "selection-changed");
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
