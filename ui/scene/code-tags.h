/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-tags.h - which tags a line of code has, and how many of them there is room for. */
#pragma once
#include "ui/model/model.h"

/* A task at a line. */
typedef struct {
    guint32 track;
    gboolean running;
    char *name; /* short: "T-3" */
    char *full;
} CodeTag;

enum { CODE_MAX_TAGS = 3 }; /* that are shown of a line */

/** A task's or worker's name where there is little room: "T-3", "W-1". The caller frees. */
char *code_tags_short_name(const char *name);

/** An empty list of CodeTag. */
GArray *code_tags_new(void);

/** Add a task to the list; those that run come before all others. */
void code_tags_add(GArray *tags, const Track *task, gboolean running);

/** How wide the text of a tag is, px. */
typedef double (*CodeTagWidthFn)(void *data, const char *text, gboolean running);

/** How wide the first `n` tags are, together with the count of those left out ("+3"), px. */
double code_tags_width(const GArray *tags, guint n, CodeTagWidthFn width, void *data);

/** How many of the tags, at least one, fit into `room` px with that count. */
guint code_tags_fit(const GArray *tags, double room, CodeTagWidthFn width, void *data);

/** "Task-3 runs here; Task-4, Task-5 stand here". The caller frees. */
char *code_tags_describe(const GArray *tags);
