/* SPDX-License-Identifier: GPL-3.0-or-later */
/* range.h - the options of commands that show a stretch of a recording. */
#pragma once
#include "ui/export/export.h"

/* In the table of a command's options. */
#define RANGE_OPTIONS                                                                              \
    {"from", 0, 0, G_OPTION_ARG_STRING, &range_from, "begin at this time", "T"},                   \
        {"to", 0, 0, G_OPTION_ARG_STRING, &range_to, "end at this time", "T"},                     \
    {                                                                                              \
        "axis", 0, 0, G_OPTION_ARG_STRING, &range_axis,                                            \
            "time (to scale) or elastic (the default)", "AXIS"                                     \
    }

/* What was given with them; NULL: not. */
extern char *range_from, *range_to, *range_axis;

/** A time that is given with `option` and not after the end of `model`; NULL leaves *ret_ns as it
 * is. FALSE after a message. */
gboolean range_read_time(const char *option, const char *text, const Model *model, gint64 *ret_ns);

/** Put what was given into `options`; FALSE after a message. */
gboolean range_read(const Model *model, ExportOptions *options);
