/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bands.h - the lanes stacked from top to bottom. Private to ui/scene. */
#pragma once
#include "ui/scene/build.h"

/** Find out which lanes there are; each band must have its kind. Free with bands_clear(). */
void bands_fill(Build *build);

/** Stack all lanes from the scene's lanes_y down. `available` is the
 * height that the lanes may take, 0: as much as they need. Returns their total height. */
double bands_stack(Build *build, double available);

/** Free what bands_fill() made. */
void bands_clear(Build *build);

/** Call `draw` for each lane of a band that is in view. */
void band_each_lane(const Build *build, const Band *band, void (*draw)(const Lane *lane));

/** The band of a track and the y of its lane; NULL when the band is folded or has no such track. */
const Band *band_of(const Build *build, guint32 track, double *ret_y);
