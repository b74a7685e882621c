/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-pages.h - the pages of a deck: a chapter for each recording, which has a title page and a
 * page for each step; in front of all, a cover, if the deck has a title of its own or several
 * chapters. They are made one by one, when they are asked for. */
#pragma once
#include "ui/export/export.h"
#include "ui/model/sentence.h"
#include "ui/model/steps.h"

/* Is told that `done` of `n` pages are written. FALSE: the user has had enough. */
typedef struct {
    gboolean (*report)(void *data, guint done, guint n); /* NULL: nobody asks */
    void *data;
} DeckProgress;

/* What the pages of a deck are. */
typedef struct {
    const char *title; /* of the whole; NULL: that of the recording or, of several, their number */
    gboolean by_step;  /* a page for each stop of `step`; else for each thing that happens */
    StepMode step;
    gint64 from_ns, to_ns;  /* to_ns -1: the end */
    char **lanes;           /* names of the tracks that have lanes, where a chapter has
                             some of them; NULL: tasks and workers */
    gboolean no_outline;    /* leave out what is still to come */
    const GArray *left_out; /* of guint: pages that are left out, as they are counted, from 0, if
                               none is; only steps. The others are numbered anew. NULL: none */
    gboolean on_axis; /* pages that turn by themselves do so along `axis`; else one a second */
    AxisKind axis;
    double speed;    /* how many times as fast as that; 0: as fast */
    ExportFilm film; /* what is 0 in it is as usual */
    const Theme *theme;
    DeckProgress progress;
} DeckOptions;

typedef struct DeckPages DeckPages;

/** The pages of the `n` models, which outlive them. NULL, and `error` set: nothing happens in that
 * time, or a lane is unknown. */
DeckPages *deck_pages_new(const Model *const *models, guint n, const DeckOptions *options,
                          GError **error);
void deck_pages_free(DeckPages *deck);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeckPages, deck_pages_free)

/** How many there are, cover and title pages included. */
guint deck_pages_n(const DeckPages *deck);

/** What the deck is called. */
const char *deck_pages_title(const DeckPages *deck);

/* Where a page stands: its chapter, from 0, and its number in it, from 1; 0: the title page or, in
 * front of the first of them, the cover. */
typedef struct {
    guint chapter, number;
    gboolean is_cover;
} DeckPlace;

/** The place of page `i`, from 0. */
DeckPlace deck_pages_place(const DeckPages *deck, guint i);

/** The event whose state page `i` shows; that of a title page or cover is the first of its chapter.
 */
gsize deck_pages_event(const DeckPages *deck, guint i);

/** What is said on page `i`; on a title page or cover, the title. Free with sentences_clear(). */
Sentences deck_pages_sentences(const DeckPages *deck, guint i);

/** What people noted at the events of page `i`. The caller frees. */
char *deck_pages_note(const DeckPages *deck, guint i);

/** The events of page `i`, [first, end): those up to the next page that there would be if none was
 * left out. A title page has those before the first step, if there are any; a cover has none. */
void deck_pages_events(const DeckPages *deck, guint i, gsize *ret_first, gsize *ret_end);

/** The page as a scene, enlarged to the size of a slide; the caller frees. */
Scene *deck_pages_scene(const DeckPages *deck, guint i);

/** The same as the formats ask for them. */
ExportPages deck_pages_export(DeckPages *deck);
