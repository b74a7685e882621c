/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peers.c - talks to the sockets of programs: connect, send a line, read a line. FORMAT.md
 * describes the lines. */
#include "app/run/peers.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sched/trace/socket-path.h"

enum { PATIENCE_S = 3, ANSWER_MAX = 1024 };

void
peer_free(Peer *peer)
{
    if (!peer)
        return;
    g_free(peer->program);
    g_free(peer->title);
    g_free(peer);
}

/* ---- a connection ---- */

/* Returns -1 with errno set on failure. A socket that belongs to another user is refused. */
static int
connect_to(GPid pid)
{
    const struct timeval patience = {.tv_sec = PATIENCE_S};
    struct sockaddr_un address;
    int error = socket_path_address(pid, FALSE, &address);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (!error && connect(fd, (const struct sockaddr *) &address, sizeof address))
        error = errno;
    if (!error && !socket_path_is_own(fd))
        error = EPERM;
    if (!error)
        return fd;
    close(fd);
    errno = error;
    return -1;
}

/* Returns the first line of the answer, without its newline; NULL if there is none. Reads byte by
 * byte, since what follows belongs to the caller. The caller frees. */
static char *
ask(int fd, const char *request)
{
    g_autoptr(GString) line = g_string_new(NULL);
    char byte;

    if (send(fd, request, strlen(request), MSG_NOSIGNAL) < 0)
        return NULL;
    while (line->len < ANSWER_MAX && recv(fd, &byte, 1, 0) == 1) {
        if (byte == '\n')
            return g_strdup(line->str);
        g_string_append_c(line, byte);
    }
    return NULL;
}

/* ---- about ---- */

/* Replaces control characters, so that the text cannot move a terminal's cursor. */
static char *
printable(const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);

    for (char *at = valid; *at; at++)
        if (g_ascii_iscntrl(*at))
            *at = '?';
    return valid;
}

static void
take_line(Peer *peer, const char *line)
{
    const char *value = strchr(line, ' ');

    if (!value++)
        return;
    if (g_str_has_prefix(line, "program ") && !*peer->program) {
        g_free(peer->program);
        peer->program = printable(value);
    } else if (g_str_has_prefix(line, "title ") && !*peer->title) {
        g_free(peer->title);
        peer->title = printable(value);
    } else if (g_str_has_prefix(line, "since ")) {
        peer->since_s = g_ascii_strtoll(value, NULL, 10);
    } else if (g_str_has_prefix(line, "attached ")) {
        peer->attached = *value == '1';
    }
}

static void
read_about(Peer *peer, int fd)
{
    g_autofree char *first = ask(fd, "about\n");
    char text[ANSWER_MAX] = "";
    gsize size = 0;
    ssize_t n;

    if (g_strcmp0(first, "ok") != 0)
        return;
    while (size < sizeof text - 1 && (n = recv(fd, text + size, sizeof text - 1 - size, 0)) > 0)
        size += (gsize) n;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        take_line(peer, *line);
}

static Peer *
peer_at(GPid pid, int fd)
{
    Peer *peer = g_new0(Peer, 1);

    peer->pid = pid;
    peer->program = g_strdup("");
    peer->title = g_strdup("");
    read_about(peer, fd);
    close(fd);
    return peer;
}

Peer *
peer_ask(GPid pid)
{
    int fd = connect_to(pid);

    return fd < 0 ? NULL : peer_at(pid, fd);
}

/* ---- all ---- */

static int
by_pid(gconstpointer a, gconstpointer b)
{
    const Peer *left = *(const Peer *const *) a, *right = *(const Peer *const *) b;

    return (left->pid > right->pid) - (left->pid < right->pid);
}

/* The process id that a socket is named after; 0 if `name` is something else. */
static GPid
pid_of(const char *name)
{
    guint64 pid;

    return g_ascii_string_to_unsigned(name, 10, 1, G_MAXINT32, &pid, NULL) ? (GPid) pid : 0;
}

static void
add_peer(GPtrArray *peers, const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    GPid pid = pid_of(name);
    int fd = pid ? connect_to(pid) : -1;

    if (fd >= 0)
        g_ptr_array_add(peers, peer_at(pid, fd));
    else if (pid && errno == ECONNREFUSED)
        g_unlink(path); /* its program crashed */
}

GPtrArray *
peers_list(GError **error)
{
    GPtrArray *peers = g_ptr_array_new_with_free_func((GDestroyNotify) peer_free);
    char path[SOCKET_PATH_MAX];
    int trouble = socket_path_folder(path, FALSE);
    g_autoptr(GDir) folder = trouble ? NULL : g_dir_open(path, 0, error);
    const char *name;

    if (trouble && trouble != ENOENT) {
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(trouble), "%s: %s", path,
                    socket_path_trouble(trouble));
        g_clear_pointer(&peers, g_ptr_array_unref);
    }
    while (folder && (name = g_dir_read_name(folder)))
        add_peer(peers, path, name);
    if (peers)
        g_ptr_array_sort(peers, by_pid);
    return peers;
}

/* ---- attaching ---- */

static const char *
why_not(int number)
{
    if (number == ENOENT || number == ECONNREFUSED)
        return "no program of that number runs under AW_TRACE=listen";
    return socket_path_trouble(number);
}

int
peer_attach(GPid pid, GError **error)
{
    int fd = connect_to(pid);
    g_autofree char *answer = NULL;

    if (fd < 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%d: %s", pid, why_not(errno));
        return -1;
    }
    answer = ask(fd, "record\n");
    if (!g_strcmp0(answer, "ok"))
        return fd;
    g_autofree char *reason = printable(answer && g_str_has_prefix(answer, "no ")
                                            ? answer + strlen("no ")
                                            : "it does not answer as programs with aw do");
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%d: %s", pid, reason);
    close(fd);
    return -1;
}
