/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker-process.h - the other end of process.h. */
#pragma once

/** What a worker process runs, for its parent at the other end of `fd`. */
void worker_process(int fd) __attribute__((noreturn));
