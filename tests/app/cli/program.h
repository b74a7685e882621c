/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.h - runs the real program, as users do, in a folder of its own. */
#pragma once
#include <glib.h>

/* The result of a run. */
typedef struct {
    char *out, *err;
    int status; /* exit status; 128 + n after signal n */
} Result;

/** The path of the program, or of the one whose scenarios end badly, from the environment. */
const char *program_path(gboolean troubles);

/** Runs it with `arguments` split at spaces, in folder(). */
Result program_run(gboolean troubles, const char *arguments);

/** Runs it as program_run() does, with one of its standard descriptors closed. Its exit status. */
int program_run_without(int fd, const char *arguments);

/** Starts it, with its output in the file `out` in folder(); its standard error is discarded. */
GPid program_start(gboolean troubles, const char *arguments);

/** Waits for it to end. Returns its status as in Result. */
int program_wait(GPid pid);

/** Waits until the file `name` in folder() contains `text`. */
void program_wait_for(const char *name, const char *text);

/** Frees its texts. */
void result_clear(Result *result);

/** The folder that programs run in, created anew. */
const char *folder(void);

/** A test's teardown: removes the folder and its content. */
int folder_clean(void **state);

/** The bytes of a file in folder(). The caller frees. */
char *file_bytes(const char *name, gsize *ret_size);

/** Whether `text` is one line. */
gboolean is_one_line(const char *text);
