/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slide.h - a page as large as there is room for it, in the middle of its ground. */
#pragma once
#include <gtk/gtk.h>

#include "ui/scene/scene.h"
#include "ui/scene/theme.h"

#define SLIDE_TYPE_VIEW (slide_view_get_type())
G_DECLARE_FINAL_TYPE(SlideView, slide_view, SLIDE, VIEW, GtkWidget)

/* What is over the page. */
typedef enum { COVER_NONE, COVER_BLACK, COVER_WHITE } SlideCover;

/** Without a page. */
GtkWidget *slide_view_new(void);

/** Show `scene`, which the widget takes over, NULL for none; `words` say what is on it. */
void slide_view_set_page(SlideView *self, Scene *scene, const Theme *theme, const char *words);

/** Cover the page, or uncover it. */
void slide_view_set_cover(SlideView *self, SlideCover cover);

/** Whether a large spot shows where the pointer is; else it is hidden. */
void slide_view_set_spot(SlideView *self, gboolean shown);
