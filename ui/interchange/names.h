/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.h - texts that get a number when they are first seen. */
#pragma once
#include <glib.h>

typedef struct Names Names;

/** A table without names. */
Names *names_new(void);

/** NULL does nothing. */
void names_free(Names *names);

/** The number of `name`, from 1; *ret_is_new says whether it is new. Returns 0 for a new name if
 * there are too many. */
guint64 names_number(Names *names, const char *name, gboolean *ret_is_new);
