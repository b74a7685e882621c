/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sources.c - looks for source files where a program that was built somewhere else may have them.
 * Runs in a signal handler, too, so that it allocates nothing. */
#include "sched/record/sources.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sched/record/recorder-state.h"
#include "sched/trace/source-file.h"

enum { ALL_MAX = 16 << 20 };

static Sources *const sources = &recorder.sources;

void
sources_begin(bool from_here)
{
    const char *folders = getenv("AW_TRACE_SOURCES");
    ssize_t length = readlink("/proc/self/exe", sources->program, sizeof sources->program - 1);
    char *slash;

    sources->program[length > 0 ? length : 0] = '\0';
    slash = strrchr(sources->program, '/');
    if (slash)
        *slash = '\0';
    sources->folders[0] = '\0';
    if (folders && strlen(folders) < sizeof sources->folders)
        strcpy(sources->folders, folders);
    sources->from_here = from_here;
    sources->n_bytes = 0;
}

/* Beside the program; and a name with a folder, which a build may have given relative to the top of
 * its own folder, also below any folder above the program. */
static int
open_by_program(const char *file, size_t *ret_size)
{
    const char *program = sources->program;
    size_t length = strlen(program);
    int fd = source_file_open_below(program, length, file, sources->path, ret_size);

    while (fd < 0 && length && strchr(file, '/')) {
        while (length && program[--length] != '/')
            ;
        fd = source_file_open_in(program, length, file, sources->path, ret_size);
    }
    return fd;
}

int
sources_open(const char *file, size_t *ret_size)
{
    int fd = -1;

    if (file[0] == '/' || sources->from_here)
        fd = source_file_open(file, ret_size);
    if (fd < 0)
        fd = open_by_program(file, ret_size);
    if (fd < 0)
        fd = source_file_open_below_any(sources->folders, file, sources->path, ret_size);
    if (fd >= 0 && sources->n_bytes + *ret_size > ALL_MAX) {
        close(fd);
        return -1;
    }
    sources->n_bytes += fd >= 0 ? *ret_size : 0;
    return fd;
}
