/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linked.c - the signals by which the parts of the window answer each other. */
#include "ui/widgets/linked.h"

static void
add_signal(GObjectClass *klass, const char *name, GType argument)
{
    g_signal_new(name, G_OBJECT_CLASS_TYPE(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                 G_TYPE_NONE, 1, argument);
}

void
linked_add_signals(GObjectClass *klass)
{
    add_signal(klass, "track-hovered", G_TYPE_UINT);
    add_signal(klass, "track-chosen", G_TYPE_UINT);
    add_signal(klass, "event-chosen", G_TYPE_UINT64);
}

void
linked_hover(void *widget, guint32 *hovered, guint32 track)
{
    if (track == *hovered)
        return;
    *hovered = track;
    g_signal_emit_by_name(widget, "track-hovered", track);
}

void
linked_choose_track(void *widget, guint32 track)
{
    g_signal_emit_by_name(widget, "track-chosen", track);
}

void
linked_choose_event(void *widget, gsize event)
{
    if (event != MODEL_NONE)
        g_signal_emit_by_name(widget, "event-chosen", (guint64) event);
}
