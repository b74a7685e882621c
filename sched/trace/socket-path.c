/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* socket-path.c - the folder of sockets, which must belong to this user alone. */
#include "sched/trace/socket-path.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* In /tmp anybody may have made the folder, or have put a link there. */
static int
check_folder(const char *path)
{
    struct stat about;

    if (lstat(path, &about))
        return errno;
    if (!S_ISDIR(about.st_mode))
        return ENOTDIR;
    return about.st_uid == geteuid() && !(about.st_mode & 077) ? 0 : EPERM;
}

int
socket_path_folder(char ret_path[SOCKET_PATH_MAX], bool make)
{
    const char *runtime = secure_getenv("XDG_RUNTIME_DIR");
    int size =
        runtime && runtime[0] == '/'
            ? snprintf(ret_path, SOCKET_PATH_MAX, "%s/awaitscope", runtime)
            : snprintf(ret_path, SOCKET_PATH_MAX, "/tmp/awaitscope-%u", (unsigned) geteuid());
    int error = size < SOCKET_PATH_MAX ? 0 : ENAMETOOLONG;

    if (!error && make && mkdir(ret_path, 0700) && errno != EEXIST)
        error = errno;
    return error ? error : check_folder(ret_path);
}

const char *
socket_path_trouble(int error)
{
    return error == EPERM ? "its folder must be this user's alone, mode 0700" : strerror(error);
}

int
socket_path_address(pid_t pid, bool make, struct sockaddr_un *ret_address)
{
    char folder[SOCKET_PATH_MAX];
    int error = socket_path_folder(folder, make);

    *ret_address = (struct sockaddr_un){.sun_family = AF_UNIX};
    int size = snprintf(ret_address->sun_path, SOCKET_PATH_MAX, "%s/%d", folder, (int) pid);
    return error || size < SOCKET_PATH_MAX ? error : ENAMETOOLONG;
}

bool
socket_path_is_own(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;

    return !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) && peer.uid == geteuid();
}
