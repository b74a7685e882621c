/* SPDX-License-Identifier: GPL-3.0-or-later */
/* video.h - slides as a video, which the program ffmpeg writes. Private to ui/export. */
#pragma once
#include "ui/export/export.h"

/** The file that ffmpeg makes of the pages in the format that it calls `container`, with the
 * options `codec`, which end with NULL. Its render_pages() else. */
GByteArray *video_render(const ExportPages *pages, const Theme *theme, const char *title,
                         const char *container, const char *const *codec, GError **error);
