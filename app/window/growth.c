/* SPDX-License-Identifier: GPL-3.0-or-later */
/* growth.c - draws what goes on in a live run again and again. */
#include "app/window/growth.h"

#include "app/window/controls.h"

enum { STEP_MS = 100 };

/* Nothing is drawn that nobody sees, nor where the user stopped to look. */
static gboolean
is_looked_at(MainWindow *self)
{
    GdkSurface *surface = gtk_native_get_surface(GTK_NATIVE(self));
    gboolean minimized =
        surface && gdk_toplevel_get_state(GDK_TOPLEVEL(surface)) & GDK_TOPLEVEL_STATE_MINIMIZED;

    return gtk_widget_get_mapped(self->timeline) && !minimized &&
           timeline_view_is_following(TIMELINE_VIEW(self->timeline));
}

static gboolean
on_step(void *data)
{
    MainWindow *self = data;

    if (!recording_is_live(self->shown)) {
        self->growth = 0;
        return G_SOURCE_REMOVE;
    }
    if (is_looked_at(self)) {
        recording_go_on(self->shown);
        timeline_view_model_changed(TIMELINE_VIEW(self->timeline));
        controls_update(AWAITSCOPE_CONTROLS(self->controls), self->shown);
    }
    return G_SOURCE_CONTINUE;
}

void
window_grow(MainWindow *self)
{
    if (!self->growth && recording_is_live(self->shown))
        self->growth = g_timeout_add(STEP_MS, on_step, self);
}

void
window_stop_growth(MainWindow *self)
{
    g_clear_handle_id(&self->growth, g_source_remove);
}
