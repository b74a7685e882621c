/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-telling.h - what a recording tells of a run that goes on already, in a state. Private to
 * ui/model. */
#pragma once
#include "ui/model/state-event.h"

/** Events are missing before this one. */
void fold_gap(Fold *fold);

/** Whether the event only repeats what is known. A telling whose end was lost ends with the first
 * event that can be no part of it. */
gboolean fold_is_repeated(Fold *fold);

/** What events of these kinds do. */
void fold_run_joined(Fold *fold);
void fold_telling_begins(Fold *fold);
void fold_telling_ends(Fold *fold);
