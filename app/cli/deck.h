/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck.h - the part of `awaitscope export` that writes slides. */
#pragma once
#include "app/cli/film.h"
#include "ui/scene/theme.h"

/* The options as given; NULL for one that was not. */
typedef struct {
    gboolean deck;
    char *steps, *title, *future;
    FilmCall film;
} DeckCall;

/* Rows for these options in the table of the command's options. */
#define DECK_ENTRIES(call)                                                                         \
    {"deck", 0, 0, G_OPTION_ARG_NONE, &(call).deck, "write slides: a page for each step", NULL},   \
        {"steps",                                                                                  \
         0,                                                                                        \
         0,                                                                                        \
         G_OPTION_ARG_STRING,                                                                      \
         &(call).steps,                                                                            \
         "what a page is: run (the default), event, resume, turn, wake or bookmarks",              \
         "STEPS"},                                                                                 \
        {"title", 0, 0, G_OPTION_ARG_STRING, &(call).title, "the title of all chapters", "TITLE"}, \
        {"future",                                                                                 \
         0,                                                                                        \
         0,                                                                                        \
         G_OPTION_ARG_STRING,                                                                      \
         &(call).future,                                                                           \
         "how the timeline shows what is still to come: outline (the default) or none",            \
         "HOW"},                                                                                   \
        FILM_ENTRIES((call).film)

/** The first option given that only slides have: "--steps"; NULL: none. */
const char *deck_option(const DeckCall *call);

/** Write the recordings, all arguments but the last, to the last one as slides. `from` and `to` are
 * times as given, or NULL; `lanes` the names of those on the pages, or NULL. Returns the exit
 * status. */
int deck_export(const DeckCall *call, const char *from, const char *to, char **lanes,
                const Theme *theme, char **arguments, int n);
