/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bookmarks.c - a flag above the ruler for each note, with its words as a tip. */
#include "ui/scene/bookmarks.h"

#include "ui/model/notes.h"

static const double least_gap = 4; /* px between flags; of those that are closer, one is drawn */

static void
bookmark_draw(const Build *build, const Note *note, double x, double y)
{
    double w = build_text_width(build, FONT_SMALL, "⚑");
    Shape *flag = scene_text(build->scene, x, y, w, build->sizes->label_height, ROLE_PLAYHEAD,
                             FONT_SMALL, ALIGN_LEFT, "⚑");

    flag->tip = *note->text ? note->text : "Bookmark";
    flag->hit = HIT_RULER;
}

void
bookmarks_draw(const Build *build)
{
    const GArray *notes = model_notes(build->model);
    double y = build->scene->lanes_y - build->sizes->ruler_height, last = -least_gap;

    if (!(build->view->parts & PART_RULER) || build->sizes->label_height <= 0)
        return;
    for (guint i = 0; i < notes->len; i++) {
        const Note *note = &g_array_index(notes, Note, i);
        double x = build_x(build, note->event);
        if (x < MAX(build->scene->lanes_x - 1, last + least_gap) || x > build->view->width)
            continue;
        bookmark_draw(build, note, x, y);
        last = x;
    }
}
