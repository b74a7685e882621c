/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-missing.h - what the code pane shows in place of a source that the recording has not.
 * Private to the pane. */
#pragma once
#include "ui/widgets/code-private.h"

/** The page with the button; makes the widgets of `self` that it consists of. */
GtkWidget *code_missing_new(CodeView *self);

/** Show the source, or, if there is none for the file, this page. */
void code_missing_update(CodeView *self);
