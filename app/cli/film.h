/* SPDX-License-Identifier: GPL-3.0-or-later */
/* film.h - the options of slides that turn by themselves. */
#pragma once
#include "ui/export/deck-pages.h"

/* The options as given; NULL for one that was not. */
typedef struct {
    char *fps, *speed, *loop;
    char *size, *axis; /* which pictures have, too */
} FilmCall;

/* Rows for the first three in the table of a command's options. */
#define FILM_ENTRIES(call)                                                                         \
    {"fps", 0, 0, G_OPTION_ARG_STRING, &(call).fps, "frames a second of an animation; 10", "N"},   \
        {"speed", 0, 0, G_OPTION_ARG_STRING, &(call).speed, "2: an animation twice as fast", "X"}, \
    {                                                                                              \
        "loop", 0, 0, G_OPTION_ARG_STRING, &(call).loop,                                           \
            "how often an animation is shown; 0, the default, is for ever", "N"                    \
    }

/** The first of the first three that is given: "--fps"; NULL: none. */
const char *film_option(const FilmCall *call);

/** Put the given options into `options`. FALSE after a message. */
gboolean film_read(const FilmCall *call, DeckOptions *options);
