/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold-lines.h - which lines of a source are shown where there is room for a few only: those that
 * matter, what is around them, and an ellipsis for what is left out between. */
#pragma once
#include <glib.h>

enum { FOLD_ELLIPSIS = 0 };

/** The numbers of lines to show, from 1, at most `rows` of them, of guint; FOLD_ELLIPSIS stands for
 * lines that are left out. `n_lines`: of the source. `matters`: line numbers, the most important
 * first; as many as there is room for are shown. The caller frees. */
GArray *fold_lines(guint n_lines, const guint *matters, guint n, guint rows);

/** How many rows these lines take, with an ellipsis for each gap between two; never more than with
 * a line more. */
guint fold_rows(guint n_lines, const guint *lines, guint n);
