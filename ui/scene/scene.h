/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene.h - the display list: what the screen paints, the pointer hits and every export writes.
 * Places are doubles, in px from the viewport's top left corner; colours are roles, which a theme
 * turns into colours. Pure data. */
#pragma once
#include <glib.h>

#include "ui/model/model.h"

/* What a colour is for. Each has a row in theme.c. */
typedef enum {
    ROLE_BACKGROUND,
    ROLE_PANEL, /* group headings, ruler */
    ROLE_LINE,  /* rules between lanes */
    ROLE_TEXT,
    ROLE_TEXT_DIM,
    ROLE_SELECTED, /* the selected lane's background */
    ROLE_HOVERED,  /* that of the lane that the pointer is on, here or in another picture */
    ROLE_PLAYHEAD,
    ROLE_PLAYHEAD_TEXT,
    ROLE_ARROW,
    ROLE_ARROW_DIM,
    ROLE_READY,
    ROLE_READY_MARK, /* the pattern's dots */
    ROLE_READY_TEXT,
    ROLE_RUNNING,
    ROLE_RUNNING_TEXT,
    ROLE_WAITING,
    ROLE_WAITING_EDGE,
    ROLE_WAITING_TEXT,
    ROLE_CANCELLED,
    ROLE_CANCELLED_MARK,
    ROLE_DONE,
    ROLE_DONE_TEXT,
    ROLE_FAILED,
    ROLE_FAILED_MARK,
    ROLE_FAILED_TEXT,
    ROLE_GLYPH,        /* the sign inside an outcome's disc */
    ROLE_OUTCOME_GREY, /* the disc of what was cancelled */
    ROLE_ASLEEP,
    ROLE_ASLEEP_MARK,
    ROLE_CALLBACK,
    ROLE_CALLBACK_TEXT,
    ROLE_RULER,    /* the bar of a burst */
    ROLE_OVERVIEW, /* the overview's background */
    ROLE_OVERVIEW_EDGE,
    ROLE_VIEWPORT, /* the visible part on the overview */
    ROLE_VIEWPORT_EDGE,
    ROLE_FRAME, /* a coroutine that a task is in */
    ROLE_FRAME_EDGE,
    ROLE_FRAME_TEXT,
    ROLE_HELD, /* a lock that is held, a queue that is not empty */
    ROLE_HELD_EDGE,
    ROLE_HELD_TEXT,
    ROLE_POINT, /* the tick of a point on a lane */
    ROLE_TAG,   /* the box of an arrow's label or a point's tag */
    ROLE_TAG_EDGE,
    ROLE_RING,     /* the event loop */
    ROLE_NOBODY,   /* the dashes around nothing, and of a loop that sleeps */
    ROLE_DONE_BOX, /* the ground of what is done, in boxes */
    ROLE_FAILED_BOX,
    ROLE_KEYWORD, /* in code */
    ROLE_TYPE,
    ROLE_STRING,
    ROLE_NUMBER,
    ROLE_COMMENT,
    ROLE_STANDING, /* a line where a task stands */
    ROLE_GOING,    /* a line where one runs */
    ROLE_SAYING,   /* behind a sentence */
    N_ROLES,
    ROLE_NONE = N_ROLES
} Role;

typedef enum { PATTERN_NONE, PATTERN_DOTS, PATTERN_HATCH, PATTERN_STRIPES, PATTERN_CROSS } Pattern;
typedef enum {
    FONT_BODY,
    FONT_BOLD,
    FONT_SMALL,
    FONT_SMALL_BOLD,
    FONT_TINY,
    FONT_MONO,
    FONT_TITLE,
    FONT_COVER, /* on slides */
    FONT_HEADING,
    FONT_SAYING,
    FONT_SAYING_BOLD,
    FONT_CODE_12, /* the same in several sizes, px */
    FONT_CODE_13,
    FONT_CODE_14,
    FONT_CODE_15,
    FONT_CODE_16,
    FONT_CODE_17,
    N_FONTS
} Font;
typedef enum { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } Align;

typedef enum {
    SHAPE_RECT,  /* fill, pattern, edge; corners rounded by radius */
    SHAPE_LINE,  /* from (x, y) by (w, h) in `edge` */
    SHAPE_TEXT,  /* `text` in the box, vertically centred; the layout has cut it to fit */
    SHAPE_DISC,  /* outcome: a disc of diameter w with the sign of `state`; PENDING: a ring */
    SHAPE_ARROW, /* a curve from (x, y) by (w, h), head at its end, in `edge` */
    SHAPE_RING,  /* a circle of diameter w, line_width thick, in `edge`; a head that turns with the
                    clock unless it is dashed */
    SHAPE_CLIP,  /* the shapes that follow are clipped to the box, until SHAPE_UNCLIP */
    SHAPE_UNCLIP,
} ShapeKind;

/* What lies under a point. */
typedef enum {
    HIT_NOTHING,
    HIT_SPAN,     /* track, event: the span's beginning */
    HIT_POINT,    /* track, event: what happened */
    HIT_LANE,     /* track */
    HIT_GROUP,    /* group: its heading folds it */
    HIT_RULER,    /* the playhead goes there */
    HIT_OVERVIEW, /* the viewport goes there; the shape's x and w are those of the whole run */
    HIT_BOX,      /* track: a box in the loop's picture */
    HIT_MORE,     /* number, of a list: opens or closes it */
} HitKind;

/* What a shape of a page belongs to, for those who hear a page instead of seeing it. */
typedef enum {
    SECTION_NONE, /* it says nothing */
    SECTION_HEADING,
    SECTION_WORDS,
    SECTION_CODE,
    SECTION_LOOP,     /* a picture of what it has */
    SECTION_TIMELINE, /* a picture of what was */
    N_SECTIONS
} Section;

/* A part of a text in a colour of its own. */
typedef struct TextRun {
    guint begin, size; /* bytes */
    Role fill;
    gboolean bold;
} TextRun;

typedef struct {
    ShapeKind kind;
    double x, y, w, h;
    double radius;
    Role fill, edge; /* ROLE_NONE: not drawn. Text is in fill, lines and arrows in edge */
    Pattern pattern;
    Role mark; /* the pattern's colour */
    Font font;
    Align align;
    TraceState state; /* SHAPE_DISC: its sign. SHAPE_RECT: the state it stands for, or NONE */
    double line_width;
    gboolean dashed;  /* the edge of a rectangle, or a ring */
    gboolean level;   /* SHAPE_ARROW: it arrives horizontally, not vertically */
    guint32 mover;    /* the track whose box this is part of, when boxes move from one scene to the
                         next; TRACE_NOBODY: it stays */
    const char *text; /* owned by the scene; NULL */
    const struct TextRun *runs; /* of a text: parts that look different; NULL */
    guint n_runs;
    const char *tip; /* longer words for a tooltip or an SVG <title>; NULL */
    guint n_told;    /* else how many events at a point, or spans, tell_shape() tells of; 0: none */
    Section section;
    HitKind hit;
    guint32 track;
    TraceTrack group;
    guint number;
    gsize event;
} Shape;

typedef struct {
    double width, height;  /* of the viewport */
    double zoom;           /* px of the picture for each px here; 1 unless a page was scaled */
    double content_height; /* of all lanes; more than lanes_height: they scroll */
    double lanes_x;        /* where lanes begin, right of their names */
    double lanes_width;    /* from there to the right edge */
    double lanes_y;        /* below ruler and overview, where lanes begin */
    double lanes_height;   /* from there to the legend: the part of content_height in view */
    Section section;       /* of the shapes that are added next, those of other scenes included */
    GArray *shapes;        /* of Shape, painted in order */
    GStringChunk *strings;
    GPtrArray *runs;    /* of TextRun *, owned */
    const Model *model; /* what tell_shape() tells of; NULL: nothing */
} Scene;

/** An empty scene. */
Scene *scene_new(double width, double height);

/** NULL does nothing. */
void scene_free(Scene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scene, scene_free)

/** The topmost shape at (x, y) that can be hit, or NULL. */
const Shape *scene_hit(const Scene *scene, double x, double y);

/**
 * These functions add a shape on top. The shape belongs to the scene, may be completed (with an
 * edge, a tip, what it hits) and is valid until the next one is added. Text is copied.
 */
Shape *scene_rect(Scene *scene, double x, double y, double w, double h, Role fill);
Shape *scene_line(Scene *scene, double x, double y, double w, double h, Role edge, double width);
Shape *scene_text(Scene *scene, double x, double y, double w, double h, Role fill, Font font,
                  Align align, const char *text);
Shape *scene_disc(Scene *scene, double x, double y, double diameter, TraceState state);
Shape *scene_arrow(Scene *scene, double x, double y, double w, double h, Role edge);
Shape *scene_ring(Scene *scene, double x, double y, double diameter, double width, Role edge);
void scene_clip(Scene *scene, double x, double y, double w, double h);
void scene_unclip(Scene *scene);

/** The part of the spare width that is left of an aligned text: 0, 0.5 or 1. */
double scene_align_part(Align align);

/** Let parts of the text look different: of TextRun, in order. The scene owns the array then. */
void scene_text_runs(Scene *scene, Shape *text, GArray *runs);

/** Add all shapes of `part`, moved by (x, y). */
void scene_append(Scene *scene, const Scene *part, double x, double y);

/** A copy of `text` that lives as long as the scene; NULL for NULL. */
const char *scene_string(Scene *scene, const char *text);
