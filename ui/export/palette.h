/* SPDX-License-Identifier: GPL-3.0-or-later */
/* palette.h - the few colours that an animation has, the same in all frames. Private to ui/export.
 */
#pragma once
#include "ui/export/film.h"

enum { PALETTE_SIZE = 256, PALETTE_SAME = 255 /* what stays as it was in the frame before */ };

typedef struct Palette Palette;

/** The theme's colours, then those that are most frequent in the film. */
Palette *palette_new(const Film *film);

/** NULL does nothing. */
void palette_free(Palette *palette);

/** Red, green and blue of each colour; those that are not used are black. */
const guint8 (*palette_colours(const Palette *palette))[3];

/** The colour nearest to 0xRRGGBB. */
guint8 palette_find(Palette *palette, guint32 rgb);
