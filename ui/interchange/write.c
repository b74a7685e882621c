/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write.c - a model as a file for other programs. To add a format: a file, a line in formats.h, and
 * a row in the table at the end. */
#include <string.h>
#include <unistd.h>

#include "ui/export/files.h"
#include "ui/interchange/formats.h"

/* What is to be written, for whoever has opened the file. */
typedef struct {
    const Model *model;
    const InterchangeFormat *format;
    InterchangeProgressFn progress;
    void *data;
} Job;

static const InterchangeFormat formats[];

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
interchange_formats(gsize *ret_n)
{
    for (*ret_n = 0; formats[*ret_n].extension;)
        (*ret_n)++;
    return formats;
}

const InterchangeFormat *
interchange_format(const char *name)
{
    for (const InterchangeFormat *format = formats; format->extension; format++)
        if (!g_ascii_strcasecmp(name, format->extension))
            return format;
    return NULL;
}

static const InterchangeFormat formats[] = {
    {"pftrace", "tracks and slices, for the Perfetto viewer", pftrace_write},
    {"json", "Chrome's trace events, which many viewers read", chrome_write},
    {"csv", "table of events, for spreadsheets", csv_write},
    {NULL, NULL, NULL},
};
