/* SPDX-License-Identifier: GPL-3.0-or-later */
/* size.h - the size of a picture as an option. */
#pragma once
#include <glib.h>

/** Read "16:9", another name, or "WIDTHxHEIGHT", px; NULL leaves both as they are. FALSE after a
 * message. */
gboolean size_read(const char *size, double *ret_width, double *ret_height);
