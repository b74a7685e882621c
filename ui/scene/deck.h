/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck.h - a page of a deck as a scene: title and step, the code with the lines where tasks are,
 * the loop's picture, the sentence, and the timeline as it has grown up to now. All pages have the
 * same geometry, so that turning them reads as animation. Pure. */
#pragma once
#include "ui/model/pages.h"
#include "ui/model/state.h"
#include "ui/scene/code-size.h"
#include "ui/scene/layout.h"

/* What all pages of a deck share. */
typedef struct {
    const Model *model;
    const char *title;     /* of the chapter */
    const char *series;    /* of all chapters; NULL */
    gboolean outline;      /* what is still to come is there as an outline */
    const GArray *lanes;   /* of guint32: tracks */
    guint n_more;          /* other lanes, which had no room */
    gint64 from_ns, to_ns; /* what the timeline shows; to_ns -1: to the end */
    const TextMetrics *metrics;
    const CodeSize *code; /* what deck_plan() chose; NULL before */
    CodeFolds *folds;     /* of the pages */
    GArray *now_places;   /* of DeckNowPlaces: where the loop's picture has its lists */
} Deck;

enum { DECK_LANES = 7 }; /* for which there is room */

/* px; 16:9, to be enlarged. A small text is 12 px high then, which is 22 of 1080: it can be read
 * from the last row of a room. */
enum { DECK_WIDTH = 1024, DECK_HEIGHT = 576 };

/** Choose what stays from page to page of these, of Page; must come before deck_page(). `state`
 * goes from page to page. Free it with deck_clear(). */
void deck_plan(Deck *deck, State *state, const GArray *pages);

/** Free what deck_plan() chose. */
void deck_clear(Deck *deck);

/** The page number `k`, from 1, of `n`. `state` goes to its event. */
Scene *deck_page(const Deck *deck, State *state, const Page *page, guint k, guint n);
