/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* socket-path.h - where programs that can be attached to have their sockets, as FORMAT.md says. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>
#include <sys/un.h>

enum { SOCKET_PATH_MAX = sizeof((struct sockaddr_un *) 0)->sun_path };

/** The folder's path, at most SOCKET_PATH_MAX bytes; with `make`, the folder is made if need be.
 * Returns 0, or an errno: ENAMETOOLONG, or EPERM when it belongs to others or lets them in.
 * `ret_path` is always set. */
int socket_path_folder(char ret_path[SOCKET_PATH_MAX], bool make);

/** What such an errno means, in words. */
const char *socket_path_trouble(int error);

/** The address of the socket of process `pid`. Errors as socket_path_folder(). */
int socket_path_address(pid_t pid, bool make, struct sockaddr_un *ret_address);

/** Whether the other end of a connected socket is a process of the same user. */
bool socket_path_is_own(int fd);
