/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-input.h - pointer and keys on the code. Private to the code pane. */
#pragma once
#include "ui/widgets/code-private.h"

/** Listen to pointer and keys. */
void code_input_init(CodeView *self);
