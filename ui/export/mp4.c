/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mp4.c - slides as a video for everything that plays videos. */
#include "ui/export/video.h"

static GByteArray *
mp4_render_pages(const ExportPages *pages, const Theme *theme, const char *title, GError **error)
{
    static const char *const codec[] = {"-c:v",      "libx264",    "-preset", "veryfast",
                                        "-tune",     "stillimage", "-crf",    "18",
                                        "-movflags", "+faststart", NULL};

    return video_render(pages, theme, title, "mp4", codec, error);
}

const ExportFormat export_mp4 = {
    .extension = "mp4",
    .about = "video, written by ffmpeg",
    .render_pages = mp4_render_pages,
    .moves = TRUE,
};
