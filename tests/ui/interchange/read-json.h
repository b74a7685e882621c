/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read-json.h - a trace of another program, written in a test. */
#pragma once
#include "sched/trace/reader.h"
#include "ui/model/model.h"

/** The model of a trace as JSON, which must be read as `wholeness`, with a message that has
 * `complaint` in it; NULL: with none. The caller frees. */
Model *read_json(const char *json, TraceWholeness wholeness, const char *complaint);
