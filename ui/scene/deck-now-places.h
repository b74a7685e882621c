/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-now-places.h - where the lists of the loop's picture are on each page of a deck: in the same
 * places from page to page for as long as all that is in them has room. Private to the picture. */
#pragma once
#include "ui/model/pages.h"
#include "ui/scene/now-rows.h"

/* px */
enum {
    DECK_NOW_LABEL = 16,
    DECK_NOW_HIGH = 34, /* a box with two lines */
    DECK_NOW_LOW = 22,  /* one with one */
    DECK_NOW_GAP = 3,   /* below each box */
};

/* The place of a list. */
typedef struct {
    double y;      /* of its label, px */
    gboolean high; /* boxes that have two lines have room for both */
    guint rows;    /* for which there is room, one that says "8 more" included */
} DeckNowPlace;

typedef struct {
    DeckNowPlace of[N_NOW_LISTS];
} DeckNowPlaces;

/* The lists of the columns, from top to bottom. */
enum { DECK_NOW_COLUMNS = 2, DECK_NOW_LISTS = 3 };
extern const NowList deck_now_columns[DECK_NOW_COLUMNS][DECK_NOW_LISTS];

/** The places on each of the `pages`, of DeckNowPlaces, in columns that are `height` px high.
 * `state` goes from page to page. The caller frees. */
GArray *deck_now_places(const Model *model, State *state, const GArray *pages, double height);

/** Whether a row has one line wherever it is. */
gboolean deck_now_is_low(const NowRow *row);
