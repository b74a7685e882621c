/* SPDX-License-Identifier: GPL-3.0-or-later */
/* licence.h - the comment about the licence that many files begin with. */
#pragma once
#include <glib.h>

/** Where the source `text` goes on after a comment about its licence or copyright and the empty
 * lines that follow it; `text` itself if it does not begin with one. */
const char *licence_end(const char *text);
