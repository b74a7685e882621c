/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-tag-row.c - boxes side by side. */
#include "ui/scene/code-tag-row.h"

#include <math.h>
#include <string.h>

enum { PAD = 5, GAP = 4, HEIGHT = 16 }; /* px */

static GArray *
tags_at(const GArray *places, const char *file, guint line)
{
    GArray *tags = code_tags_new();

    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        if (place->line == line && strcmp(place->file, file) == 0)
            code_tags_add(tags, place->track, place->running);
    }
    return tags;
}

static double
tag_width(void *data, const char *text, gboolean running)
{
    const Build *build = data;

    return build_text_width(build, FONT_SMALL_BOLD, text) + 2 * PAD + GAP +
           (running ? build_text_width(build, FONT_SMALL_BOLD, "▶ ") : 0);
}

CodeTagRow
code_tag_row_new(const Build *build, const GArray *places, const char *file, guint line,
                 double width)
{
    CodeTagRow row = {.tags = tags_at(places, file, line)};

    row.n = code_tags_fit(row.tags, width / 2, tag_width, (void *) build);
    row.more = row.n < row.tags->len ? g_strdup_printf("+%u", row.tags->len - row.n) : NULL;
    row.w = code_tags_width(row.tags, row.n, tag_width, (void *) build);
    return row;
}

void
code_tag_row_clear(CodeTagRow *row)
{
    g_array_unref(row->tags);
    g_free(row->more);
}

/* Draws a tag that begins at `x`. Returns where the next one does. */
static double
draw_tag(const Build *build, double x, double y, double h, const char *text, gboolean running)
{
    double w = tag_width((void *) build, text, running) - GAP,
           top = y + round((h - HEIGHT) / 2) + 1;
    g_autofree char *words = g_strconcat(running ? "▶ " : "", text, NULL);
    Shape *box =
        scene_rect(build->scene, x, top, w, HEIGHT - 2, running ? ROLE_RUNNING : ROLE_WAITING);

    box->radius = 3;
    scene_text(build->scene, x, top, w, HEIGHT - 2, running ? ROLE_RUNNING_TEXT : ROLE_WAITING_TEXT,
               FONT_SMALL_BOLD, ALIGN_CENTER, words);
    return x + w + GAP;
}

void
code_tag_row_draw(const Build *build, const CodeTagRow *row, double x, double y, double h)
{
    x += GAP;
    for (guint i = 0; i < row->n; i++) {
        const CodeTag *tag = &g_array_index(row->tags, CodeTag, i);
        x = draw_tag(build, x, y, h, tag->name, tag->running);
    }
    if (row->more)
        draw_tag(build, x, y, h, row->more, FALSE);
}
