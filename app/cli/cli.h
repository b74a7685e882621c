/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli.h - the command line: commands, options, exit statuses. These change only by addition. */
#pragma once
#include <glib.h>

enum { ANY_NUMBER = G_MAXINT };

/* A command: a row of the table at the end of cli.c. */
typedef struct {
    const char *name, *arguments, *about;
    const char *details;              /* lines for its --help; NULL */
    int min_arguments, max_arguments; /* ANY_NUMBER: what follows the first belongs to it */
    const GOptionEntry *options;      /* NULL: none */
    int (*run)(char **arguments, int n);
} Command;

/** Runs the program: a command, or the window. Returns its exit status. */
int cli_main(int argc, char **argv);
