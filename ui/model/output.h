/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.h - the lines that were printed. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Take the lines of the event, which printed something. */
void output_take(Model *model, gsize index);
