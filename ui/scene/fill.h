/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fill.h - how high a piece of several spans is filled. */
#pragma once
#include "ui/scene/lod.h"

/** Say of `piece` how high it is filled; `next` follows it, NULL if none does. Pieces come in
 * order. */
void lod_fill(Lod *lod, Piece *piece, const Piece *next);
