/* SPDX-License-Identifier: GPL-3.0-or-later */
/* holds.h - what held the loop for long, as `awaitscope info` says it. */
#pragma once
#include <json-glib/json-glib.h>

#include "ui/model/model.h"

/** Add the paragraph on it; nothing if nothing did. */
void holds_put(GString *text, const Model *model);

/** Add the member "longest_steps". */
void holds_add(JsonBuilder *builder, const Model *model);
