/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fixture.h - models made by hand, one event per line, for tests of code that uses a model. */
#pragma once
#include "ui/model/model.h"

#define SECONDS(n) ((gint64) (n) *G_GINT64_CONSTANT(1000000000))

/* EVENT(0, TASK_STEP, TASK_1, .site = 3): fields left out are 0. */
#define EVENT(time_ns_, kind_, subject_, ...)                                                      \
    {                                                                                              \
        .time_ns = (time_ns_), .kind = TRACE_##kind_, .subject = (subject_), __VA_ARGS__           \
    }

/* Values of events; strings are literals. */
#define TEXTUAL(type_, text_, value_)                                                              \
    .value_type = TRACE_VALUE_##type_, .value = (value_), .text = (text_),                         \
    .text_size = sizeof(text_) - 1
#define TEXT(text_) TEXTUAL(TEXT, text_, sizeof(text_) - 1)
#define LABEL(text_) TEXTUAL(LABEL, text_, 0)
#define ERROR(text_) TEXTUAL(ERROR, text_, 1)
#define INT(value_) .value_type = TRACE_VALUE_INT, .value = (value_)
#define DURATION(ns_) .value_type = TRACE_VALUE_DURATION, .value = (ns_)

/** Append one event to `model`, numbered after the last. */
void fixture_append(Model *model, const TraceEvent *event);

/** A model of `n_events` events, which are numbered 1, 2, 3 ... The caller frees. */
Model *fixture_model(const TraceEvent *events, gsize n_events);

/** fixture_model() of an array. */
#define FIXTURE_MODEL(events) fixture_model((events), G_N_ELEMENTS(events))

/** The same with sites and, unless it is NULL, the source p.c. */
Model *fixture_program(const char *source, const TraceSite *sites, gsize n_sites,
                       const TraceEvent *events, gsize n_events);

/** fixture_program() of arrays. */
#define FIXTURE_PROGRAM(source, sites, events)                                                     \
    fixture_program((source), (sites), G_N_ELEMENTS(sites), (events), G_N_ELEMENTS(events))

/** The first event of `kind` on `track` at or after `from`; MODEL_NONE if there is none. */
gsize fixture_find(const Model *model, gsize from, guint32 kind, guint32 track);

/* Tracks of the run in fixture_wait_timeout(). */
enum {
    NOBODY = TRACE_NOBODY,
    LOOP = TRACE_LOOP_ID,
    TASK_1,
    TASK_2,
    TASK_3,
    TASK_4,
    TASK_5,
    WAIT,
    SLEEP_1,
    SLEEP_2,
    SLEEP_3,
};

/** Give `sink` a run of the scenario wait-timeout on the virtual clock: four tasks that sleep 0, 1,
 * 2 and 3 s, and one that waits 2 s for them. It takes 10 turns and 2 s, and has sites and a
 * source. */
void fixture_play_wait_timeout(const TraceSink *sink, void *data);

/** The same as a model. The caller frees. */
Model *fixture_wait_timeout(void);
