/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-source.c - which file the code pane shows. */
#include "ui/widgets/code-source.h"

#include "ui/model/licence.h"
#include "ui/widgets/code-lines.h"
#include "ui/widgets/code-missing.h"

static guint
count_lines(const char *text, const char *end)
{
    guint n = 0;

    for (; text < end; text++)
        n += *text == '\n';
    return n;
}

/* The size without the last newline, which would show as an empty line. */
static int
text_size(const char *text)
{
    gsize size = strlen(text);

    return (int) (size && text[size - 1] == '\n' ? size - 1 : size);
}

void
code_source_set_visible(CodeView *self, gboolean visible)
{
    pane_widget_settle(PANE_WIDGET(self->pane));
    gtk_widget_set_visible(GTK_WIDGET(self), visible);
}

static void
set_file(CodeView *self, const char *file)
{
    if (file == self->file)
        return;
    g_free(self->file);
    self->file = g_strdup(file);
}

void
code_show_text(CodeView *self, const char *file, const char *text)
{
    const char *shown = text ? licence_end(text) : "";

    if (!g_strcmp0(file, self->file) && (self->has_source || !text))
        return;
    set_file(self, file);
    self->has_source = text != NULL;
    self->first = text ? 1 + count_lines(text, shown) : 1;
    code_gutter_clear(self->gutter);
    gtk_text_buffer_set_text(GTK_TEXT_BUFFER(self->buffer), shown, text_size(shown));
    code_scroll_to(self, self->first, self->first, self->first);
    code_missing_update(self);
    code_source_set_visible(self, TRUE);
}

void
code_show_file(CodeView *self, const char *file)
{
    code_show_text(self, file, model_source(self->model, file));
}

void
code_show_first_file(CodeView *self)
{
    g_autoptr(GPtrArray) missing = self->model ? model_missing_files(self->model) : NULL;
    const GPtrArray *files = self->model ? model_files(self->model) : NULL;

    if (files && files->len)
        code_show_file(self, files->pdata[0]);
    else if (missing && missing->len)
        code_show_file(self, missing->pdata[0]);
}
