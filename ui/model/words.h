/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.h - the labels of kinds of events, filled in. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** What an event of a known kind does, by its label, without a full stop. The caller frees. */
char *label_deed(const Model *model, const TraceEvent *event);
