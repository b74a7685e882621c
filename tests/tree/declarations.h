/* SPDX-License-Identifier: GPL-3.0-or-later */
/* declarations.h - the functions that a header declares. */
#pragma once
#include <glib.h>

typedef struct {
    const char *name; /* of the function */
    int line, end;    /* of the first and the last line, from 1 */
    gboolean has_doc; /* a documentation comment ends on the line above */
    gboolean has_body;
} Declaration;

typedef void (*DeclarationFn)(const Declaration *declaration, void *data);

/** Calls fn(declaration, data) for each function in the text of a header. */
void declarations_each(const char *text, DeclarationFn fn, void *data);
