/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guests.h - programs of somebody's that use aw, in folder(), with a runtime folder of their own.
 */
#pragma once
#include "tests/app/cli/program.h"

/** Path of the guest, from the environment. */
const char *guest_path(void);

/** The runtime folder; made anew, and told to all programs that are started. */
const char *runtime(void);

/** Start the guest to do `deed` with AW_TRACE=trace; its output goes to `out` in folder(), what it
 * says on standard error to `err`. */
GPid guest_start(const char *deed, const char *trace);

/** Run it to its end: its status as in Result. */
int guest_run(const char *deed, const char *trace);

/** A guest under AW_TRACE=listen, which can be attached to. */
GPid guest_listening(const char *deed);

/** Interrupts a guest that runs for ever. */
void guest_end(GPid pid);

/** Attach to a guest and record into `file` in folder(): in the background, or to the end. */
GPid attach_start(GPid pid, const char *file);
Result attach_run(GPid pid, const char *file);

/** Detach: what attach_start() began. */
void attach_stop(GPid recorder);

/** attach_run() says such a thing, and fails. */
void assert_attach_refused(GPid pid, const char *words);

/** That `part` is in `text`; else both are shown. */
void assert_says(const char *text, const char *part);

/** The file `err` in folder(). The caller frees. */
char *guest_complaint(void);

/** Wait until the guest can be attached to. */
void guest_wait_for_socket(GPid pid);

/** Path of the socket of a guest. The caller frees. */
char *guest_socket(GPid pid);

/** A connection to it. */
int guest_connect(GPid pid);

/** Send `text`, and read an answer's first line, without the newline. The caller frees. */
char *guest_ask(int fd, const char *text);

/** What `awaitscope info` prints of a file. The caller frees. */
char *info_of(const char *name);

/** What `awaitscope events` prints of a file, which may be cut. The caller frees. */
char *events_of(const char *name);

/** A test's teardown: removes both folders. */
int guests_clean(void **state);
