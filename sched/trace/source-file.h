/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* source-file.h - finds a source file by the name that a site has for it, which the compiler was
 * given in some other folder. Allocates nothing, and may run in a signal handler. */
#pragma once
#include <limits.h>
#include <stddef.h>

enum { SOURCE_FILE_MAX = 1 << 20 }; /* bytes; a larger file is no source */

/** Opens `path`. Returns a descriptor, or -1 if there is no plain file that is neither empty nor
 * larger than SOURCE_FILE_MAX. */
int source_file_open(const char *path, size_t *ret_size);

/** The same for `file` in the folder whose name is the first `length` bytes of `folder`. Returns in
 * `path` which file that is. */
int source_file_open_in(const char *folder, size_t length, const char *file, char path[PATH_MAX],
                        size_t *ret_size);

/** Opens "../src/shop.c" as that, as "src/shop.c" or as "shop.c", whichever is found first in that
 * folder. */
int source_file_open_below(const char *folder, size_t length, const char *file, char path[PATH_MAX],
                           size_t *ret_size);

/** The same below the first of several folders that has it: "/a:/b". */
int source_file_open_below_any(const char *folders, const char *file, char path[PATH_MAX],
                               size_t *ret_size);
