/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bands.h - the lanes stacked from top to bottom. Private to ui/scene. */
#pragma once
#include "ui/scene/build.h"

/** Stack all lanes, of the kinds that the bands have, from the scene's lanes_y on; `available` is
 * the height there is for them, 0: as much as they need. Returns the height of all. Clear them with
 * bands_clear(). */
double bands_stack(Build *build, double available);

/** Free what bands_stack() made. */
void bands_clear(Build *build);

/** Draw the lanes of a band that are in view, and no others. */
void band_each_lane(const Build *build, const Band *band, void (*draw)(const Lane *lane));

/** The open band of a track and the y of its lane; NULL when its group is folded or it is in none.
 */
const Band *band_of(const Build *build, guint32 track, double *ret_y);
