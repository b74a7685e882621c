/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-copy.c - puts the picture on the clipboard, or has it dragged. */
#include "app/window/window-copy.h"

#include "app/say/testlog.h"
#include "app/window/window-picture.h"

static const struct {
    const char *extension, *type;
} pictures[] = {{"svg", "image/svg+xml"}, {"png", "image/png"}};

/* NULL, and a toast: it cannot be made. */
static GdkContentProvider *
make_provider(MainWindow *self)
{
    GdkContentProvider *providers[G_N_ELEMENTS(pictures)];

    for (gsize i = 0; i < G_N_ELEMENTS(pictures); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes = picture_render(self, pictures[i].extension, &error);
        if (!bytes) {
            main_window_toast(self, "%s", error->message);
            while (i-- > 0)
                g_object_unref(providers[i]);
            return NULL;
        }
        providers[i] = gdk_content_provider_new_for_bytes(pictures[i].type, bytes);
    }
    return gdk_content_provider_new_union(providers, G_N_ELEMENTS(providers));
}

void
main_window_copy(MainWindow *self)
{
    g_autoptr(GdkContentProvider) provider = make_provider(self);

    if (provider && gdk_clipboard_set_content(gtk_widget_get_clipboard(GTK_WIDGET(self)), provider))
        main_window_toast(self, "Copied what is in view as a picture");
}

static GdkContentProvider *
on_prepare(GtkDragSource *source, double x, double y, MainWindow *self)
{
    test_log("drag");
    return make_provider(self);
}

void
copy_add_drag(MainWindow *self, GtkWidget *widget)
{
    GtkDragSource *source = gtk_drag_source_new();

    g_signal_connect(source, "prepare", G_CALLBACK(on_prepare), self);
    gtk_event_controller_set_propagation_phase(GTK_EVENT_CONTROLLER(source), GTK_PHASE_CAPTURE);
    gtk_widget_add_controller(widget, GTK_EVENT_CONTROLLER(source));
}
