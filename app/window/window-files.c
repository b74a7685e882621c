/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-files.c - the window opens, saves and exports. */
#include "app/window/window-files.h"

#include "app/run/file-source.h"
#include "app/run/recording-save.h"
#include "app/say/testlog.h"
#include "app/window/choosers.h"
#include "app/window/window-picture.h"
#include "app/window/window-talk.h"
#include "app/window/window-words.h"
#include "ui/interchange/interchange.h"

static void
on_load_progress(Recording *recording, MainWindow *self)
{
    double share = recording_get_share(recording);

    gtk_widget_set_visible(self->progress, share < 1);
    gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(self->progress), share);
}

static void
tell_unreadable(MainWindow *self, Recording *recording)
{
    const char *message = recording_get_message(recording);
    g_autofree char *name = window_file(recording);

    if (strstr(message, name)) /* a message of the system names the file already */
        main_window_toast(self, "Cannot open %s", message);
    else
        main_window_toast(self, "Cannot open %s: %s", name, message);
}

/* Puts all warnings into one toast, since a second would replace the first. */
static void
tell_warnings(MainWindow *self, Recording *loaded)
{
    const Model *model = recording_get_model(loaded);
    g_autofree char *losses = losses_words(model_losses(model));
    g_autofree char *too_long = losses_too_long(model_n_left_out(model));
    g_autoptr(GString) text = g_string_new(too_long ? too_long : recording_get_message(loaded));

    if (losses)
        g_string_append_printf(text, "%s%s", text->len ? "; " : "", losses);
    if (text->len)
        main_window_toast(self, "%s", text->str);
}

/* What is opened was mostly recorded because something went wrong in it. */
static void
stand_at_failure(MainWindow *self, const Model *model)
{
    gsize failure = model_first_failure(model);

    timeline_view_set_playhead(TIMELINE_VIEW(self->timeline), failure); /* the last if none */
}

static void
on_loaded(Recording *recording, MainWindow *self)
{
    g_autoptr(Recording) loaded = g_steal_pointer(&self->loading);

    gtk_widget_set_visible(self->progress, FALSE);
    g_signal_handlers_disconnect_by_data(loaded, self);
    if (recording_is_foreign(loaded)) {
        tell_unreadable(self, loaded);
        return;
    }
    sidebar_set_row(AWAITSCOPE_SIDEBAR(self->sidebar), NULL);
    window_show(self, loaded);
    stand_at_failure(self, recording_get_model(loaded));
    test_log("opened %s", recording_get_path(loaded));
    tell_warnings(self, loaded);
    window_talk_begin(self);
}

void
window_forget_load(MainWindow *self)
{
    if (self->loading)
        g_signal_handlers_disconnect_by_data(self->loading, self);
    g_clear_object(&self->loading);
    window_forget_chapters(self);
}

void
main_window_open_file(MainWindow *self, const char *path)
{
    window_forget_load(self);
    self->loading = recording_new(file_source_new(path), NULL);
    g_signal_connect(self->loading, "changed", G_CALLBACK(on_load_progress), self);
    g_signal_connect(self->loading, "ended", G_CALLBACK(on_loaded), self);
}

/* ---- a source that is missing ---- */

void
window_on_source_wanted(MainWindow *self)
{
    CodeView *code = column_get_code(AWAITSCOPE_COLUMN(self->column));
    const char *path = recording_get_path(self->shown);
    g_autofree char *name = g_path_get_basename(code_view_get_missing(code));
    g_autofree char *folder = path ? g_path_get_dirname(path) : NULL;

    choose_source(self, name, folder, main_window_add_source);
}

void
main_window_add_source(MainWindow *self, const char *path)
{
    CodeView *code = column_get_code(AWAITSCOPE_COLUMN(self->column));
    const char *file = code_view_get_missing(code);
    g_autoptr(GError) error = NULL;

    if (!file)
        return;
    if (!recording_add_source(self->shown, file, path, &error)) {
        code_view_tell_trouble(code, error->message);
        return;
    }
    test_log("source %s", path);
    window_on_playhead(self);
}

/* ---- writing ---- */

static void
tell_written(MainWindow *self, const char *done, const char *path, const GError *error)
{
    g_autofree char *name = g_path_get_basename(path);

    if (error) {
        main_window_toast(self, "%s", error->message);
        return;
    }
    test_log("%s %s", done, path);
    main_window_toast(self, "Wrote %s", name);
}

char *
main_window_offer_name(MainWindow *self)
{
    Recording *recording = self->shown;
    const char *path = recording_get_path(recording);
    char *name, *dot;

    if (recording_get_row(recording))
        return g_strdup(recording_get_row(recording)->name);
    name = path ? g_path_get_basename(path) : g_strdup("recording");
    if ((dot = strrchr(name, '.')))
        *dot = 0;
    return name;
}

void
main_window_save_to(MainWindow *self, const char *path)
{
    g_autoptr(GError) error = NULL;

    recording_save(self->shown, path, &error);
    tell_written(self, "saved", path, error);
}

/* Formats for other programs get the whole run, pictures the part that is shown. */
static void
export_as(MainWindow *self, const char *path, GError **error)
{
    const Model *model = recording_get_model(self->shown);
    const char *dot = strrchr(path, '.');
    const InterchangeFormat *format = dot ? interchange_format(dot + 1) : NULL;

    if (format)
        interchange_write(model, format, path, NULL, NULL, error);
    else
        picture_write(self, path, error);
}

void
main_window_export_to(MainWindow *self, const char *path)
{
    g_autoptr(GError) error = NULL;

    if (!model_n_events(recording_get_model(self->shown)))
        return;
    export_as(self, path, &error);
    tell_written(self, "exported", path, error);
}

gboolean
window_on_drop(GtkDropTarget *target, const GValue *value, double x, double y, MainWindow *self)
{
    g_autofree char *path = g_file_get_path(g_value_get_object(value));

    if (!path)
        return FALSE;
    main_window_open_file(self, path);
    return TRUE;
}
