/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-picture.c - exports what is in view: the stretch, the lanes, the playhead. */
#include "app/window/window-picture.h"

GArray *
picture_lanes(MainWindow *self)
{
    const Model *model = recording_get_model(self->shown);
    const Scene *scene = timeline_view_get_scene(TIMELINE_VIEW(self->timeline));
    GArray *lanes = g_array_new(FALSE, FALSE, sizeof(guint32));
    guint n = 0;

    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        double middle = shape->y + shape->h / 2 - scene->lanes_y;
        if (shape->hit == HIT_LANE && middle >= 0 && middle <= scene->lanes_height)
            g_array_append_val(lanes, shape->track);
    }
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        n += model_tracks(model, group)->len;
    if (lanes->len > 0 && lanes->len < n)
        return lanes;
    g_array_unref(lanes);
    return NULL;
}

void
picture_range(MainWindow *self, gint64 *ret_from_ns, gint64 *ret_to_ns)
{
    TimelineView *timeline = TIMELINE_VIEW(self->timeline);
    const View *view = timeline_view_get_view(timeline);
    const Model *model = recording_get_model(self->shown);
    double right = view_unit(view, view->width - view->sizes->margin_right);
    gsize first = axis_event_at(model, view->axis, view->left);
    gsize last = axis_event_at(model, view->axis, right);
    gboolean whole = timeline_view_get_zoom(timeline) <= 0.0001;

    *ret_from_ns = whole ? 0 : model_event(model, first)->time_ns;
    *ret_to_ns = whole ? -1 : model_event(model, last)->time_ns;
}

static ExportOptions
options_for(MainWindow *self, const GArray *lanes)
{
    const View *view = timeline_view_get_view(TIMELINE_VIEW(self->timeline));
    gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());
    ExportOptions options = {
        .at_ns = -1,
        .at_number = view->playhead == MODEL_NONE ? 0 : view->playhead + 1,
        .axis = view->axis,
        .lanes = lanes,
        .says_more = TRUE,
        .theme = theme_find(dark ? "dark" : "light"),
    };

    picture_range(self, &options.from_ns, &options.to_ns);
    options.width = export_width(recording_get_model(self->shown), &options);
    return options;
}

gboolean
picture_write(MainWindow *self, const char *path, GError **error)
{
    g_autoptr(GArray) lanes = picture_lanes(self);
    const ExportOptions options = options_for(self, lanes);

    return export_model(recording_get_model(self->shown), &options, path, error);
}

GBytes *
picture_render(MainWindow *self, const char *extension, GError **error)
{
    g_autofree char *name = g_strdup_printf(".%s", extension);
    g_autoptr(GArray) lanes = picture_lanes(self);
    const ExportOptions options = options_for(self, lanes);
    GByteArray *bytes =
        export_render(recording_get_model(self->shown), &options, export_format(name), error);

    return bytes ? g_byte_array_free_to_bytes(bytes) : NULL;
}
