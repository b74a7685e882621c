/* SPDX-License-Identifier: GPL-3.0-or-later */
/* talk.h - slides that are being shown: which page, what covers it, and for how long already. */
#pragma once
#include "app/run/recording.h"
#include "ui/export/deck-pages.h"
#include "ui/widgets/slide.h"

#define TALK_TYPE (talk_get_type())
/*
 * Signals, without arguments:
 *   "turned"   another page is shown
 *   "changed"  something else is: a cover, the spot, the size of the notes, a note
 *   "ended"    the talk is over
 */
G_DECLARE_FINAL_TYPE(Talk, talk, AWAITSCOPE, TALK, GObject)

/** A talk about `recordings`, of Recording, each of which is over and a chapter, that begins with
 * the page of `event` of chapter `chapter`. NULL, and `error` set: there is nothing to show. */
Talk *talk_new(GPtrArray *recordings, guint chapter, gsize event, const Theme *theme,
               GError **error);

/** What the page that is shown is about, and whether the talk is about `recording`. */
Recording *talk_get_recording(Talk *self);
gboolean talk_is_about(Talk *self, Recording *recording);

/** The pages; owned by the talk. */
const DeckPages *talk_get_pages(Talk *self);
const Theme *talk_get_theme(Talk *self);

/** The page that is shown, from 0. */
guint talk_get_page(Talk *self);

/** Show page `page`, or the first or last one if there is none of that number. Uncovers it. */
void talk_go(Talk *self, guint page);

/** Show the page `step` further on. */
void talk_step(Talk *self, int step);

/** What a page is called, see page_address(), and the page that is called so, FALSE: none is. The
 * caller frees the text. */
char *talk_address(Talk *self, guint page);
gboolean talk_find(Talk *self, const char *address, guint *ret_page);

/** Whether a page shows that a task is resumed. */
gboolean talk_is_resume(Talk *self, guint page);

/** What is said on a page, in one or two sentences. The caller frees. */
char *talk_words(Talk *self, guint page);

/** What the speaker noted for a page: what is noted at its events, "" if nothing is. The caller
 * frees. */
char *talk_note(Talk *self, guint page);

/** Note something for a page in place of that. FALSE, and `error` set: it cannot be kept. */
gboolean talk_set_note(Talk *self, guint page, const char *text, GError **error);

/** What covers the page; twice the same: nothing. */
SlideCover talk_get_cover(Talk *self);
void talk_toggle_cover(Talk *self, SlideCover cover);

/** Whether the pointer is a spot on the page, else hidden. */
gboolean talk_has_spot(Talk *self);
void talk_toggle_spot(Talk *self);

/** The size of the speaker's notes, 1 as designed; a step makes them larger (> 0) or smaller. */
double talk_get_size(Talk *self);
void talk_change_size(Talk *self, int step);

/** The time since it began, without pauses, us; whether it counts now; and counting from 0. */
gint64 talk_get_elapsed_us(Talk *self);
gboolean talk_is_counting(Talk *self);
void talk_toggle_counting(Talk *self);
void talk_count_again(Talk *self);

/** End it. */
void talk_end(Talk *self);
