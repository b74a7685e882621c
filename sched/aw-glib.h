/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aw-glib.h - runs an aw loop inside a GLib main loop. It is a library of its own: aw-glib. */
#pragma once
#include <aw.h>
#include <glib.h>

/**
 * Embeds `loop` in `context` (NULL: the default one) at `priority`; GTK programs take 120, the
 * frame clock's, so that neither starves the other. From then on the loop is this thread's running
 * loop, its callbacks and tasks run inside the context's iterations, for at most about a
 * millisecond in each, and aw_run_*() on it fail. The loop needs the real clock. Returns the
 * source. Your reference to it goes back by aw_glib_detach(): neither drop nor destroy the source
 * yourself. NULL if the loop, or another one in this thread, already runs.
 */
AW_API GSource *aw_glib_attach_from(AwLoop *loop, GMainContext *context, int priority,
                                    AwSite *site);
#define aw_glib_attach(loop, context, priority)                                                    \
    aw_glib_attach_from(loop, context, priority, AW_SITE("glib_attach"))

/** Takes the loop out again: destroys the source, and drops the reference to it; a callback of the
 * loop may do so, too (but not a task). After that the loop can be closed, or run by itself. */
AW_API void aw_glib_detach(GSource *source);
