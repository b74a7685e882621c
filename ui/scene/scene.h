/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene.h - the display list: what the screen paints, the pointer hits and every export writes.
 * Places are in px from the viewport's top left corner, in double; colours are roles, which a theme
 * turns into colours. Pure data. */
#pragma once
#include <glib.h>

#include "ui/model/model.h"

/* What a colour is for. A row of theme.c each. */
typedef enum {
    ROLE_BACKGROUND,
    ROLE_PANEL,        /* group headings, ruler */
    ROLE_LINE,         /* rules between lanes */
    ROLE_TEXT,
    ROLE_TEXT_DIM,
    ROLE_SELECTED,     /* the selected lane's background */
    ROLE_PLAYHEAD,
    ROLE_PLAYHEAD_TEXT,
    ROLE_ARROW,
    ROLE_ARROW_DIM,
    ROLE_READY,
    ROLE_READY_MARK,   /* the pattern's dots */
    ROLE_RUNNING,
    ROLE_RUNNING_TEXT,
    ROLE_WAITING,
    ROLE_WAITING_EDGE,
    ROLE_WAITING_TEXT,
    ROLE_CANCELLED,
    ROLE_CANCELLED_MARK,
    ROLE_DONE,
    ROLE_FAILED,
    ROLE_FAILED_MARK,
    ROLE_GLYPH,        /* the sign inside an outcome's disc */
    ROLE_ASLEEP,
    ROLE_ASLEEP_MARK,
    ROLE_CALLBACK,
    ROLE_CALLBACK_TEXT,
    ROLE_VIEWPORT,     /* the visible part on the overview */
    N_ROLES,
    ROLE_NONE = N_ROLES
} Role;

typedef enum { PATTERN_NONE, PATTERN_DOTS, PATTERN_HATCH, PATTERN_CROSS } Pattern;
typedef enum { FONT_BODY, FONT_BOLD, FONT_SMALL, FONT_SMALL_BOLD, FONT_MONO, FONT_TITLE, N_FONTS } Font;
typedef enum { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } Align;

typedef enum {
    SHAPE_RECT,  /* fill, pattern, edge; corners rounded by radius */
    SHAPE_LINE,  /* from (x, y) by (w, h) in `edge` */
    SHAPE_TEXT,  /* `text` in the box, vertically centred, cut with an ellipsis at w */
    SHAPE_DISC,  /* outcome: a disc of diameter w with the sign of `state` in it; PENDING: a ring */
    SHAPE_ARROW, /* a curve from (x, y) by (w, h), head at its end, in `edge` */
    SHAPE_CLIP,  /* what follows is cut to the box, until SHAPE_UNCLIP */
    SHAPE_UNCLIP,
} ShapeKind;

/* What lies under a point. */
typedef enum {
    HIT_NOTHING,
    HIT_SPAN,     /* track, event: the span's beginning */
    HIT_LANE,     /* track */
    HIT_GROUP,    /* group: its heading folds it */
    HIT_RULER,    /* the playhead goes there */
    HIT_OVERVIEW, /* the viewport goes there */
} HitKind;

typedef struct {
    ShapeKind kind;
    double x, y, w, h;
    double radius;
    Role fill, edge;    /* ROLE_NONE: not drawn */
    Pattern pattern;
    Role mark;          /* the pattern's colour */
    Font font;
    Align align;
    TraceState state;   /* SHAPE_DISC */
    double line_width;
    const char *text;   /* owned by the scene; NULL */
    const char *tip;    /* longer words for a tooltip or an SVG <title>; NULL */
    HitKind hit;
    guint32 track;
    TraceTrack group;
    gsize event;
} Shape;

typedef struct {
    double width, height;  /* of the viewport */
    double content_height; /* of all lanes: more than height means it scrolls */
    double lanes_x;        /* where lanes begin, right of their names */
    double lanes_width;
    double lanes_y;        /* below ruler and overview, where lanes begin */
    GArray *shapes;        /* of Shape, painted in order */
    GStringChunk *strings;
} Scene;

/** NULL does nothing. */
void scene_free(Scene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scene, scene_free)

/** The topmost shape at (x, y) that can be hit, or NULL. */
const Shape *scene_hit(const Scene *scene, double x, double y);
