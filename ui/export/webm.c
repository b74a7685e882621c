/* SPDX-License-Identifier: GPL-3.0-or-later */
/* webm.c - slides as a video for web pages. */
#include "ui/export/video.h"

static GByteArray *
webm_render_pages(const ExportPages *pages, const Theme *theme, const char *title, GError **error)
{
    static const char *const codec[] = {"-c:v",      "libvpx-vp9", "-deadline", "realtime",
                                        "-cpu-used", "7",          "-crf",      "24",
                                        "-b:v",      "0",          NULL};

    return video_render(pages, theme, title, "webm", codec, error);
}

const ExportFormat export_webm = {
    .extension = "webm",
    .about = "video for web pages, written by ffmpeg",
    .render_pages = webm_render_pages,
    .moves = TRUE,
};
