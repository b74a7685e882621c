/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sources.h - finds the source files that sites name. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/**
 * Notes where a recording that begins now looks for them: as they are named, beside the program,
 * and below the folders of AW_TRACE_SOURCES, which colons separate. `from_here`: also from the
 * working directory; recordings that shall be equal in every folder must not.
 */
void sources_begin(bool from_here);

/**
 * Opens `file`, and counts it as taken. Returns its descriptor, or -1 if it is not found, or is no
 * plain file with something in it, or is larger than 1 MiB, or all files together than 16 MiB. May
 * run in a signal handler.
 */
int sources_open(const char *file, size_t *ret_size);
