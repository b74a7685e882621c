/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* broken-pipe.h - makes writing to what nobody reads any more an error, EPIPE, as in Python,
 * instead of the end of the program. */
#pragma once

/** Gives SIGPIPE a handler that does nothing, once in a process, unless the program has decided
 * what SIGPIPE does. It is a handler and not SIG_IGN, so that programs that are started get the
 * default back. */
void broken_pipe_watch(void);

/** That handler. */
void broken_pipe_ignore(int number);
