/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-things.h - locks, queues, blocks in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-event.h"

/** What an event does to what tasks meet at; nothing if it is of another kind. */
void fold_thing_changed(Fold *fold);
