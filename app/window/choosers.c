/* SPDX-License-Identifier: GPL-3.0-or-later */
/* choosers.c - file choosers, by GtkFileChooserNative: GTK 4.8 has no GtkFileDialog. */
#include "app/window/choosers.h"

#include "ui/interchange/readers.h"

/* NULL: the window that asked is gone. */
static MainWindow *
main_window_of(GtkWindow *window)
{
    while (window && !AWAITSCOPE_IS_MAIN_WINDOW(window))
        window = gtk_window_get_transient_for(window);
    return (MainWindow *) window;
}

static void
on_response(GtkNativeDialog *dialog, int response, ChosenFn chosen)
{
    MainWindow *window = main_window_of(gtk_native_dialog_get_transient_for(dialog));

    if (response == GTK_RESPONSE_ACCEPT && window) {
        g_autoptr(GFile) file = gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog));
        g_autofree char *path = g_file_get_path(file);
        chosen(window, path);
    }
    g_object_unref(dialog);
}

static GtkFileFilter *
add_filter(GtkFileChooser *chooser, const char *name, const char *pattern)
{
    GtkFileFilter *filter = gtk_file_filter_new();

    gtk_file_filter_set_name(filter, name);
    gtk_file_filter_add_pattern(filter, pattern);
    gtk_file_chooser_add_filter(chooser, filter);
    g_object_unref(filter);
    return filter;
}

/* Adds the reader's files as a filter of their own, and to the filter `all`. */
static void
add_reader(GtkFileChooser *chooser, GtkFileFilter *all, const InterchangeReader *reader)
{
    g_autofree char *name = g_strdup_printf("%s (%s)", reader->name, reader->patterns[0]);
    GtkFileFilter *filter = add_filter(chooser, name, reader->patterns[0]);

    for (guint i = 0; reader->patterns[i]; i++) {
        gtk_file_filter_add_pattern(all, reader->patterns[i]);
        if (i > 0)
            gtk_file_filter_add_pattern(filter, reader->patterns[i]);
    }
}

static void
add_filters(GtkFileChooser *chooser)
{
    gsize n;
    const InterchangeReader *const *readers = interchange_readers(&n);
    GtkFileFilter *all = add_filter(chooser, "Recordings and traces", "*.awt");

    add_filter(chooser, "Recordings (*.awt)", "*.awt");
    for (gsize i = 0; i < n; i++)
        add_reader(chooser, all, readers[i]);
    add_filter(chooser, "All files", "*");
}

static GtkFileChooserNative *
new_chooser(GtkWindow *window, const char *title, GtkFileChooserAction action, ChosenFn chosen)
{
    GtkFileChooserNative *chooser = gtk_file_chooser_native_new(title, window, action, NULL, NULL);

    gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(chooser), TRUE);
    g_signal_connect(chooser, "response", G_CALLBACK(on_response), chosen);
    return chooser;
}

void
choose_recording(MainWindow *window, ChosenFn chosen)
{
    GtkFileChooserNative *chooser =
        new_chooser(GTK_WINDOW(window), "Open a recording", GTK_FILE_CHOOSER_ACTION_OPEN, chosen);

    add_filters(GTK_FILE_CHOOSER(chooser));
    gtk_native_dialog_show(GTK_NATIVE_DIALOG(chooser));
}

void
choose_source(MainWindow *window, const char *file, const char *folder, ChosenFn chosen)
{
    g_autofree char *title = g_strdup_printf("Find the source of %s", file);
    g_autoptr(GFile) beside = folder ? g_file_new_for_path(folder) : NULL;
    GtkFileChooserNative *chooser =
        new_chooser(GTK_WINDOW(window), title, GTK_FILE_CHOOSER_ACTION_OPEN, chosen);

    add_filter(GTK_FILE_CHOOSER(chooser), "C sources", "*.[ch]");
    add_filter(GTK_FILE_CHOOSER(chooser), "All files", "*");
    if (beside)
        gtk_file_chooser_set_current_folder(GTK_FILE_CHOOSER(chooser), beside, NULL);
    gtk_native_dialog_show(GTK_NATIVE_DIALOG(chooser));
}

void
choose_target(GtkWindow *window, const char *title, const char *name, const char *extension,
              ChosenFn chosen)
{
    GtkFileChooserNative *chooser =
        new_chooser(window, title, GTK_FILE_CHOOSER_ACTION_SAVE, chosen);
    g_autofree char *file = g_strdup_printf("%s.%s", name, extension);

    gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(chooser), file);
    gtk_native_dialog_show(GTK_NATIVE_DIALOG(chooser));
}
