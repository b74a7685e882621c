/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-address.h - the numbers by which people name the pages of a deck, wherever they are shown or
 * typed. */
#pragma once
#include "ui/export/export.h"

/** What page `i` is called: "12", or where there are several chapters "2.12"; title pages are "0",
 * or called by their chapter: "2"; a cover is "cover". The caller frees. */
char *page_address(const ExportPages *pages, guint i);

/** The page that is called so; the number of pages if none is. */
guint page_find(const ExportPages *pages, const char *address);
