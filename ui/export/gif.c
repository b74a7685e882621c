/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gif.c - slides that turn by themselves, as GIF: it moves wherever there are pictures. */
#include <gif_lib.h>
#include <math.h>

#include "ui/export/changes.h"

typedef struct {
    GByteArray *bytes;
    GifFileType *file;
    guint fps, loop;
    guint n_frames; /* so far; of the film */
    gboolean broken;
} Gif;

static int
gif_append(GifFileType *file, const GifByteType *data, int size)
{
    g_byte_array_append(file->UserData, data, (guint) size);
    return size;
}

static void
check(Gif *gif, int status)
{
    gif->broken |= status != GIF_OK;
}

/* An extension that browsers know since Netscape: how often it is repeated, 0 for ever. */
static void
add_loop(Gif *gif)
{
    guint repeats = gif->loop > 0 ? gif->loop - 1 : 0;
    const guint8 block[] = {1, repeats & 255, repeats >> 8 & 255};

    if (gif->loop == 1)
        return;
    check(gif, EGifPutExtensionLeader(gif->file, APPLICATION_EXT_FUNC_CODE));
    check(gif, EGifPutExtensionBlock(gif->file, 11, "NETSCAPE2.0"));
    check(gif, EGifPutExtensionBlock(gif->file, sizeof block, block));
    check(gif, EGifPutExtensionTrailer(gif->file));
}

static void
gif_begin(void *data, const Film *film, const Palette *palette)
{
    Gif *gif = data;
    const ExportFilm *size = &film->pages->film;
    ColorMapObject *map = GifMakeMapObject(PALETTE_SIZE, NULL);

    for (guint i = 0; i < PALETTE_SIZE; i++) {
        const guint8 *colour = palette_colours(palette)[i];
        map->Colors[i] = (GifColorType){colour[0], colour[1], colour[2]};
    }
    gif->fps = size->fps;
    gif->loop = size->loop;
    EGifSetGifVersion(gif->file, TRUE);
    check(gif, EGifPutScreenDesc(gif->file, (int) size->width, (int) size->height, 8, 0, map));
    GifFreeMapObject(map);
    add_loop(gif);
}

/* Delays are hundredths of a second, each from one rounded time to the next, so that the whole is
 * as long as it should be. */
static int
delay_of(Gif *gif, guint frames)
{
    double before = round(100.0 * gif->n_frames / gif->fps);

    gif->n_frames += frames;
    return (int) (round(100.0 * gif->n_frames / gif->fps) - before);
}

static void
gif_add(void *data, guint i, const Change *change)
{
    Gif *gif = data;
    const GraphicsControlBlock control = {
        .DisposalMode = DISPOSE_DO_NOT,
        .DelayTime = delay_of(gif, change->frames),
        .TransparentColor = i > 0 ? PALETTE_SAME : NO_TRANSPARENT_COLOR,
    };
    GifByteType extension[4];

    EGifGCBToExtension(&control, extension);
    check(gif, EGifPutExtension(gif->file, GRAPHICS_EXT_FUNC_CODE, sizeof extension, extension));
    check(gif, EGifPutImageDesc(gif->file, (int) change->x, (int) change->y, (int) change->w,
                                (int) change->h, FALSE, NULL));
    for (guint y = 0; y < change->h; y++) /* giflib reads what it is given */
        check(gif, EGifPutLine(gif->file, (GifByteType *) change->cells + (gsize) y * change->w,
                               (int) change->w));
}

static GByteArray *
gif_render_pages(const ExportPages *pages, const Theme *theme, const char *title, GError **error)
{
    static const ChangeSink sink = {gif_begin, gif_add};
    Gif gif = {.bytes = g_byte_array_new()};
    gboolean done;

    gif.file = EGifOpen(gif.bytes, gif_append, NULL);
    done = changes_run(pages, theme, &sink, &gif, error);
    gif.broken |= EGifCloseFile(gif.file, NULL) != GIF_OK;
    if (done && gif.broken)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot be written as a gif");
    if (!done || gif.broken)
        g_clear_pointer(&gif.bytes, g_byte_array_unref);
    return gif.bytes;
}

const ExportFormat export_gif = {
    .extension = "gif",
    .about = "animation for wherever pictures go",
    .render_pages = gif_render_pages,
    .moves = TRUE,
};
