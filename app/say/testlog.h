/* SPDX-License-Identifier: GPL-3.0-or-later */
/* testlog.h - one line for each thing that happened, for tests and human readers. */
#pragma once
#include <glib.h>

/** Write a line to the file that AWAITSCOPE_TEST_LOG names ("-": standard output), if it is set. */
void test_log(const char *format, ...) G_GNUC_PRINTF(1, 2);
