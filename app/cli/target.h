/* SPDX-License-Identifier: GPL-3.0-or-later */
/* target.h - the options of commands that record a program: which file to write, and whether to
 * open a window. */
#pragma once
#include <glib.h>

typedef struct {
    char *output; /* the file; NULL: not given */
    gboolean no_window;
} TargetOptions;

/* Rows for these options in the table of a command's options. */
#define TARGET_ENTRIES(target)                                                                     \
    {"output",                                                                                     \
     'o',                                                                                          \
     0,                                                                                            \
     G_OPTION_ARG_FILENAME,                                                                        \
     &(target).output,                                                                             \
     "record to this file; else one called after the program",                                     \
     "FILE.awt"},                                                                                  \
    {                                                                                              \
        "no-window", 0, 0, G_OPTION_ARG_NONE, &(target).no_window, "open no window", NULL          \
    }
