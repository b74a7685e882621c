/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fill.h - how high a piece of several spans is filled. */
#pragma once
#include "ui/scene/lod.h"

/** Set how high `piece` is filled; `next` is the piece after it, or NULL. Pieces come in order. */
void lod_fill(Lod *lod, Piece *piece, const Piece *next);
