/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft.h - collects what was found in a file of another program, in any order, until it becomes a
 * recording: tracks, and what happened on them. Knows no file format. */
#pragma once
#include <glib.h>

#include "sched/trace/event.h"

typedef struct Draft Draft;

typedef enum {
    DRAFT_BEGIN, /* begins a slice, which an END on its track ends */
    DRAFT_END,
    DRAFT_SLICE, /* a whole slice; value: its duration, ns */
    DRAFT_TICK,
    DRAFT_INT,  /* a counter takes this value */
    DRAFT_REAL, /* the same; value: the bits of a double */
    DRAFT_FLOW, /* value: number of the flow; it comes from its last place */
} DraftType;

typedef struct {
    gint64 time_ns; /* from an arbitrary moment */
    gint64 value;
    guint32 track;    /* of draft_add_track() */
    guint32 name;     /* of draft_name(); 0: none */
    guint32 category; /* the same */
    guint32 site;     /* of draft_site(); 0: none */
    DraftType type;
} DraftItem;

/* Tracks are shown by process, then by `order`, then as they were added. */
typedef struct {
    guint32 process;    /* of draft_add_process() */
    guint32 name;       /* of draft_name(); 0: `fallback` is shown */
    guint32 fallback;   /* of draft_name() */
    gint64 order;       /* the smallest first */
    guint n_levels;     /* for draft-steps.c */
    guint32 first_lane; /* for draft-play.c */
} DraftTrack;

typedef struct {
    guint32 name; /* of draft_name(); 0: none */
    gint64 order; /* the smallest first */
} DraftProcess;

/** An empty draft. */
Draft *draft_new(void);

/** NULL does nothing. */
void draft_free(Draft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draft, draft_free)

/** The number of a text of `size` bytes, which need not be UTF-8; 0 for "". */
guint32 draft_name(Draft *draft, const char *text, gsize size);

/** The number of a place in the source; 0 if there are too many. */
guint32 draft_site(Draft *draft, guint32 file, guint32 function, guint line);

/** Add a process. Returns its number, from 0. */
guint32 draft_add_process(Draft *draft);

/** Add a track. Returns its number, from 0. */
guint32 draft_add_track(Draft *draft, guint32 process);

/** A process by its number; valid until the next is added. */
DraftProcess *draft_process(Draft *draft, guint32 process);

/** A track by its number; valid until the next is added. */
DraftTrack *draft_track(Draft *draft, guint32 track);

/** Set the title of the run, a number of draft_name(); it replaces the title given to
 * draft_play(). */
void draft_set_title(Draft *draft, guint32 name);

/** Set how the run ended, in the words of end_label_write(); other words are ignored. Without this
 * call the run is taken as done. */
void draft_set_end(Draft *draft, const char *words);

/** Add something that happened. Beyond a limit it is left out: see draft_left_out(). */
void draft_add(Draft *draft, const DraftItem *item);

/** The number of items added. */
gsize draft_n_items(const Draft *draft);

/** What was left out, in words: ends without a beginning, slices nested too deep, and items after
 * the twenty-millionth; NULL if nothing was. To be called after draft_play(). The caller frees. */
char *draft_left_out(const Draft *draft);
