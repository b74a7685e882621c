/* SPDX-License-Identifier: GPL-3.0-or-later */
/* callee.h - what a call in the source calls. */
#pragma once
#include <glib.h>

/** The function that is called where an expression is: "fn" for `&fn` and `table[i].fn`, "handlers"
 * for `app->handlers[i]`; NULL if only a run could tell, as for `quick ? one : other`, or if it is
 * empty. The caller frees. */
char *callee_name(const char *expression);
