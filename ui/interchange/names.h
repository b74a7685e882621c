/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.h - texts that get a number when they are first seen. */
#pragma once
#include <glib.h>

typedef struct Names Names;

/** No names yet. */
Names *names_new(void);

/** NULL does nothing. */
void names_free(Names *names);

/** The number of `name`, from 1; ret_is_new: it was not there before. 0: there are too many, and
 * this is none of them. */
guint64 names_number(Names *names, const char *name, gboolean *ret_is_new);
