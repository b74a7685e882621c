/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tree.h - checks rules about the source tree itself: runs a rule over all files, or over a small
 * example that breaks it. A violation is a finding: "file:line: what is wrong". */
#pragma once
#include <glib.h>

/* Looks at one text file; `path` starts at the root of its tree. Adds what it finds. */
typedef void (*TreeRule)(const char *path, const char *text, GPtrArray *findings);

/** Adds a finding; `line` counts from 1. */
void tree_find(GPtrArray *findings, const char *path, int line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/** All files below `root` that people wrote (not those that git, the build and `./dev run` make),
 * as sorted paths from `root`. Free with g_ptr_array_unref(). */
GPtrArray *tree_files(const char *root);

/** Whether `path` is C: a source or a header. */
gboolean tree_is_c(const char *path);

/** The text of another file of the tree that a rule is looking at; NULL: there is none. Free it. */
char *tree_read(const char *path);

/** A new temporary folder with one file in it, its parent folders made; free with tree_remove(). */
char *tree_example(const char *path, const char *text);

/** Deletes a folder made by tree_example() with all that is in it, and frees its name. */
void tree_remove(char *root);

/** Fails the test if this project's tree has findings, and prints them. */
void assert_tree_keeps(TreeRule rule);

/** Fails the test unless `rule` finds exactly `finding` in a tree with that one file. NULL: it must
 * find nothing. */
void assert_example(TreeRule rule, const char *path, const char *text, const char *finding);

/* A file of an example. */
typedef struct {
    const char *path, *text;
} TreeFile;

/** The same in a tree of several files; a row without a path ends the list. */
void assert_example_of(TreeRule rule, const TreeFile *files, const char *finding);
