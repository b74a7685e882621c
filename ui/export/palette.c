/* SPDX-License-Identifier: GPL-3.0-or-later */
/* palette.c - chooses the colours by what some of the pages have, and finds the nearest. */
#include "ui/export/palette.h"

#include <math.h>
#include <stdlib.h>

enum {
    MOST_LOOKED_AT = 16, /* pages */
    ALL_COLOURS = 1 << 24,
    APART = 90, /* square of the least distance of two colours, unless both are the theme's */
};

struct Palette {
    guint8 colours[PALETTE_SIZE][3];
    guint n;
    guint16 *found; /* of all colours: one more than the nearest; 0: not looked for yet */
};

typedef struct {
    guint32 rgb, n;
} ColourCount;

static guint32
distance(const guint8 *colour, guint32 rgb)
{
    int red = colour[0] - (int) (rgb >> 16), green = colour[1] - (int) (rgb >> 8 & 255),
        blue = colour[2] - (int) (rgb & 255);

    return (guint32) (red * red + green * green + blue * blue);
}

static guint
nearest(const Palette *palette, guint32 rgb, guint32 *ret_distance)
{
    guint best = 0;
    guint32 least = G_MAXUINT32;

    for (guint i = 0; i < palette->n; i++) {
        guint32 apart = distance(palette->colours[i], rgb);
        if (apart < least) {
            least = apart;
            best = i;
        }
    }
    *ret_distance = least;
    return best;
}

/* Adds a colour unless there is one less than `apart` away. */
static void
add_colour(Palette *palette, guint32 rgb, guint32 apart)
{
    guint8 *colour = palette->colours[palette->n];
    guint32 least;

    nearest(palette, rgb, &least);
    if (palette->n == PALETTE_SAME || least < apart)
        return;
    colour[0] = (guint8) (rgb >> 16);
    colour[1] = (guint8) (rgb >> 8);
    colour[2] = (guint8) rgb;
    palette->n++;
}

static guint32
channel(float value)
{
    return (guint32) lround((double) value * 255);
}

static void
add_theme(Palette *palette, const Theme *theme)
{
    for (Role role = 0; role < N_ROLES; role++) {
        const Colour *colour = &theme->colours[role];
        add_colour(palette,
                   channel(colour->red) << 16 | channel(colour->green) << 8 | channel(colour->blue),
                   1);
    }
}

static void
count_frame(const Film *film, guint page, guint32 *counts)
{
    cairo_surface_t *frame = film_frame(film, page);
    const guint8 *row = cairo_image_surface_get_data(frame);

    for (guint y = 0; y < film->pages->film.height; y++) {
        const guint32 *pixels = (const guint32 *) (const void *) row;
        for (guint x = 0; x < film->pages->film.width; x++)
            counts[pixels[x] & (ALL_COLOURS - 1)]++;
        row += cairo_image_surface_get_stride(frame);
    }
    cairo_surface_destroy(frame);
}

static int
by_count(const void *a, const void *b)
{
    const ColourCount *one = a, *other = b;

    if (one->n != other->n)
        return one->n > other->n ? -1 : 1;
    return one->rgb < other->rgb ? -1 : 1;
}

/* The colours of some pages, the first and last and those evenly between, the most frequent first.
 * What letters have at their edges is the same on all. */
static GArray *
frequent_colours(const Film *film)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(ColourCount));
    g_autofree guint32 *counts = g_new0(guint32, ALL_COLOURS);
    guint n = MIN(film->pages->n, MOST_LOOKED_AT);

    for (guint i = 0; i < n; i++)
        count_frame(film, n > 1 ? i * (film->pages->n - 1) / (n - 1) : 0, counts);
    for (guint32 rgb = 0; rgb < ALL_COLOURS; rgb++)
        if (counts[rgb] > 0)
            g_array_append_vals(list, &(ColourCount){rgb, counts[rgb]}, 1);
    qsort(list->data, list->len, sizeof(ColourCount), by_count);
    return list;
}

Palette *
palette_new(const Film *film)
{
    Palette *palette = g_new0(Palette, 1);
    g_autoptr(GArray) frequent = frequent_colours(film);

    palette->found = g_new0(guint16, ALL_COLOURS);
    add_theme(palette, film->theme);
    for (guint i = 0; i < frequent->len; i++)
        add_colour(palette, g_array_index(frequent, ColourCount, i).rgb, APART);
    return palette;
}

void
palette_free(Palette *palette)
{
    if (!palette)
        return;
    g_free(palette->found);
    g_free(palette);
}

const guint8 (*palette_colours(const Palette *palette))[3]
{
    return palette->colours;
}

guint8
palette_find(Palette *palette, guint32 rgb)
{
    guint16 *found = &palette->found[rgb & (ALL_COLOURS - 1)];
    guint32 unused;

    if (*found == 0)
        *found = (guint16) (1 + nearest(palette, rgb & (ALL_COLOURS - 1), &unused));
    return (guint8) (*found - 1);
}
