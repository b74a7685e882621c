/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now-rows.h - the rows of the loop's picture: what is in each list at a moment, in words. Private
 * to the picture. */
#pragma once
#include "ui/scene/now.h"

/* How a box looks. */
typedef enum {
    NOW_BOX_RUNNING,
    NOW_BOX_READY,
    NOW_BOX_WAITING,
    NOW_BOX_CALLBACK,
    NOW_BOX_TIMER,
    NOW_BOX_IDLE,
    NOW_BOX_DONE,
    NOW_BOX_CANCELLED,
    NOW_BOX_FAILED,
    NOW_BOX_NOBODY, /* dashed: nothing is there */
    N_NOW_BOXES
} NowBox;

/* A box and the words beside it, or in it. */
typedef struct {
    NowBox box;
    guint32 track; /* to select; TRACE_NOBODY: none */
    guint32 mover; /* see Shape.mover */
    char *name;    /* in the box */
    char *text;    /* beside the name; "" */
    char *brief;   /* `left`, or else `text`, in fewer words; NULL: there are none */
    char *left;    /* at the right end; NULL: nothing */
    double share;  /* of a bar at the lower edge, 0 .. 1; less than 0: no bar */
} NowRow;

/* The rows of a list: the first ones. If what the present event is about is further down, it is the
 * last of them. */
typedef struct {
    GArray *rows;            /* of NowRow; no more than were asked for */
    guint n_total;           /* how many there are */
    guint present;           /* in `rows`: what the present event is about; G_MAXUINT: nothing is */
    guint n_of[N_NOW_BOXES]; /* how many of `n_total` look like that, for now_more_words() */
} NowRows;

enum { NOW_MOST_ROWS = 1000 /* that any list shows */ };

/** The first `n` rows of a list. One that is empty and is always shown has a row that says so. Free
 * with now_rows_clear(). */
NowRows now_rows(const Model *model, State *state, NowList list, guint n);

/** Free the content of `rows`. */
void now_rows_clear(NowRows *rows);

/** What stands left of a list: "ready". */
const char *now_list_label(NowList list);
