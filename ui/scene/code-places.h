/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-places.h - where in the code something is on each page of a deck. Pure. */
#pragma once
#include "ui/model/model.h"

/* What a page has. */
typedef struct {
    const char *file; /* that it shows: the one in which something runs or, without one, that of the
                         last event with a line; NULL: nothing says where anything happens */
    GArray *places;   /* of Place */
    GArray *all;      /* of guint: the lines of the file where something is, each once */
    GArray *must;     /* those where something runs or has come since the page before */
} CodePlaces;

/** Those of pages that show what is at these `n` events, in order. The caller frees. */
GPtrArray *code_places_new(const Model *model, const gsize *events, guint n);

/** Add a line to lines, of guint, that has each once. */
void code_places_add(GArray *lines, guint line);
