/* SPDX-License-Identifier: GPL-3.0-or-later */
/* call.h - one call of a command: from the words after its name to its options and arguments. */
#pragma once
#include <glib.h>

enum { ANY_NUMBER = G_MAXINT };

typedef struct Call Call;

/* A command is a row of the table that meson generates from `commands` in meson.build. */
typedef struct {
    const char *name, *arguments, *about;
    const char *details; /* more lines for its --help; NULL: none */
    char *(*list)(void); /* lines before `details` that list the choices; NULL: none */
    /* Gives the text that replaces FORMATS in `arguments`, from a table of formats; NULL: FORMATS
     * is not used. */
    char *(*formats)(const char *before, const char *between, const char *last);
    int min_arguments,
        max_arguments;             /* ANY_NUMBER: all words after the first argument belong to it */
    int (*call)(const Call *call); /* returns the exit status */
} Command;

struct Call {
    const Command *command;
    int argc;
    char **argv; /* the command's name first */
};

/* What a command does once its options are read. Returns the exit status. */
typedef int (*CommandFn)(const void *options, char **arguments, int n);

/** "awaitscope export FILE OUT.{svg,pdf,png}". The caller frees. */
char *call_usage(const Command *command);

/**
 * Read the options into the variables that `entries` point at (the fields of the command's own
 * struct), check the number of arguments, and run the command with both.
 *
 * Frees the texts it has read when the command returns. Returns the command's exit status, or
 * STATUS_REFUSED, after a message, if its options or arguments are wrong.
 */
int call_run(const Call *call, const GOptionEntry *entries, CommandFn run, const void *options);
