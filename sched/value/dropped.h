/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dropped.h - where the program dropped references last, since one that it drops too many is found
 * out elsewhere: where the scope closes that held it, or where the thing is used. */
#pragma once
#include <aw.h>

/** Notes that the program is about to drop a reference to this thing at `site`. An object's
 * generation is 0, and `made`, which may be NULL, tells it from one that was at the same address
 * before; of a cell, the generation does. Any thread. */
void dropped_note(const void *thing, uint32_t generation, const AwSite *made, const AwSite *site);

/** The last such call for that thing. NULL: there was none, or it was long ago. */
const AwSite *dropped_at(const void *thing, uint32_t generation, const AwSite *made);
