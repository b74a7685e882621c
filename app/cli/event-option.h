/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event-option.h - the options of commands that are about one event of a recording. */
#pragma once
#include "ui/model/model.h"

#define NO_NUMBER G_MININT64

/* The options as given; they begin as NO_EVENT_OPTIONS. */
typedef struct {
    char *at;      /* NULL if not given */
    gint64 number; /* NO_NUMBER if not given */
} EventOptions;

#define NO_EVENT_OPTIONS                                                                           \
    {                                                                                              \
        .number = NO_NUMBER                                                                        \
    }

/* Rows for these options in the table of a command's options. */
#define EVENT_ENTRIES(options)                                                                     \
    {"at", 0, 0, G_OPTION_ARG_STRING, &(options).at, "after the last event at or before T", "T"},  \
    {                                                                                              \
        "event", 0, 0, G_OPTION_ARG_INT64, &(options).number, "after event N", "N"                 \
    }

/** How many of both are given: 0 to 2. */
int event_options_given(const EventOptions *options);

/** Find the event that one of them names in the recording from `path`; FALSE after a message. */
gboolean event_options_read(const EventOptions *options, const Model *model, const char *path,
                            gsize *ret_event);
