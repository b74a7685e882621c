/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jobs.h - a job for thread pools. */
#pragma once
#include <aw.h>

/** Works for as many ms as its argument, notes its beginning and its end, and returns the square of
 * that number. */
AwValue work(AwValue ms);
