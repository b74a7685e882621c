/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now-boxes.h - the rows of the loop's picture as shapes. Private to the picture. */
#pragma once
#include "ui/scene/build.h"
#include "ui/scene/now-rows.h"

/* px */
enum {
    NOW_ROW = 30,   /* height of a row */
    NOW_EDGE = 12,  /* to the right of all rows */
    NOW_LABEL = 52, /* width of what stands left of a list */
};

/* A column of lists. */
typedef struct {
    NowList first, stop;
    double label_x, box_x, right, y; /* of its first row */
    double far_right;                /* of a row beside which the other column has no label */
    gboolean beside;                 /* words are beside the boxes, not in them */
} NowStack;

typedef struct {
    Build build; /* for texts */
    const NowView *view;
    State *state;
    double radius; /* of the ring */
    NowStack stacks[2];
    NowRows lists[N_NOW_LISTS];
    guint shown[N_NOW_LISTS]; /* rows, one that says "8 more" included */
} NowPicture;

/** Whether a list is opened. */
gboolean now_is_opened(const NowPicture *picture, NowList list);

/** How far the words of a row at `y` may extend to the right. */
double now_row_right(const NowPicture *picture, const NowStack *stack, double y);

/** The colours of a box: its ground, its edge, its words. */
Role now_box_fill(NowBox box);
Role now_box_edge(NowBox box);
Role now_box_text(NowBox box);

/** How wide the boxes of a list want to be, with the words in them. */
double now_rows_width(const NowPicture *picture, NowList list);

/** Draw the rows of a list, the first one at `y`. */
void now_draw_rows(const NowPicture *picture, const NowStack *stack, NowList list, double y);

/** Draw "8 more", which opens a list, or "fewer", which closes it. */
void now_draw_more(const NowPicture *picture, const NowStack *stack, NowList list, double y);
