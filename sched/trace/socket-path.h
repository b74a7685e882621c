/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* socket-path.h - where programs that can be attached to have their sockets: FORMAT.md says it,
 * too. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>
#include <sys/un.h>

enum { PLACE_MAX = sizeof((struct sockaddr_un *) 0)->sun_path };

/** The folder, of at most PLACE_MAX bytes, made if need be when `make`. Returns 0, or an errno:
 * ENAMETOOLONG, or EPERM when it belongs to others or lets them in. `ret_path` is always set. */
int place_folder(char ret_path[PLACE_MAX], bool make);

/** What such an errno means, in words. */
const char *place_trouble(int error);

/** The address of the socket of process `pid`. Errors as place_folder(). */
int place_socket(pid_t pid, bool make, struct sockaddr_un *ret_address);

/** Whether the other end of a connected socket is a process of the same user. */
bool place_is_own(int fd);
