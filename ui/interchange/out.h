/* SPDX-License-Identifier: GPL-3.0-or-later */
/* out.h - bytes on their way to a descriptor: collected, then written in large pieces. */
#pragma once
#include <glib.h>

typedef struct {
    GString *bytes; /* append to it as you like, then call out_pass() */
    int fd;         /* -1: all of it stays in `bytes` */
    int error;      /* errno of the first write that failed; 0: none */
} Out;

/** Set it up to write to `fd`, which still belongs to the caller. With -1 all bytes stay in
 * `bytes`, for the caller to use and free. */
void out_init(Out *out, int fd);

/** Write what was collected, if it is enough for a system call. After an error it is dropped. */
void out_pass(Out *out);

/** Write the rest; `fd` must not be -1. Returns 0, or the errno of the first failure. */
int out_finish(Out *out);
