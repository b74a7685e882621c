/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-now-places.c - goes from page to page and keeps the places of the lists as long as it can: a
 * stretch of pages ends when what is in the lists of the next one has no room where they are. Where
 * a page has more than there is room for, lists have boxes with one line, and then fewer of them.
 */
#include "ui/scene/deck-now-places.h"

/* px, rows */
enum { LIST_GAP = 7, MOST_ROWS = 7 };

const NowList deck_now_columns[DECK_NOW_COLUMNS][DECK_NOW_LISTS] = {
    {NOW_RUNNING, NOW_READY, NOW_WAITING},
    {NOW_DONE, NOW_TIMERS, NOW_POOL},
};

/* What a page, or a stretch of them, has in its lists. */
typedef struct {
    guint n[N_NOW_LISTS];     /* rows */
    double high[N_NOW_LISTS]; /* px, of all rows where those that have two lines have both */
} Needs;

gboolean
deck_now_is_low(const NowRow *row)
{
    return row->share >= 0 || row->box == NOW_BOX_NOBODY || !*row->text;
}

static double
high_height(const NowRows *rows)
{
    double height = 0;

    for (guint i = 0; i < rows->rows->len; i++)
        height +=
            DECK_NOW_GAP +
            (deck_now_is_low(&g_array_index(rows->rows, NowRow, i)) ? DECK_NOW_LOW : DECK_NOW_HIGH);
    return height;
}

static Needs
needs_of(const Model *model, State *state)
{
    Needs needs = {0};

    for (NowList list = 0; list < N_NOW_LISTS; list++) {
        NowRows rows = now_rows(model, state, list, MOST_ROWS);
        needs.n[list] = rows.n_total;
        needs.high[list] = high_height(&rows);
        now_rows_clear(&rows);
    }
    return needs;
}

static Needs
both(const Needs *a, const Needs *b)
{
    Needs needs;

    for (NowList list = 0; list < N_NOW_LISTS; list++) {
        needs.n[list] = MAX(a->n[list], b->n[list]);
        needs.high[list] = MAX(a->high[list], b->high[list]);
    }
    return needs;
}

/* ---- places ---- */

static double
height_of(const Needs *needs, const DeckNowPlaces *places, NowList list)
{
    const DeckNowPlace *place = &places->of[list];
    double boxes =
        place->high ? needs->high[list] : place->rows * (double) (DECK_NOW_LOW + DECK_NOW_GAP);

    return needs->n[list] > 0 ? DECK_NOW_LABEL + boxes + LIST_GAP : 0;
}

static double
column_height(const Needs *needs, const DeckNowPlaces *places, const NowList *lists)
{
    double height = -LIST_GAP - DECK_NOW_GAP;

    for (guint i = 0; i < DECK_NOW_LISTS; i++)
        height += height_of(needs, places, lists[i]);
    return height;
}

/* The highest list of those that can be lower is made so. FALSE: there is none. */
static gboolean
shrink(const Needs *needs, DeckNowPlaces *places, const NowList *lists)
{
    DeckNowPlace *found = NULL;
    double most = 0;

    for (guint i = 0; i < DECK_NOW_LISTS; i++) {
        DeckNowPlace *place = &places->of[lists[i]];
        double height = height_of(needs, places, lists[i]);
        if (height > most && (place->high || place->rows > 2)) {
            most = height;
            found = place;
        }
    }
    if (found && !found->high)
        found->rows--;
    else if (found)
        found->high = FALSE;
    return found != NULL;
}

static void
place_column(const Needs *needs, DeckNowPlaces *places, const NowList *lists, double height)
{
    double y = 0;

    for (guint i = 0; i < DECK_NOW_LISTS; i++) {
        guint n = needs->n[lists[i]];
        places->of[lists[i]] = (DeckNowPlace){0, n < MOST_ROWS, MIN(n, MOST_ROWS)};
    }
    while (column_height(needs, places, lists) > height && shrink(needs, places, lists))
        continue;
    for (guint i = 0; i < DECK_NOW_LISTS; i++) {
        places->of[lists[i]].y = y;
        y += height_of(needs, places, lists[i]);
    }
}

static DeckNowPlaces
places_for(const Needs *needs, double height)
{
    DeckNowPlaces places = {0};

    for (guint i = 0; i < DECK_NOW_COLUMNS; i++)
        place_column(needs, &places, deck_now_columns[i], height);
    return places;
}

/* ---- stretches ---- */

/* Whether each list has room for all of its rows, in two lines. */
static gboolean
is_roomy(const Needs *needs, double height)
{
    DeckNowPlaces places = places_for(needs, height);
    gboolean roomy = TRUE;

    for (guint i = 0; i < DECK_NOW_COLUMNS; i++)
        for (guint k = 0; k < DECK_NOW_LISTS; k++)
            roomy = roomy && places.of[deck_now_columns[i][k]].high;
    return roomy;
}

static gboolean
is_within(const Needs *page, const Needs *stretch)
{
    const Needs all = both(page, stretch);

    for (NowList list = 0; list < N_NOW_LISTS; list++)
        if (all.n[list] > stretch->n[list] || all.high[list] > stretch->high[list])
            return FALSE;
    return TRUE;
}

/* A page for which there is no room anyway stays with those for which there is none either. */
static gboolean
goes_on(const Needs *stretch, const Needs *page, double height)
{
    const Needs all = both(stretch, page);

    return is_within(page, stretch) || is_roomy(&all, height) ||
           (!is_roomy(page, height) && !is_roomy(stretch, height));
}

static void
end_stretch(GArray *places, guint end, const Needs *stretch, double height)
{
    const DeckNowPlaces same = places_for(stretch, height);

    while (places->len < end)
        g_array_append_val(places, same);
}

GArray *
deck_now_places(const Model *model, State *state, const GArray *pages, double height)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(DeckNowPlaces));
    Needs stretch = {0};

    for (guint i = 0; i < pages->len; i++) {
        state_seek(state, g_array_index(pages, Page, i).shown);
        const Needs page = needs_of(model, state);
        if (i > 0 && !goes_on(&stretch, &page, height)) {
            end_stretch(places, i, &stretch, height);
            stretch = page;
        }
        stretch = both(&stretch, &page);
    }
    end_stretch(places, pages->len, &stretch, height);
    return places;
}
