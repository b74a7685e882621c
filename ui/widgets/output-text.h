/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output-text.h - a text view that draws the rule between printed and not yet printed, and a band
 * behind the lines of what is lit. Private to the output pane. */
#pragma once
#include "ui/widgets/output-private.h"

enum { RULE_SPACE_PX = 18 }; /* above the line below the rule */

#define OUTPUT_TYPE_TEXT (output_text_get_type())
G_DECLARE_FINAL_TYPE(OutputText, output_text, OUTPUT, TEXT, GtkTextView)

struct _OutputText {
    GtkTextView parent_instance;
    OutputView *owner;
    int rule_line; /* the buffer line below the rule; -1: no rule */
};
