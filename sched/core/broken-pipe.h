/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* broken-pipe.h - writing to what nobody reads any more is an error, EPIPE, and not the end of the
 * program, as in Python. */
#pragma once

/** Sees to that, once in a process: gives SIGPIPE a handler that does nothing, unless the program
 * has decided what SIGPIPE does. A handler, since programs that are started get the default back.
 */
void broken_pipe_watch(void);

/** That handler. */
void broken_pipe_ignore(int number);
