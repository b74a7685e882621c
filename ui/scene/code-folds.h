/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-folds.h - which lines of code each page of a deck shows: the same ones from page to page for
 * as long as all that must be seen has room, so that the code stands still. Pure. */
#pragma once
#include "ui/scene/code-places.h"

/* What a page shows. */
typedef struct {
    const char *file;    /* NULL: nothing says where anything happens */
    const GArray *lines; /* of guint, as of fold_lines(); empty without a source */
} CodeFold;

typedef struct CodeFolds CodeFolds;

/** The folds of these pages, of CodePlaces, in `rows` rows. All lines where tasks are must be seen
 * or, if they are too many for a page, those where something runs or has come since the page
 * before. */
CodeFolds *code_folds_new(const Model *model, const GPtrArray *pages, guint rows);

/** How often the code does not stand still, or a page cannot show all lines where tasks are: more
 * in fewer rows. */
guint code_folds_breaks(const CodeFolds *folds);

/** NULL does nothing. */
void code_folds_free(CodeFolds *folds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CodeFolds, code_folds_free)

/** The fold of page `i`, from 0; it is valid as long as `folds`. */
CodeFold code_folds_at(const CodeFolds *folds, guint i);
