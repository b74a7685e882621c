/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.h - the real program, run as people run it, in a folder of its own. */
#pragma once
#include <glib.h>

/* What came of a run. */
typedef struct {
    char *out, *err;
    int status; /* exit status; 128 + n after signal n */
} Result;

/** The path of the program (or of the one with troubles), from the environment. */
const char *program_path(gboolean troubles);

/** Runs it with `arguments` split at spaces, in folder(). */
Result program_run(gboolean troubles, const char *arguments);

/** Runs it as program_run() does, with one of its standard descriptors closed. Its exit status. */
int program_run_without(int fd, const char *arguments);

/** Starts it, with its standard error thrown away; its output goes to the file `out` in folder().
 */
GPid program_start(gboolean troubles, const char *arguments);

/** Waits for it to end: its status as in Result. */
int program_wait(GPid pid);

/** Waits until the file `name` in folder() contains `text`. */
void program_wait_for(const char *name, const char *text);

/** Frees. */
void result_clear(Result *result);

/** The folder that programs run in; made anew. */
const char *folder(void);

/** A test's teardown: removes the folder and what is in it. */
int folder_clean(void **state);

/** The bytes of a file in folder(). The caller frees. */
char *file_bytes(const char *name, gsize *ret_size);

/** Whether `text` is one line. */
gboolean is_one_line(const char *text);
