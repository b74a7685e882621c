/* SPDX-License-Identifier: GPL-3.0-or-later */
/* installed.c - see installed.h. */
#include "tests/support/installed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

static char *folder; /* with what was installed in dest/ */

/* Precedes each script: the compiler that built the library, and no window. */
static const char prelude[] =
    "cc() { command $COMPILER $SANITIZE -Wall -Wextra -Werror \"$@\"; }\n"
    "awaitscope() { \"$BUILD/app/awaitscope\" info \"$@\"; }\n"
    "export PKG_CONFIG_SYSROOT_DIR=\"$PWD/dest\" PKG_CONFIG_PATH=\"$PWD/dest$PKGCONFIG\"\n";

int
installed_run(const char *script, char **ret_output)
{
    g_autofree char *whole = g_strdup_printf("exec 2>&1\nset -e\n%s%s", prelude, script);
    const char *argv[] = {"sh", "-c", whole, NULL};
    g_autofree char *output = NULL;
    int status = -1;

    g_spawn_sync(folder, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                 &status, NULL);
    if (status != 0)
        print_message("%s\nsaid\n%s\n", script, output);
    if (ret_output)
        *ret_output = g_steal_pointer(&output);
    return status;
}

void
installed_write(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    assert_true(g_file_set_contents(path, text, -1, NULL));
}

int
installed_begin(void **state)
{
    folder = g_dir_make_tmp("installed-XXXXXX", NULL);
    if (!folder)
        return -1;
    return installed_run(
        "meson install -C \"$BUILD\" --no-rebuild --destdir \"$PWD/dest\" --tags devel", NULL);
}

int
installed_end(void **state)
{
    int status = installed_run("rm -rf \"$PWD\"", NULL);

    g_free(folder);
    return status;
}
