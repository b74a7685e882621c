/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html-page.h - the page of HTML that shows slides, from player.html, player.css and player.js.
 * Private to ui/export. */
#pragma once
#include <glib.h>

/* What comes where player.html has {{name}}. */
typedef struct {
    const char *name, *text;
} HtmlSlot;

/** The bytes of the page with the `n` texts in their places; its style and script are in it. The
 * caller frees. */
GByteArray *html_page(const HtmlSlot *slots, gsize n);
