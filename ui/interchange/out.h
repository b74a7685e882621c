/* SPDX-License-Identifier: GPL-3.0-or-later */
/* out.h - bytes on their way to a descriptor: collected, then written in large pieces. */
#pragma once
#include <glib.h>

typedef struct {
    GString *bytes; /* append to it as you like, then call out_pass() */
    int fd;         /* -1: all of it stays in `bytes` */
    int error;      /* errno of the first write that failed; 0: none did */
} Out;

/** Bytes go to `fd`, which stays the caller's; with -1 they are the caller's to take, and to free.
 */
void out_init(Out *out, int fd);

/** Write what was collected, if that is worth a system call. After an error it is dropped. */
void out_pass(Out *out);

/** Write the rest, which a descriptor must be there for. Returns 0, or the errno of what failed
 * first. */
int out_finish(Out *out);
