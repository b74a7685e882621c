/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* setting.h - what the environment says about recording. */
#pragma once
#include <aw.h>

/**
 * What AW_TRACE and AW_TRACE_MEMORY (NULL: not set) ask for, into `options`: a file, or
 * "ring:SIZE:FILE" for its last part only; SIZE and memory are numbers, which K, M or G may follow.
 * "listen" alone is left to the caller; "listen:" with anything after it is an error.
 *
 * Returns none, or an error that says what is wrong.
 */
AwValue setting_read(const char *trace, const char *memory, AwRecordOptions *options);
