/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guests.c - starting guests, and talking to their sockets. */
#include "tests/app/cli/guests.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/patience.h"

static char *runtime_folder;

const char *
guest_path(void)
{
    return g_getenv("AWAITSCOPE_GUEST");
}

const char *
runtime(void)
{
    if (!runtime_folder) {
        runtime_folder = g_dir_make_tmp("awaitscope-run.XXXXXX", NULL);
        g_setenv("XDG_RUNTIME_DIR", runtime_folder, TRUE);
    }
    assert_non_null(runtime_folder);
    return runtime_folder;
}

/* A test that fails leaves by longjmp, and cannot end what it started, so the kernel does. */
static void
die_with_the_test(void *data)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static int
open_in_folder(const char *name)
{
    g_autofree char *path = g_build_filename(folder(), name, NULL);

    return g_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

GPid
guest_start(const char *deed, const char *trace)
{
    const char *words[] = {guest_path(), deed, NULL};
    int out, err;
    GPid pid;

    runtime();
    g_auto(GStrv) variables = g_environ_setenv(g_get_environ(), "AW_TRACE", trace, TRUE);
    out = open_in_folder("out");
    err = open_in_folder("err");
    assert_true(g_spawn_async_with_fds(folder(), (char **) words, variables,
                                       G_SPAWN_DO_NOT_REAP_CHILD, die_with_the_test, NULL, &pid, -1,
                                       out, err, NULL));
    close(out);
    close(err);
    return pid;
}

int
guest_run(const char *deed, const char *trace)
{
    return program_wait(guest_start(deed, trace));
}

char *
guest_complaint(void)
{
    gsize size;
    char *text = file_bytes("err", &size);

    return text ? text : g_strdup("");
}

char *
guest_socket(GPid pid)
{
    return g_strdup_printf("%s/awaitscope/%d", runtime(), pid);
}

void
guest_wait_for_socket(GPid pid)
{
    g_autofree char *path = guest_socket(pid);

    for (int waited = 0; g_access(path, F_OK);)
        waited = patience_look_again(waited, path);
    program_wait_for("out", "before"); /* it is listening before its first coroutine runs */
}

int
guest_connect(GPid pid)
{
    g_autofree char *path = guest_socket(pid);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    assert_int_equal(connect(fd, (const struct sockaddr *) &address, sizeof address), 0);
    return fd;
}

char *
guest_ask(int fd, const char *text)
{
    GString *line = g_string_new(NULL);
    char byte;

    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
    while (recv(fd, &byte, 1, 0) == 1 && byte != '\n')
        g_string_append_c(line, byte);
    return g_string_free(line, FALSE);
}

static char *
ask_program(const char *command, const char *name)
{
    g_autofree char *arguments = g_strdup_printf("%s %s", command, name);
    Result result = program_run(FALSE, arguments);

    if (result.status)
        fail_msg("%s: %s", arguments, result.err);
    g_free(result.err);
    return result.out;
}

char *
info_of(const char *name)
{
    return ask_program("info", name);
}

char *
events_of(const char *name)
{
    return ask_program("events", name);
}

GPid
guest_listening(const char *deed)
{
    GPid pid = guest_start(deed, "listen");

    guest_wait_for_socket(pid);
    return pid;
}

void
guest_end(GPid pid)
{
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
}

static char *
attach_arguments(GPid pid, const char *file)
{
    return g_strdup_printf("attach %d -o %s", pid, file);
}

GPid
attach_start(GPid pid, const char *file)
{
    g_autofree char *arguments = attach_arguments(pid, file);

    return program_start(FALSE, arguments);
}

Result
attach_run(GPid pid, const char *file)
{
    g_autofree char *arguments = attach_arguments(pid, file);

    return program_run(FALSE, arguments);
}

void
attach_stop(GPid recorder)
{
    kill(recorder, SIGINT);
    assert_int_equal(program_wait(recorder), 0);
}

void
assert_attach_refused(GPid pid, const char *words)
{
    Result result = attach_run(pid, "refused.awt");

    assert_int_equal(result.status, 2);
    assert_says(result.err, words);
    result_clear(&result);
}

void
assert_says(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in: %s", part, text);
}

int
guests_clean(void **state)
{
    g_autofree char *sockets =
        runtime_folder ? g_build_filename(runtime_folder, "awaitscope", NULL) : NULL;
    g_autoptr(GDir) dir = sockets ? g_dir_open(sockets, 0, NULL) : NULL;
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(sockets, name, NULL);
        g_unlink(path);
    }
    if (sockets)
        g_rmdir(sockets);
    if (runtime_folder)
        g_rmdir(runtime_folder);
    g_clear_pointer(&runtime_folder, g_free);
    return folder_clean(state);
}
