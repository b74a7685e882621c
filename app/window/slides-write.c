/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-write.c - writing stops after each page to let the main loop run for a moment. */
#include "app/window/slides-write.h"

#include "app/say/testlog.h"
#include "ui/export/deck-file.h"
#include "ui/model/text.h"

enum { PATIENCE_US = 300000 /* without a sign of progress */, MOMENT_US = 20000 };

/* ---- progress ---- */

static void
live_on(void)
{
    gint64 end_us = g_get_monotonic_time() + MOMENT_US;

    while (g_main_context_pending(NULL) && g_get_monotonic_time() < end_us)
        g_main_context_iteration(NULL, FALSE);
}

static gboolean
report(void *data, guint done, guint n)
{
    SlidesDialog *self = data;
    g_autofree char *text = g_strdup_printf("Page %u of %u", MIN(done + 1, n), n);

    gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(self->bar), (double) done / n);
    gtk_progress_bar_set_text(GTK_PROGRESS_BAR(self->bar), text);
    if (g_get_monotonic_time() - self->since_us > PATIENCE_US)
        gtk_widget_set_visible(self->progress, TRUE);
    live_on();
    return !self->cancelled;
}

DeckProgress
slides_progress(SlidesDialog *self)
{
    return (DeckProgress){report, self};
}

gboolean
slides_cancel(SlidesDialog *self)
{
    self->cancelled = TRUE;
    return self->since_us != 0;
}

GtkWidget *
slides_progress_new(SlidesDialog *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *cancel = gtk_button_new_with_mnemonic("_Cancel");

    self->bar = gtk_progress_bar_new();
    gtk_progress_bar_set_show_text(GTK_PROGRESS_BAR(self->bar), TRUE);
    gtk_widget_set_hexpand(self->bar, TRUE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   "Writing", -1);
    g_signal_connect_swapped(cancel, "clicked", G_CALLBACK(slides_cancel), self);
    gtk_box_append(GTK_BOX(box), self->bar);
    gtk_box_append(GTK_BOX(box), cancel);
    gtk_widget_add_css_class(box, "writing");
    gtk_widget_set_visible(box, FALSE);
    self->progress = box;
    return box;
}

/* ---- writing ---- */

/* A name without an ending gets that of the chosen format; one of a format that has a file for each
 * page gets a number. */
static char *
full_path(SlidesDialog *self, const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *ended = strchr(name, '.')
                                 ? g_strdup(path)
                                 : g_strdup_printf("%s.%s", path, slides_dialog_get_ending(self));
    const ExportFormat *format = export_format(ended);
    gsize length = (gsize) (strrchr(ended, '.') - ended);

    if (!format || format->render_pages || strchr(name, '%'))
        return g_steal_pointer(&ended);
    return g_strdup_printf("%.*s-%%03d%s", (int) length, ended, ended + length);
}

static gboolean
write_file(SlidesDialog *self, const char *path, GError **error)
{
    if (export_format(path))
        return export_deck(self->kept, &self->options, path, error);
    g_autofree char *endings = export_endings(".", ", ", " or ");
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: the name must end in %s", path,
                endings);
    return FALSE;
}

static void
begin(SlidesDialog *self)
{
    self->since_us = g_get_monotonic_time();
    self->cancelled = FALSE;
    gtk_widget_set_sensitive(self->body, FALSE);
    gtk_widget_set_sensitive(self->export, FALSE);
}

static void
end(SlidesDialog *self)
{
    self->since_us = 0;
    gtk_widget_set_sensitive(self->body, TRUE);
    gtk_widget_set_sensitive(self->export, TRUE);
    gtk_widget_set_visible(self->progress, FALSE);
}

char *
slides_write(SlidesDialog *self, const char *path)
{
    g_autofree char *full = full_path(self, path), *name = g_path_get_basename(full);
    g_autoptr(GError) error = NULL;

    begin(self);
    gboolean done = write_file(self, full, &error);
    if (!self->note) /* the window is gone meanwhile */
        return NULL;
    end(self);
    if (!done) {
        gboolean cancelled = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        slides_toast(self, cancelled ? "Cancelled: nothing was written" : error->message);
        return NULL;
    }
    g_autofree char *pages = text_count(deck_pages_n(self->kept), "page", "pages");
    test_log("exported %s", full);
    return g_strdup_printf("Wrote %s, %s", name, pages);
}
