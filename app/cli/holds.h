/* SPDX-License-Identifier: GPL-3.0-or-later */
/* holds.h - what held the loop for a long time, as `awaitscope info` says it. */
#pragma once
#include <json-glib/json-glib.h>

#include "ui/model/model.h"

/** Add the paragraph about it; adds nothing if nothing held the loop. */
void holds_put(GString *text, const Model *model);

/** Add the member "longest_steps". */
void holds_add(JsonBuilder *builder, const Model *model);
