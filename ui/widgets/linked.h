/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linked.h - signals by which the parts of the window answer each other: what the pointer is on in
 * one of them lights up in all.
 *
 *   "track-hovered"  guint track: the pointer is on it now; TRACE_NOBODY: on none
 *   "track-chosen"   guint track: select it
 *   "event-chosen"   guint64 event: put the playhead there
 */
#pragma once
#include <gtk/gtk.h>

#include "ui/model/model.h"

/* What is lit. */
typedef struct {
    guint32 selected, hovered; /* tracks, or TRACE_NOBODY */
} Lit;

/** Give a class the three signals. */
void linked_add_signals(GObjectClass *klass);

/** Emit "track-hovered" if `track` is not what `*hovered` was, and remember it there. */
void linked_hover(void *widget, guint32 *hovered, guint32 track);

/** Emit "track-chosen". */
void linked_choose_track(void *widget, guint32 track);

/** Emit "event-chosen", unless `event` is MODEL_NONE. */
void linked_choose_event(void *widget, gsize event);
