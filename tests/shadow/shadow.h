/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shadow.h - the scheduler's real state, written at each event of the loop's thread, for tests that
 * rebuild it from the recording. */
#pragma once
#include <stdio.h>

/** From now on writes a line to a new file at `path` before each event of a loop's thread; shadow.c
 * says what is in it. For the virtual clock, on which the numbers of events are those of the
 * recording. Ends the program if the file cannot be written. */
void shadow_open(const char *path);

/** Stops that, and closes the file. */
void shadow_close(void);
