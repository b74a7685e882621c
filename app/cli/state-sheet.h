/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-sheet.h - what the lists of a state as JSON are made of. */
#pragma once
#include <json-glib/json-glib.h>

#include "ui/model/state.h"

typedef struct {
    Model *model;
    State *state;
    JsonBuilder *json;
} Sheet;

/** A member for a track, {"id": 4, "name": "Task-3"}; null for nobody. */
void sheet_track(Sheet *sheet, const char *name, guint32 track);

/** A number, or null. */
void sheet_optional(Sheet *sheet, const char *name, gint64 value, gboolean is_there);

/** The number of an event; null for MODEL_NONE. */
void sheet_event(Sheet *sheet, const char *name, gsize event);

/** A member that is true or false. */
void sheet_bool(Sheet *sheet, const char *name, gboolean value);

/** The member "source": "FILE:LINE", or null. */
void sheet_site(Sheet *sheet, guint32 site);

/** An object without a name: what is ready, runs or waits. */
void sheet_item(Sheet *sheet, const StateItem *item);

/** Begin a list, which json_builder_end_array() ends. */
void sheet_begin_list(Sheet *sheet, const char *name);
