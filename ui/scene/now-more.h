/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now-more.h - what does not fit into a list of the loop's picture. Private to it. */
#pragma once
#include "ui/scene/now-rows.h"

/** Keep `n` rows at most, and what the present event is about among them. */
void now_more_cut(NowRows *rows, guint n);

/** What is there besides the rows that were kept: "3 results, 2 queued" of a pool, "5 more" of
 * other lists and if `brief`. The caller frees. */
char *now_more_words(const NowRows *rows, NowList list, gboolean brief);
