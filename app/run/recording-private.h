/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording-private.h - what the files of a recording share. */
#pragma once
#include "app/run/pace.h"
#include "app/run/recording.h"
#include "sched/trace/reader.h"

struct _Recording {
    GObject parent_instance;
    Source *source;
    GByteArray *bytes; /* those that are in no file yet */
    TraceReader *reader;
    Pace *pace;
    Model *model;

    guint pump;       /* GLib source that will handle what has come */
    gint64 origin_us; /* when the run began, on the monotonic clock; 0: not yet */
    gsize n_told;     /* how many events there were at the last "changed" */
    gint64 told_us;   /* when that was */
    double told_share;
    gsize run_max;    /* events of a run that are kept */
    gboolean live;    /* "ended" has not been emitted yet */
    gboolean at_end;  /* no more bytes will come */
    gboolean stopped; /* by the user, or because it was endless */
    gboolean endless; /* had more events than are kept */
    TraceWholeness wholeness;
    int wait_status; /* of the process; 0 for a file */
    char *message, *status;
};
