/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress.h - how far long work is: one line, only on a terminal, erased at the end. */
#pragma once
#include <glib.h>

/** Something is read, nobody knows for how long. */
void progress_reading(void);

/** `share`, from 0 to 1, is written. */
void progress_writing(double share, void *unused);

/** It is done, well or not: the line goes. */
void progress_end(void);
