/* SPDX-License-Identifier: GPL-3.0-or-later */
/* range.h - the options of commands that show a stretch of a recording. */
#pragma once
#include "ui/export/export.h"

/* What the --help of these commands says about the options. */
#define RANGE_DETAILS                                                                              \
    "With --from or --to only the lanes active in that range are shown, and the loop's.\n"

#define RANGE_TIMES                                                                                \
    "A time T is 1.5, 1.5s, 200ms, 3us or end. --at T is the moment after the last event\n"        \
    "stamped at or before T. --at and --from lie within the recording; --to may lie behind it."

/* The options as given; NULL for one that was not. */
typedef struct {
    char *from, *to, *axis;
} RangeOptions;

/* Rows for these options in the table of a command's options. */
#define RANGE_ENTRIES(range)                                                                       \
    {"from", 0, 0, G_OPTION_ARG_STRING, &(range).from, "begin at this time", "T"},                 \
        {"to", 0, 0, G_OPTION_ARG_STRING, &(range).to, "end at this time", "T"},                   \
    {                                                                                              \
        "axis", 0, 0, G_OPTION_ARG_STRING, &(range).axis,                                          \
            "time (to scale), elastic (the default) or steps (a column an event)", "AXIS"          \
    }

/** Read the time given with `option`, which must not be after the end of `model`; NULL leaves
 * *ret_ns as it is. FALSE after a message. */
gboolean range_read_time(const char *option, const char *text, const Model *model, gint64 *ret_ns);

/** Read the name of an axis; NULL is the elastic one. FALSE after a message. */
gboolean range_read_axis(const char *axis, AxisKind *ret_axis);

/** Put the given options into `options`; FALSE after a message. */
gboolean range_read(const RangeOptions *given, const Model *model, ExportOptions *options);
