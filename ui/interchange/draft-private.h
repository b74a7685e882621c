/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft-private.h - the content of a draft; for the draft's own files. */
#pragma once
#include "ui/interchange/draft.h"

enum {
    DRAFT_MAX_ITEMS = 20000000,      /* as many as a model keeps */
    DRAFT_MAX_SITES = (1 << 20) - 1, /* the largest id that our reader accepts */
    DRAFT_MAX_LEVELS = 64,
};

/* Why something is left out. */
typedef enum { DRAFT_NO_BEGINNING, DRAFT_TOO_DEEP, DRAFT_TOO_MANY, DRAFT_N_REASONS } DraftReason;

typedef struct {
    guint32 file, function; /* names */
    guint line;
} DraftSite;

struct Draft {
    GStringChunk *strings;
    GHashTable *numbers; /* name -> its number */
    GPtrArray *names;    /* of const char *, by number */
    GHashTable *site_numbers;
    GArray *sites;     /* of DraftSite; the first has number 1 */
    GArray *processes; /* of DraftProcess */
    GArray *tracks;    /* of DraftTrack */
    GArray *items;     /* of DraftItem */
    gsize n_left_out[DRAFT_N_REASONS];
    guint32 title; /* a name; 0: not said */
    TraceEnd end;
};
