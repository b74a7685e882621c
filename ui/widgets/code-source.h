/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-source.h - which file the code pane shows. Private to it. */
#pragma once
#include "ui/widgets/code-private.h"

/** Show `text` as the source of `file`; NULL: it is missing. A file whose source is shown keeps it.
 */
void code_show_text(CodeView *self, const char *file, const char *text);

/** Show the source of `file` that the model has, or that it is missing. */
void code_show_file(CodeView *self, const char *file);

/** Show the first file of the model, until the playhead's place decides which. */
void code_show_first_file(CodeView *self);

/** Show the pane, or hide it. */
void code_source_set_visible(CodeView *self, gboolean visible);
