/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.h - which part of a model is shown, how large everything is, and which px is which place on
 * the axis. Pure. */
#pragma once
#include "ui/scene/axis.h"

/* Sizes of everything, in px. There is one set for pictures and one, in character cells, for the
 * text timeline. */
typedef struct {
    double names_width;  /* left of the lanes, the inset of their first unit included */
    double margin_right; /* for what follows the last event: how tracks ended */
    double title_height, overview_height, ruler_height, heading_height, legend_height;
    double label_height; /* the upper part of the ruler: the playhead's label */
    double lane_height;  /* of all lanes; 0: the height of their kind of lane */
    double frame_height; /* of a row of frames below a bar */
    double tag_height;   /* of the tag of a point; 0: its words have a row of their own */
    double point_gap;    /* points closer together than this share one tick */
    double line_height;  /* of a line of text; a lane shows two where it has room */
    double indent;       /* of names from the left edge, and of texts from the right edge */
    double span_inset;   /* above and below a span in its lane */
    double span_gap;     /* between two spans that touch */
    double rule;         /* width of lines; 0: no lines, frames and arrows at all */
    double lane_rule;    /* of those between lanes */
    double radius, disc, future_disc;
    double min_span;    /* narrower spans merge */
    double label_min;   /* narrower spans have no label */
    double label_pad;   /* left and right of a label */
    double swatch;      /* width of a sample in the legend */
    double tick_apart;  /* between the boundaries of two bursts on the ruler */
    double tick_gap;    /* at least so much between the labels of two ticks */
    double note_height; /* of the words below the lanes: how many others there are */
} Sizes;

extern const Sizes sizes_picture, sizes_slide, sizes_text;

typedef enum {
    PART_TITLE = 1,
    PART_OVERVIEW = 2,
    PART_RULER = 4,
    PART_NAMES = 8,
    PART_LEGEND = 16,
    PART_PLAIN = 32, /* lanes have no points, frames and arrows, and the ruler no counts */
    PART_FRAMES =
        64, /* all the same they have frames, a row for each depth, whatever room there is */
    PART_MUTE = 128, /* no words at the ends of lanes */
    PART_SCREEN = PART_OVERVIEW | PART_RULER | PART_NAMES | PART_LEGEND,
    PART_PAGE = PART_TITLE | PART_RULER | PART_NAMES | PART_LEGEND,
} Parts;

/* What is shown, and how. */
typedef struct {
    AxisKind axis;
    double left;  /* units at the left edge of the lanes */
    double scale; /* px per unit */
    double width, height;
    double scroll;    /* px by which the lanes are moved up */
    gsize playhead;   /* event, or MODEL_NONE */
    guint32 selected; /* track, or TRACE_NOBODY */
    guint32 hovered;  /* the same: the pointer is on it, here or elsewhere */
    guint folded;     /* bit 1 << group */
    guint unfolded;   /* bit 1 << group: opened by the user although it is empty */
    gboolean ranged;  /* leave out tracks with nothing among the events [first, end) */
    gsize first, end;
    const GArray *only; /* of guint32: the tracks that have lanes; NULL: all */
    guint n_more;       /* of other lanes, which it says below them; 0: it says nothing */
    Parts parts;
    const Sizes *sizes;
} View;

/** A view of all of `model` that fits `width` x `height`. */
View view_fit(const Model *model, AxisKind axis, double width, double height, Parts parts,
              const Sizes *sizes);

/** A view of [from, to] ns, with the loop and the tracks on which something happens or goes on in
 * that time. */
View view_range(const Model *model, AxisKind axis, gint64 from_ns, gint64 to_ns, double width,
                double height, Parts parts, const Sizes *sizes);

/** The px of a place on the axis, and the place of a px. */
double view_x(const View *view, double unit);
double view_unit(const View *view, double x);

/** Whether something happens or goes on on `track` among the events [first, end). */
gboolean view_has_track(const Model *model, const Track *track, gsize first, gsize end);
