/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bands.c - the lanes stacked from top to bottom, a band for each group of tracks. */
#include "ui/scene/bands.h"

#include "ui/scene/frames.h"
#include "ui/scene/points.h"

enum { MANY_LANES = 1000 };

/* Height of the rows that lanes 0 .. i - 1 have below their bars. */
static double
rows_before(const Band *band, guint i)
{
    guint low = 0, high = band->rows->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(band->rows, Rows, middle).lane < i)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? g_array_index(band->rows, Rows, low - 1).end : 0;
}

/* Where lane `i` begins; for the number after the last, where the band ends. */
static double
lane_y(const Build *build, const Band *band, guint i)
{
    return band->y + build->sizes->heading_height + i * band->lane_height + rows_before(band, i);
}

static int
track_by_id(const void *id, const void *track)
{
    guint32 wanted = *(const guint32 *) id;
    guint32 found = (*(const Track *const *) track)->id;

    return (wanted > found) - (wanted < found);
}

/* The number of the lane of track `id`; FALSE if it is not in the band. */
static gboolean
lane_of(const Band *band, guint32 id, guint *ret_lane)
{
    void *const *place =
        bsearch(&id, band->tracks->pdata, band->tracks->len, sizeof(void *), track_by_id);

    if (place == NULL)
        return FALSE;
    *ret_lane = (guint) (place - band->tracks->pdata);
    return TRUE;
}

const Band *
band_of(const Build *build, guint32 id, double *ret_y)
{
    const Track *track = model_track(build->model, id);
    const Band *band = track == NULL ? NULL : &build->bands[track->group];
    guint lane;

    if (band == NULL || !band->open || !lane_of(band, id, &lane))
        return NULL;
    *ret_y = lane_y(build, band, lane);
    return band;
}

/* The first lane that ends below `y`. */
static guint
lane_at(const Build *build, const Band *band, double y)
{
    guint low = 0, high = band->tracks->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (lane_y(build, band, middle + 1) <= y)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void
band_each_lane(const Build *build, const Band *band, void (*draw)(const Lane *lane))
{
    double h = band->lane_height;

    if (!band->open)
        return;
    for (guint i = lane_at(build, band, build->scene->lanes_y); i < band->tracks->len; i++) {
        Lane lane = {
            .build = build,
            .band = band,
            .track = g_ptr_array_index(band->tracks, i),
            .y = lane_y(build, band, i),
            .h = h,
            .below = rows_before(band, i + 1) - rows_before(band, i),
        };

        if (lane.y >= build->lanes_bottom)
            return;
        draw(&lane);
    }
}

static gboolean
band_is_open(const View *view, const Band *band)
{
    guint bit = 1u << band->group;

    return !(view->folded & bit) && (band->tracks->len > 0 || view->unfolded & bit);
}

static gboolean
is_theirs(const Model *model)
{
    guint n = 0;

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        if (trace_tracks[group].whose == TRACE_THEIRS)
            n += model_tracks(model, group)->len;
    return n > 0;
}

/* A heading without lanes says that a run used nothing of the kind. It is left out for locks, which
 * not every run could have, in a file of another program, of which only tracks are known, and where
 * lanes were chosen. */
static gboolean
band_is_shown(const Build *build, const Band *band)
{
    if (build->sizes->heading_height <= 0)
        return FALSE;
    if (build->view->only)
        return band->tracks->len > 0;
    return model_tracks(build->model, band->group)->len > 0 ||
           (trace_tracks[band->group].empty == TRACE_EMPTY_SHOWN && !is_theirs(build->model));
}

static gboolean
is_wanted(const View *view, const Track *track)
{
    for (guint i = 0; view->only && i < view->only->len; i++)
        if (g_array_index(view->only, guint32, i) == track->id)
            return TRUE;
    return !view->only;
}

static gboolean
track_is_in_range(const Build *build, const Track *track)
{
    const View *view = build->view;

    return !view->ranged || track->group == TRACE_TRACK_LOOP ||
           view_has_track(build->model, track, view->first, view->end);
}

/* All tracks of a group, or only those that are wanted and have something in the range of the view.
 */
static GPtrArray *
band_tracks(const Build *build, TraceTrack group, guint *ret_n_in_range)
{
    const GPtrArray *all = model_tracks(build->model, group);
    GPtrArray *tracks;

    *ret_n_in_range = all->len;
    if (!build->view->ranged && !build->view->only)
        return g_ptr_array_ref((GPtrArray *) all);
    tracks = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++) {
        gboolean is_in = track_is_in_range(build, all->pdata[i]);
        *ret_n_in_range -= !is_in;
        if (is_in && is_wanted(build->view, all->pdata[i]))
            g_ptr_array_add(tracks, all->pdata[i]);
    }
    return tracks;
}

static void
fill_band(const Build *build, Band *band, TraceTrack group)
{
    band->group = group;
    band->tracks = band_tracks(build, group, &band->n_in_range);
    band->rows = g_array_new(FALSE, FALSE, sizeof(Rows));
    band->lane_height =
        build->sizes->lane_height > 0 ? build->sizes->lane_height : band->kind->height;
    band->open = band_is_open(build->view, band);
    band->shown = band_is_shown(build, band);
}

static void
add_rows(const Build *build, Band *band, guint i)
{
    const Track *track = g_ptr_array_index(band->tracks, i);
    double points = build->view->parts & PART_PLAIN ? 0 : points_height(build, track);
    double h = frames_height(build, track) + points;
    Rows rows = {.lane = i, .end = rows_before(band, i) + h};

    if (h > 0)
        g_array_append_val(band->rows, rows);
}

static gboolean
has_many_lanes(const Build *build, const Band *band)
{
    return band->open && band->tracks->len > MANY_LANES && build->sizes->tag_height > 0;
}

/* Measure the rows that the lanes of a band have below their bars. If there are very many lanes,
 * only the selected one may have rows: looking at each would take longer than drawing those in
 * view. */
static void
measure_rows(const Build *build, Band *band)
{
    guint n = band->open ? band->tracks->len : 0, selected;

    g_array_set_size(band->rows, 0);
    if (has_many_lanes(build, band)) {
        if (lane_of(band, build->view->selected, &selected))
            add_rows(build, band, selected);
        return;
    }
    for (guint i = 0; i < n; i++)
        add_rows(build, band, i);
}

/* Place the bands from `top` down; returns where they end. */
static double
bands_place(Build *build, double top)
{
    double y = top;

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++) {
        Band *band = &build->bands[group];

        measure_rows(build, band);
        band->y = y;
        if (band->shown)
            y += build->sizes->heading_height;
        if (band->open)
            y += band->tracks->len * band->lane_height + rows_before(band, band->tracks->len);
    }
    return y;
}

/* Whether all frames can be unfolded: in a window, if they fit; on a page, which is as high as it
 * needs to be, if they add no more than half the height of the lanes without them. */
static gboolean
has_room_for_frames(Build *build, double top, double available)
{
    double folded, unfolded;

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        if (has_many_lanes(build, &build->bands[group]))
            return FALSE;
    build->unfolds = FALSE;
    folded = bands_place(build, top) - top;
    build->unfolds = TRUE;
    unfolded = bands_place(build, top) - top;
    return unfolded <= (available > 0 ? available : 1.5 * folded);
}

void
bands_fill(Build *build)
{
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        fill_band(build, &build->bands[group], group);
}

double
bands_stack(Build *build, double available)
{
    double top = build->scene->lanes_y - build->view->scroll;

    build->unfolds = build->view->parts & PART_FRAMES || has_room_for_frames(build, top, available);
    return bands_place(build, top) - top;
}

void
bands_clear(Build *build)
{
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++) {
        g_ptr_array_unref(build->bands[group].tracks);
        g_array_unref(build->bands[group].rows);
    }
}
