/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-sentence.h - what happens on a page of a deck, which holds several events, in words: the
 * first sentence is that of its first event, unless it must cover more, the second says what
 * happens on the page: "Task-3 is next, so the loop starts it. It waits at line 13 for sleep(1 s)."
 * They know nothing of later pages. */
#pragma once
#include "ui/model/pages.h"
#include "ui/model/sentence.h"

/** What the page says. `state`, a cursor of `model`, goes to page->shown. Free with
 * sentences_clear(). */
Sentences page_sentences(const Model *model, State *state, const Page *page);

/** Both in a line. The caller frees. */
char *page_sentences_line(const Model *model, State *state, const Page *page);

/** As page_sentences(); the rows of tables that it takes are added to `said`, a set of pointers.
 * For tests. */
Sentences page_sentences_from(const Model *model, State *state, const Page *page, GHashTable *said);
