/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-options.h - the choices of what slides are to be, which are remembered. */
#pragma once
#include <adwaita.h>

#include "app/window/settings.h"
#include "ui/export/deck-pages.h"

#define SLIDES_OPTIONS_TYPE (slides_options_get_type())
/* Signal "changed", without arguments: something else was chosen. */
G_DECLARE_FINAL_TYPE(SlidesOptions, slides_options, AWAITSCOPE, SLIDES_OPTIONS, GtkWidget)

/* What was in view. */
typedef struct {
    gint64 from_ns, to_ns; /* to_ns -1: up to the end */
    char **lanes;          /* names; NULL: all */
} SlidesView;

/** The choices, as they were the last time. `settings` must outlive it. */
GtkWidget *slides_options_new(Settings *settings);

/** Put what was chosen into `options`, which then refer to the widget and to `view`. */
void slides_options_read(SlidesOptions *self, const SlidesView *view, DeckOptions *options);

/** The ending of the chosen format: "pdf". */
const char *slides_options_get_ending(SlidesOptions *self);
