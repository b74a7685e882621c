/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write.c - writes a model to a file for other programs. */
#include <string.h>
#include <unistd.h>

#include "ui/export/files.h"
#include "ui/interchange/interchange.h"
#include "ui/model/text.h"

/* What is to be written, for the function that has opened the file. */
typedef struct {
    const Model *model;
    const InterchangeFormat *format;
    InterchangeProgressFn progress;
    void *data;
} Job;

static int
fill(int fd, void *data)
{
    const Job *job = data;

    return job->format->write(job->model, fd, job->progress, job->data);
}

static gboolean
write_stdout(Job *job, GError **error)
{
    int number = fill(STDOUT_FILENO, job);

    if (number == 0)
        return TRUE;
    g_set_error(error, G_FILE_ERROR, (gint) g_file_error_from_errno(number), "standard output: %s",
                g_strerror(number));
    return FALSE;
}

gboolean
interchange_write(const Model *model, const InterchangeFormat *format, const char *path,
                  InterchangeProgressFn progress, void *data, GError **error)
{
    Job job = {model, format, progress, data};

    return !strcmp(path, "-") ? write_stdout(&job, error) : file_fill(path, fill, &job, error);
}

const InterchangeFormat *
interchange_format(const char *name)
{
    gsize n;
    const InterchangeFormat *const *formats = interchange_formats(&n);

    for (gsize i = 0; i < n; i++)
        if (!g_ascii_strcasecmp(name, formats[i]->extension))
            return formats[i];
    return NULL;
}

char *
interchange_names(const char *before, const char *between, const char *last)
{
    gsize n;
    const InterchangeFormat *const *formats = interchange_formats(&n);
    g_autofree const char **words = g_new(const char *, n + 1);

    words[0] = INTERCHANGE_OURS;
    for (gsize i = 0; i < n; i++)
        words[i + 1] = formats[i]->extension;
    return text_list(words, n + 1, before, between, last);
}
