/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crowd.h - pieces that stand for several spans. */
#pragma once
#include "ui/scene/build.h"

/* Adjoining columns of a crowd share one background, which grows with them. */
typedef struct {
    guint shape; /* its number in the scene */
    TraceState state;
    double end; /* px; -1: there is none */
} Ground;

/** Draw a piece that is not filled to the top. */
void crowd_draw(const Lane *lane, Ground *ground, const Piece *piece);
