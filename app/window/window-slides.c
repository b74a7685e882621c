/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-slides.c - opens the dialog for slides, which is kept as long as the recording is shown,
 * and asks where to write them. */
#include "app/window/window-slides.h"

#include "app/window/choosers.h"
#include "app/window/window-picture.h"

SlidesDialog *
main_window_get_slides(MainWindow *self)
{
    return self->slides ? AWAITSCOPE_SLIDES_DIALOG(self->slides) : NULL;
}

void
window_forget_slides(MainWindow *self)
{
    if (self->slides)
        gtk_window_destroy(GTK_WINDOW(self->slides));
    self->slides = NULL;
}

/* ---- what is in view ---- */

/* Tracks of one name are asked for once. NULL: all. The caller frees. */
static char **
names_in_view(MainWindow *self)
{
    const Model *model = recording_get_model(self->shown);
    g_autoptr(GArray) lanes = picture_lanes(self);
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; lanes && i < lanes->len; i++) {
        const Track *track = model_track(model, g_array_index(lanes, guint32, i));
        if (g_hash_table_add(seen, (char *) track->name))
            g_strv_builder_add(names, track->name);
    }
    return lanes ? g_strv_builder_end(names) : NULL;
}

/* ---- the dialog ---- */

static void
on_wanted(SlidesDialog *dialog, MainWindow *self)
{
    g_autofree char *name = main_window_offer_name(self);

    choose_target(GTK_WINDOW(dialog), "Export slides", name, slides_dialog_get_ending(dialog),
                  main_window_write_slides_to);
}

static void
on_written(SlidesDialog *dialog, const char *words, MainWindow *self)
{
    main_window_toast(self, "%s", words);
    gtk_widget_grab_focus(self->timeline);
}

void
main_window_open_slides(MainWindow *self)
{
    SlidesView view = {.lanes = names_in_view(self)};

    picture_range(self, &view.from_ns, &view.to_ns);
    if (!self->slides) {
        self->slides = slides_dialog_new(GTK_WINDOW(self), self->shown, self->settings);
        g_signal_connect_object(self->slides, "wanted", G_CALLBACK(on_wanted), self, 0);
        g_signal_connect_object(self->slides, "written", G_CALLBACK(on_written), self, 0);
    }
    slides_dialog_open(AWAITSCOPE_SLIDES_DIALOG(self->slides), &view);
}

void
main_window_write_slides_to(MainWindow *self, const char *path)
{
    slides_dialog_write(AWAITSCOPE_SLIDES_DIALOG(self->slides), path);
}
