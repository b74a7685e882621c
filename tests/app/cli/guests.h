/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guests.h - runs users' programs (guests) in folder(), with a runtime folder of their own. */
#pragma once
#include "tests/app/cli/program.h"

/** Path of the guest, from the environment. */
const char *guest_path(void);

/** The runtime folder, created anew; all programs started later use it. */
const char *runtime(void);

/** Start the guest to do `deed` with AW_TRACE=trace. In folder(), its output goes to `out` and its
 * standard error to `err`. */
GPid guest_start(const char *deed, const char *trace);

/** Run it to its end. Returns its status as in Result. */
int guest_run(const char *deed, const char *trace);

/** Start a guest under AW_TRACE=listen, which can be attached to. */
GPid guest_listening(const char *deed);

/** Interrupt a guest that runs for ever. */
void guest_end(GPid pid);

/** Attach to a guest and record into `file` in folder(): in the background, or until the end. */
GPid attach_start(GPid pid, const char *file);
Result attach_run(GPid pid, const char *file);

/** Detach the recorder of attach_start(). */
void attach_stop(GPid recorder);

/** Assert that attach_run() fails with these words. */
void assert_attach_refused(GPid pid, const char *words);

/** Assert that `part` is in `text`; prints both if not. */
void assert_says(const char *text, const char *part);

/** The content of the file `err` in folder(). The caller frees. */
char *guest_complaint(void);

/** Wait until the guest can be attached to. */
void guest_wait_for_socket(GPid pid);

/** Path of the socket of a guest. The caller frees. */
char *guest_socket(GPid pid);

/** A connection to the socket of a guest. */
int guest_connect(GPid pid);

/** Send `text`, and return the first line of the answer, without the newline. The caller frees. */
char *guest_ask(int fd, const char *text);

/** What `awaitscope info` prints for a file. The caller frees. */
char *info_of(const char *name);

/** What `awaitscope events` prints for a file, which may be cut. The caller frees. */
char *events_of(const char *name);

/** A test's teardown: removes both folders. */
int guests_clean(void **state);
