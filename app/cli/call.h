/* SPDX-License-Identifier: GPL-3.0-or-later */
/* call.h - one call of a command: from the words behind its name to its options and arguments. */
#pragma once
#include <glib.h>

enum { ANY_NUMBER = G_MAXINT };

typedef struct Call Call;

/* A command: a row of the table that meson generates from `commands` in meson.build. */
typedef struct {
    const char *name, *arguments, *about;
    const char *details; /* lines for its --help; NULL */
    char *(*list)(void); /* lines before them, which say what there is to choose from; NULL */
    /* What FORMATS stands for in `arguments`, from a table of formats; NULL: it is not there. */
    char *(*formats)(const char *before, const char *between, const char *last);
    int min_arguments, max_arguments; /* ANY_NUMBER: what follows the first belongs to it */
    int (*call)(const Call *call);    /* returns the exit status */
} Command;

struct Call {
    const Command *command;
    int argc;
    char **argv; /* its name first */
};

/* What a command does once its options are read. Returns the exit status. */
typedef int (*CommandFn)(const void *options, char **arguments, int n);

/** "awaitscope export FILE OUT.{svg,pdf,png}". The caller frees. */
char *call_usage(const Command *command);

/**
 * Read the options into what `entries` point at, the fields of a struct of the command's, check how
 * many arguments there are, and run it with both.
 *
 * Texts that were read are freed behind it. Returns its exit status; STATUS_REFUSED, after a
 * message, when the words are wrong.
 */
int call_run(const Call *call, const GOptionEntry *entries, CommandFn run, const void *options);
