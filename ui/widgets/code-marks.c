/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-marks.c - marks the lines where tasks are: a band behind the text, a tag in the gutter. */
#include "ui/widgets/code-marks.h"

#include "ui/widgets/code-lines.h"

void
code_marks_init(CodeView *self)
{
    GtkTextBuffer *buffer = GTK_TEXT_BUFFER(self->buffer);

    self->waiting = gtk_text_buffer_create_tag(buffer, NULL, NULL);
    self->running = gtk_text_buffer_create_tag(buffer, NULL, NULL);
}

static void
band(CodeView *self, guint line, GtkTextTag *tag)
{
    GtkTextIter begin, end;

    if (!code_find_line(self, line, &begin))
        return;
    end = begin;
    gtk_text_iter_forward_line(&end);
    gtk_text_buffer_apply_tag(GTK_TEXT_BUFFER(self->buffer), tag, &begin, &end);
}

static void
mark_place(CodeView *self, const Place *place)
{
    if (g_strcmp0(place->file, self->file))
        return;
    code_gutter_add(self->gutter, place->line, place->track, place->running);
    band(self, place->line, place->running ? self->running : self->waiting);
}

void
code_marks_clear(CodeView *self)
{
    GtkTextBuffer *buffer = GTK_TEXT_BUFFER(self->buffer);
    GtkTextIter begin, end;

    gtk_text_buffer_get_bounds(buffer, &begin, &end);
    gtk_text_buffer_remove_tag(buffer, self->running, &begin, &end);
    gtk_text_buffer_remove_tag(buffer, self->waiting, &begin, &end);
    code_gutter_clear(self->gutter);
}

void
code_marks_add(CodeView *self, const GArray *places)
{
    for (guint i = 0; i < places->len; i++)
        mark_place(self, &g_array_index(places, Place, i));
}

static GdkRGBA
band_colour(const Theme *theme, float alpha)
{
    Colour c = theme->colours[ROLE_WAITING_EDGE];

    return (GdkRGBA){c.red, c.green, c.blue, alpha};
}

void
code_marks_set_theme(CodeView *self, const Theme *theme)
{
    GdkRGBA running = band_colour(theme, 0.36f), waiting = band_colour(theme, 0.16f);

    g_object_set(self->running, "paragraph-background-rgba", &running, NULL);
    g_object_set(self->waiting, "paragraph-background-rgba", &waiting, NULL);
}
