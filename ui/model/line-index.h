/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line-index.h - lines of the source, and the events at each; private to ui/model. */
#pragma once
#include <glib.h>

#include "sched/trace/event.h"

/* A line, and each time it ran. */
typedef struct {
    GArray *times; /* of gsize: the first event of each time */
    gsize run;     /* model_runs() at the last event */
    guint32 kind;  /* of the event that began the last time */
} LineTimes;

typedef struct {
    GHashTable *lines; /* "file:line" -> LineTimes, owned */
    GHashTable *sites; /* id of a site -> LineTimes */
    gsize n_read;      /* events */
} LineIndex;

/** An empty index. */
LineIndex *line_index_new(void);

/** NULL does nothing. */
void line_index_free(LineIndex *index);

/** The line that `site` is in, which is added if it is new. */
LineTimes *line_index_add(LineIndex *index, const TraceSite *site);

/** That line, or NULL. */
LineTimes *line_index_find(const LineIndex *index, const char *file, guint number);
