/* SPDX-License-Identifier: GPL-3.0-or-later */
/* apng.c - slides that turn by themselves, as a PNG with several frames: smaller and sharper than a
 * GIF. The chunks are those of PNG, in the extension that browsers show. */
#include <string.h>
#include <zlib.h>

#include "ui/export/changes.h"

typedef struct {
    GByteArray *bytes;
    const char *title;
    guint fps, n_chunks; /* of the animation, which are numbered */
} Apng;

static void
put_number(GByteArray *to, guint32 value, guint size)
{
    const guint8 bytes[] = {(guint8) (value >> 24), (guint8) (value >> 16), (guint8) (value >> 8),
                            (guint8) value};

    g_byte_array_append(to, bytes + sizeof bytes - size, size);
}

/* Takes ownership of `content`. */
static void
put_chunk(Apng *apng, const char *name, GByteArray *content)
{
    gulong sum = crc32(0, (const guint8 *) name, 4);

    put_number(apng->bytes, content->len, 4);
    g_byte_array_append(apng->bytes, (const guint8 *) name, 4);
    g_byte_array_append(apng->bytes, content->data, content->len);
    if (content->len > 0)
        sum = crc32(sum, content->data, content->len);
    put_number(apng->bytes, (guint32) sum, 4);
    g_byte_array_unref(content);
}

static void
put_head(Apng *apng, const ExportFilm *film)
{
    static const guint8 indexed[] = {8, 3, 0, 0, 0}; /* bits, palette; the only ways there are */
    GByteArray *head = g_byte_array_new();

    g_byte_array_append(apng->bytes, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
    put_number(head, film->width, 4);
    put_number(head, film->height, 4);
    g_byte_array_append(head, indexed, sizeof indexed);
    put_chunk(apng, "IHDR", head);
}

/* In UTF-8, neither compressed nor in a language. */
static void
put_title(Apng *apng)
{
    static const char key[] = "Title\0\0\0\0";
    GByteArray *text = g_byte_array_new();

    g_byte_array_append(text, (const guint8 *) key, sizeof key);
    g_byte_array_append(text, (const guint8 *) apng->title, (guint) strlen(apng->title));
    put_chunk(apng, "iTXt", text);
}

/* All colours are opaque but that of what stays. */
static void
put_palette(Apng *apng, const Palette *palette)
{
    GByteArray *colours = g_byte_array_new(), *alpha = g_byte_array_new();

    g_byte_array_append(colours, palette_colours(palette)[0], PALETTE_SIZE * 3);
    for (guint i = 0; i < PALETTE_SIZE; i++)
        put_number(alpha, i == PALETTE_SAME ? 0 : 255, 1);
    put_chunk(apng, "PLTE", colours);
    put_chunk(apng, "tRNS", alpha);
}

static void
apng_begin(void *data, const Film *film, const Palette *palette)
{
    Apng *apng = data;
    GByteArray *control = g_byte_array_new();

    apng->fps = film->pages->film.fps;
    put_head(apng, &film->pages->film);
    put_title(apng);
    put_number(control, film->pages->n, 4);
    put_number(control, film->pages->film.loop, 4);
    put_chunk(apng, "acTL", control);
    put_palette(apng, palette);
}

static void
put_place(Apng *apng, guint i, const Change *change)
{
    GByteArray *place = g_byte_array_new();

    put_number(place, apng->n_chunks++, 4);
    put_number(place, change->w, 4);
    put_number(place, change->h, 4);
    put_number(place, change->x, 4);
    put_number(place, change->y, 4);
    put_number(place, change->frames, 2);
    put_number(place, apng->fps, 2);
    put_number(place, 0, 1);     /* it stays for the next one */
    put_number(place, i > 0, 1); /* it is put over the one before */
    put_chunk(apng, "fcTL", place);
}

/* Each row after a byte that says it is as it is, compressed. */
static void
put_cells(GByteArray *to, const Change *change)
{
    g_autoptr(GByteArray) rows = g_byte_array_new();
    gulong size;

    for (guint y = 0; y < change->h; y++) {
        put_number(rows, 0, 1);
        g_byte_array_append(rows, change->cells + (gsize) y * change->w, change->w);
    }
    size = compressBound(rows->len);
    g_autofree guint8 *packed = g_malloc(size);
    compress2(packed, &size, rows->data, rows->len, Z_BEST_COMPRESSION);
    g_byte_array_append(to, packed, (guint) size);
}

/* Whoever knows no animation sees the first frame, which is a picture as any. */
static void
apng_add(void *data, guint i, const Change *change)
{
    Apng *apng = data;
    GByteArray *content = g_byte_array_new();

    put_place(apng, i, change);
    if (i > 0)
        put_number(content, apng->n_chunks++, 4);
    put_cells(content, change);
    put_chunk(apng, i > 0 ? "fdAT" : "IDAT", content);
}

static GByteArray *
apng_render_pages(const ExportPages *pages, const Theme *theme, const char *title, GError **error)
{
    static const ChangeSink sink = {apng_begin, apng_add};
    Apng apng = {.bytes = g_byte_array_new(), .title = title};

    if (!changes_run(pages, theme, &sink, &apng, error))
        g_clear_pointer(&apng.bytes, g_byte_array_unref);
    else
        put_chunk(&apng, "IEND", g_byte_array_new());
    return apng.bytes;
}

const ExportFormat export_apng = {
    .extension = "apng",
    .about = "animation for web pages",
    .render_pages = apng_render_pages,
    .moves = TRUE,
};
