/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* source-file.c - see source-file.h. */
#include "sched/trace/source-file.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_source(int fd, size_t *ret_size)
{
    struct stat about;

    if (fstat(fd, &about) || !S_ISREG(about.st_mode) || about.st_size <= 0 ||
        about.st_size > SOURCE_FILE_MAX)
        return false;
    *ret_size = (size_t) about.st_size;
    return true;
}

int
source_file_open(const char *path, size_t *ret_size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd >= 0 && is_source(fd, ret_size))
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

int
source_file_open_in(const char *folder, size_t length, const char *file, char path[PATH_MAX],
                    size_t *ret_size)
{
    if (length + strlen(file) + 2 > PATH_MAX)
        return -1;
    memcpy(path, folder, length);
    path[length] = '/';
    strcpy(path + length + 1, file);
    return source_file_open(path, ret_size);
}

int
source_file_open_below(const char *folder, size_t length, const char *file, char path[PATH_MAX],
                       size_t *ret_size)
{
    int fd = -1;

    for (const char *slash; length && file && fd < 0; file = slash ? slash + 1 : NULL) {
        slash = strchr(file, '/');
        fd = source_file_open_in(folder, length, file, path, ret_size);
    }
    return fd;
}

int
source_file_open_below_any(const char *folders, const char *file, char path[PATH_MAX],
                           size_t *ret_size)
{
    int fd = -1;

    while (fd < 0 && *folders) {
        size_t length = strcspn(folders, ":");
        fd = source_file_open_below(folders, length, file, path, ret_size);
        folders += length + (folders[length] == ':');
    }
    return fd;
}
