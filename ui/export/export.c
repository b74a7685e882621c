/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - write a model to a file as a page. */
#include "ui/export/export.h"

#include <math.h>

#include "ui/export/files.h"
#include "ui/model/text.h"
#include "ui/scene/choose.h"

static const double least_width = 320, roomy_width = 900, usual_width = 1280, /* px */
    most_width = 8000;
static const double least_zoom = 0.05, most_zoom = 4, smaller = 0.97;
static const double readable_zoom = 0.7; /* with what goes on where there are too many lanes */
static const double most_height = 3000, least_lane = 26; /* px */

const ExportFormat *
export_format(const char *path)
{
    const char *dot = strrchr(path, '.');
    gsize n;
    const ExportFormat *const *formats = export_formats(&n);

    for (gsize i = 0; i < n && dot != NULL; i++)
        if (g_ascii_strcasecmp(dot + 1, formats[i]->extension) == 0)
            return formats[i];
    return NULL;
}

char *
export_endings(const char *before, const char *between, const char *last)
{
    gsize n;
    const ExportFormat *const *formats = export_formats(&n);
    g_autofree const char **words = g_new(const char *, n);

    for (gsize i = 0; i < n; i++)
        words[i] = formats[i]->extension;
    return text_list(words, n, before, between, last);
}

double
export_width(const Model *model, const ExportOptions *options)
{
    gint64 to_ns = options->to_ns < 0 ? G_MAXINT64 : options->to_ns;
    View view = view_range(model, options->axis, options->from_ns, to_ns, usual_width, 0, PART_PAGE,
                           &sizes_picture);
    double wider = axes[options->axis].legible / view.scale;
    double lanes = usual_width - sizes_picture.names_width - sizes_picture.margin_right;

    return CLAMP(ceil(usual_width - lanes + lanes * wider), usual_width, most_width);
}

gboolean
export_lanes_exist(const Model *const *models, guint n, char **names, GError **error)
{
    g_autoptr(GArray) lanes = g_array_new(FALSE, FALSE, sizeof(guint32));

    for (; *names; names++) {
        gboolean exists = FALSE;
        for (guint i = 0; i < n && !exists; i++)
            exists = choose_named(models[i], *names, lanes);
        if (!exists) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "no lane is named %s", *names);
            return FALSE;
        }
    }
    return TRUE;
}

GArray *
export_lanes(const Model *model, char **names)
{
    GArray *lanes = g_array_new(FALSE, FALSE, sizeof(guint32));

    for (; *names; names++)
        choose_named(model, *names, lanes);
    return lanes;
}

/* ---- a page ---- */

typedef struct {
    const Model *model;
    ExportOptions options;
    guint n_more; /* lanes, of which it tells */
    Sizes sizes;
} Picture;

static View
page_range(const Picture *picture, double zoom, const Sizes *sizes)
{
    const ExportOptions *options = &picture->options;
    gint64 to_ns = options->to_ns < 0 ? G_MAXINT64 : options->to_ns;
    View view = view_range(picture->model, options->axis, options->from_ns, to_ns,
                           MAX(options->width, 1) / zoom, 0, PART_PAGE, sizes);

    view.only = options->lanes;
    view.n_more = picture->n_more;
    return view;
}

/* With room for what is said at the ends of its lanes. */
static View
page_view(Picture *picture, double zoom)
{
    const ExportOptions *options = &picture->options;
    View view = page_range(picture, zoom, &sizes_picture);

    picture->sizes = sizes_picture;
    picture->sizes.margin_right = layout_margin(picture->model, &view, export_metrics());
    view = page_range(picture, zoom, &picture->sizes);
    if (options->at_number > 0)
        view.playhead = MIN(options->at_number, model_n_events(picture->model)) - 1;
    else if (options->at_ns >= 0)
        view.playhead = model_event_at_time(picture->model, options->at_ns);
    return view;
}

/* The largest zoom worth trying. A page of a given height, such as a slide, is enlarged as long as
 * names and labels have enough room; a very narrow one is laid out wider and shrunk. */
static double
page_zoom(const ExportOptions *options)
{
    double width = MAX(options->width, 1);

    if (width < least_width)
        return width / least_width;
    return options->height > 0 ? CLAMP(width / roomy_width, 1, most_zoom) : 1;
}

static double
natural_height(const Picture *picture, double zoom)
{
    View view = page_range(picture, zoom, &sizes_picture);
    g_autoptr(Scene) natural = layout_scene(picture->model, &view, export_metrics());

    return natural->height * zoom;
}

/* ---- too many lanes ---- */

/* What its options leave to it: those lanes on which most happens, as many as fit. */
static void
choose_lanes(Picture *picture, GArray *lanes, double zoom, double height)
{
    View view = page_range(picture, zoom, &sizes_picture);
    ChooseRange range = {.first = view.first, .end = view.end, .mirrors = TRUE};
    guint n_beyond, low = 1, high = (guint) (height / zoom / least_lane) + 1;
    g_autoptr(GArray) busy = choose_busy(picture->model, &range, high, &n_beyond);

    picture->options.lanes = lanes;
    high = busy->len;
    while (low < high) {
        guint middle = (low + high + 1) / 2;
        g_array_set_size(lanes, 0);
        g_array_append_vals(lanes, busy->data, middle);
        picture->n_more = busy->len - middle + n_beyond;
        if (natural_height(picture, zoom) <= height)
            low = middle;
        else
            high = middle - 1;
    }
    g_array_set_size(lanes, 0);
    g_array_append_vals(lanes, busy->data, MIN(low, busy->len));
    picture->n_more = busy->len - lanes->len + n_beyond;
}

/* How many lanes in the range are not among those that were asked for. */
static guint
count_others(const Picture *picture)
{
    View view = page_range(picture, 1, &sizes_picture);
    ChooseRange range = {.first = view.first, .end = view.end, .mirrors = TRUE};
    guint n;
    const GArray *lanes = picture->options.lanes;

    g_array_unref(choose_busy(picture->model, &range, 0, &n));
    for (guint i = 0; i < lanes->len; i++) {
        const Track *track = model_track(picture->model, g_array_index(lanes, guint32, i));
        n -= track->group == TRACE_TRACK_LOOP ||
             view_has_track(picture->model, track, view.first, view.end);
    }
    return n;
}

/* Leaves lanes out that could not be read, or if the page would be very high. */
static void
leave_lanes_out(Picture *picture, GArray *lanes)
{
    const ExportOptions *options = &picture->options;
    double zoom = options->height > 0 ? MIN(page_zoom(options), readable_zoom) : page_zoom(options);
    double height = options->height > 0 ? options->height : most_height;

    if (options->lanes)
        picture->n_more = options->says_more ? count_others(picture) : 0;
    else if (natural_height(picture, zoom) > height)
        choose_lanes(picture, lanes, zoom, height);
}

/* A page that comes out too high is laid out wider and then shrunk as a whole. */
static Scene *
page_scene(const Model *model, const ExportOptions *options)
{
    Picture picture = {.model = model, .options = *options};
    g_autoptr(GArray) lanes = g_array_new(FALSE, FALSE, sizeof(guint32));

    leave_lanes_out(&picture, lanes);
    for (double zoom = page_zoom(options);; zoom *= smaller) {
        View view = page_view(&picture, zoom);
        g_autoptr(Scene) natural = layout_scene(model, &view, export_metrics());

        if (options->height > 0 && natural->height * zoom > options->height && zoom > least_zoom)
            continue;
        view.height = options->height / zoom;
        Scene *scene = layout_scene(model, &view, export_metrics());
        scene->zoom = zoom;
        return scene;
    }
}

GByteArray *
export_render(const Model *model, const ExportOptions *options, const ExportFormat *format,
              GError **error)
{
    g_autoptr(Scene) scene = page_scene(model, options);
    const char *title = model_meta(model, "title");

    return format->render(scene, options->theme, title == NULL ? "" : title, error);
}

static gboolean
page_write(const Model *model, const ExportOptions *options, const ExportFormat *format,
           const char *path, GError **error)
{
    g_autoptr(GByteArray) bytes = export_render(model, options, format, error);

    if (bytes == NULL) {
        g_prefix_error(error, "%s: ", path);
        return FALSE;
    }
    return file_replace(path, bytes->data, bytes->len, error);
}

gboolean
export_model(const Model *model, const ExportOptions *options, const char *path, GError **error)
{
    const ExportFormat *format = export_format(path);

    if (format != NULL && format->render != NULL)
        return page_write(model, options, format, path, error);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%s: no format of pictures has this ending", path);
    return FALSE;
}
