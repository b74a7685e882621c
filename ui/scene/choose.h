/* SPDX-License-Identifier: GPL-3.0-or-later */
/* choose.h - which lanes a picture has that has no room for all: those on which most happens, or
 * those that are asked for by name. */
#pragma once
#include "ui/model/model.h"

/* Where to look. */
typedef struct {
    gsize first, end; /* the events [first, end) */
    gboolean mirrors; /* also at lanes that only mirror others: futures, locks, the loop's */
} ChooseRange;

/** The tracks in that range, of guint32: at most `most`, those with most events there, the loop's
 * before all others, and those that mirror others behind them. ret_n_more: how many others there
 * are. The caller frees. */
GArray *choose_busy(const Model *model, const ChooseRange *range, guint most, guint *ret_n_more);

/** Add all tracks of that name to `lanes`, of guint32. FALSE: there is none. */
gboolean choose_named(const Model *model, const char *name, GArray *lanes);
