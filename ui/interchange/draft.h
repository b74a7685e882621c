/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft.h - what was found in a file of another program, in any order, until it is a recording:
 * tracks, and what happened on them. Knows no file format. */
#pragma once
#include <glib.h>

#include "sched/trace/event.h"

typedef struct Draft Draft;

typedef enum {
    DRAFT_BEGIN, /* a slice that the next END of its track ends */
    DRAFT_END,
    DRAFT_SLICE, /* value: its duration, ns */
    DRAFT_TICK,
    DRAFT_INT,  /* a counter has this value */
    DRAFT_REAL, /* the same; value: the bits of a double */
    DRAFT_FLOW, /* value: which; goes on from where the same was last */
} DraftType;

typedef struct {
    gint64 time_ns; /* from any moment on */
    gint64 value;
    guint32 track;    /* of draft_add_track() */
    guint32 name;     /* of draft_name(); 0: none */
    guint32 category; /* the same */
    guint32 site;     /* of draft_site(); 0: none */
    DraftType type;
} DraftItem;

/* Tracks are shown by process, then by order, then as they came. */
typedef struct {
    guint32 process;    /* of draft_add_process() */
    guint32 name;       /* of draft_name(); 0: `fallback` is shown */
    guint32 fallback;   /* of draft_name() */
    gint64 order;       /* the least first */
    guint n_levels;     /* for draft-steps.c */
    guint32 first_lane; /* for draft-play.c */
} DraftTrack;

typedef struct {
    guint32 name; /* of draft_name(); 0: none */
    gint64 order; /* the least first */
} DraftProcess;

/** Nothing found yet. */
Draft *draft_new(void);

/** NULL does nothing. */
void draft_free(Draft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draft, draft_free)

/** The number of a text of `size` bytes, which need not be UTF-8; "" is 0. */
guint32 draft_name(Draft *draft, const char *text, gsize size);

/** The number of a place in the source. */
guint32 draft_site(Draft *draft, guint32 file, guint32 function, guint line);

/** A new process; from 0. */
guint32 draft_add_process(Draft *draft);

/** A new track; from 0. */
guint32 draft_add_track(Draft *draft, guint32 process);

/** A process, until the next is added. */
DraftProcess *draft_process(Draft *draft, guint32 process);

/** A track, until the next is added. */
DraftTrack *draft_track(Draft *draft, guint32 track);

/** What the run is called, as a name of draft_name(), instead of what draft_play() is told. */
void draft_set_title(Draft *draft, guint32 name);

/** How the run ended, in the words of end_label_write(); others are ignored. Else it is done. */
void draft_set_end(Draft *draft, const char *words);

/** Something happened. There may be too many: see draft_left_out(). */
void draft_add(Draft *draft, const DraftItem *item);

/** Things that happened. */
gsize draft_n_items(const Draft *draft);

/** What was left out, in words: ends without a beginning, slices that are nested too deep, and what
 * is behind the twenty-millionth item; NULL: nothing. After draft_play(). The caller frees. */
char *draft_left_out(const Draft *draft);
