/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.c - runs the real program. */
#include "tests/app/cli/program.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/patience.h"

static char *place;

const char *
folder(void)
{
    if (!place)
        place = g_dir_make_tmp("awaitscope-cli.XXXXXX", NULL);
    assert_non_null(place);
    return place;
}

int
folder_clean(void **state)
{
    GDir *dir = place ? g_dir_open(place, 0, NULL) : NULL;
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(place, name, NULL);
        g_unlink(path);
    }
    if (dir)
        g_dir_close(dir);
    if (place)
        g_rmdir(place);
    g_clear_pointer(&place, g_free);
    return 0;
}

const char *
program_path(gboolean troubles)
{
    return g_getenv(troubles ? "AWAITSCOPE_TROUBLES" : "AWAITSCOPE");
}

static char **
words_of(gboolean troubles, const char *arguments)
{
    g_autofree char *line = g_strconcat(program_path(troubles), " ", arguments, NULL);

    return g_strsplit(g_strchomp(line), " ", -1);
}

/* The environment without a display, as in a terminal. */
static char **
environment(void)
{
    char **variables = g_environ_unsetenv(g_get_environ(), "DISPLAY");

    return g_environ_unsetenv(variables, "WAYLAND_DISPLAY");
}

static int
status_of(int wait_status)
{
    return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

Result
program_run(gboolean troubles, const char *arguments)
{
    g_auto(GStrv) words = words_of(troubles, arguments);
    g_auto(GStrv) variables = environment();
    Result result = {0};
    int wait_status;

    assert_true(g_spawn_sync(folder(), words, variables, G_SPAWN_DEFAULT, NULL, NULL, &result.out,
                             &result.err, &wait_status, NULL));
    result.status = status_of(wait_status);
    return result;
}

/* A test that fails leaves by longjmp, and cannot end what it started, so the kernel does. */
static void
die_with_the_test(void *data)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static void
close_in_child(void *data)
{
    close(GPOINTER_TO_INT(data));
}

int
program_run_without(int fd, const char *arguments)
{
    g_auto(GStrv) words = words_of(FALSE, arguments);
    g_auto(GStrv) variables = environment();
    int wait_status;

    assert_true(g_spawn_sync(folder(), words, variables, G_SPAWN_DEFAULT, close_in_child,
                             GINT_TO_POINTER(fd), NULL, NULL, &wait_status, NULL));
    return status_of(wait_status);
}

GPid
program_start(gboolean troubles, const char *arguments)
{
    g_auto(GStrv) words = words_of(troubles, arguments);
    g_auto(GStrv) variables = environment();
    g_autofree char *path = g_build_filename(folder(), "out", NULL);
    int out = g_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int null = g_open("/dev/null", O_WRONLY | O_CLOEXEC, 0);
    GPid pid;

    assert_true(g_spawn_async_with_fds(folder(), words, variables, G_SPAWN_DO_NOT_REAP_CHILD,
                                       die_with_the_test, NULL, &pid, -1, out, null, NULL));
    close(out);
    close(null);
    return pid;
}

int
program_wait(GPid pid)
{
    int wait_status;

    for (int waited = 0; waitpid(pid, &wait_status, WNOHANG) == 0;)
        waited = patience_look_again(waited, "the end of a program");
    return status_of(wait_status);
}

static gboolean
file_says(const char *name, const char *text)
{
    gsize size;
    g_autofree char *bytes = file_bytes(name, &size);

    return bytes && memmem(bytes, size, text, strlen(text));
}

void
program_wait_for(const char *name, const char *text)
{
    for (int waited = 0; !file_says(name, text);)
        waited = patience_look_again(waited, text);
}

void
result_clear(Result *result)
{
    g_free(result->out);
    g_free(result->err);
}

char *
file_bytes(const char *name, gsize *ret_size)
{
    g_autofree char *path = g_build_filename(folder(), name, NULL);
    char *bytes = NULL;

    *ret_size = 0;
    g_file_get_contents(path, &bytes, ret_size, NULL);
    return bytes;
}

gboolean
is_one_line(const char *text)
{
    const char *newline = strchr(text, '\n');

    return newline && newline[1] == 0;
}
