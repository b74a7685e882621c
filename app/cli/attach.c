/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attach.c - awaitscope attach: records or shows a program that is already running. */
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <gtk/gtk.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/cli/call.h"
#include "app/cli/target.h"
#include "app/cli/watch.h"
#include "app/run/outfile.h"
#include "app/run/peers.h"
#include "app/say/message.h"
#include "app/window/application.h"
#include "sched/trace/tail.h"

enum { LOOK_MS = 200 };

/* ---- the list ---- */

static char *
since_text(gint64 seconds)
{
    g_autoptr(GDateTime) since = g_date_time_new_from_unix_local(seconds);

    return since ? g_date_time_format(since, "%F %T") : g_strdup("");
}

static void
append_peer(GString *text, const Peer *peer)
{
    g_autofree char *since = since_text(peer->since_s);

    if (!*peer->program)
        g_string_append_printf(text, "%-8d does not answer\n", peer->pid);
    else
        g_string_append_printf(text, "%-8d %-16s %-20s %s%s\n", peer->pid, peer->program, since,
                               peer->title, peer->attached ? " (attached)" : "");
}

static int
list(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) peers = peers_list(&error);
    g_autoptr(GString) text = g_string_new(NULL);

    if (!peers)
        return say_error("%s", error->message);
    if (!peers->len) {
        say_note("no program can be attached to: none runs under AW_TRACE=listen");
        return STATUS_DONE;
    }
    g_string_append_printf(text, "%-8s %-16s %-20s %s\n", "PID", "PROGRAM", "SINCE", "TITLE");
    for (guint i = 0; i < peers->len; i++)
        append_peer(text, g_ptr_array_index(peers, i));
    return say_output(text->str);
}

/* ---- in the terminal ---- */

static volatile sig_atomic_t
    interrupts; /* a signal handler is passed nothing that it could count in */

/* The first Ctrl+C detaches. The second does not wait for what is still to come. */
static void
on_interrupt(int number)
{
    if (++interrupts > 1)
        _exit(STATUS_INTERRUPTED);
}

static void
catch_interrupts(void)
{
    const struct sigaction action = {.sa_handler = on_interrupt};

    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    say_outlive_limits();
}

typedef struct {
    int socket, file;
    TraceTail tail;
    int error; /* errno from writing the file; 0: none */
} Copy;

/* Returns 0 or an errno. Ctrl+C may interrupt a write to a full pipe. */
static int
write_all(int file, const char *bytes, gsize size)
{
    for (gsize done = 0; done < size;) {
        ssize_t n = write(file, bytes + done, size - done);

        if (n >= 0)
            done += (gsize) n;
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

/* Returns FALSE at the end of the stream, or when the file cannot be written. */
static gboolean
copy_piece(Copy *copy)
{
    char bytes[64 * 1024];
    ssize_t size = recv(copy->socket, bytes, sizeof bytes, MSG_DONTWAIT);

    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return TRUE;
    if (size <= 0)
        return FALSE;
    copy->error = write_all(copy->file, bytes, (gsize) size);
    if (copy->error)
        return FALSE;
    trace_tail_add(&copy->tail, bytes, (gsize) size);
    return TRUE;
}

static void
copy_all(Copy *copy, Watch *watch)
{
    struct pollfd socket = {.fd = copy->socket, .events = POLLIN};
    gboolean detached = FALSE;

    do {
        if (interrupts && !detached)
            detached = shutdown(copy->socket, SHUT_WR) == 0;
        watch_tick(watch);
    } while (poll(&socket, 1, LOOK_MS) <= 0 || copy_piece(copy));
}

/* A run that is killed does not say that it ended, so its recording has no end. */
static int
record(int socket, const char *name, OutFile *file)
{
    Copy copy = {.socket = socket, .file = file->fd};
    Watch *watch;

    if (!file->is_regular)
        copy.file = file->fd = open(file->path, O_WRONLY | O_CLOEXEC);
    if (copy.file < 0)
        return say_error("%s: %s", file->name, g_strerror(errno));
    watch = file->is_regular ? watch_new(file->path) : NULL;
    catch_interrupts();
    copy_all(&copy, watch);
    watch_free(watch);
    if (copy.error)
        return say_error("%s: %s", file->name, g_strerror(copy.error));
    say_note("%s%s; recorded in %s", name,
             !trace_tail_has_end(&copy.tail) ? " ended without a word, the recording is cut"
             : interrupts                    ? " runs on"
                                             : " ended",
             file->name);
    return STATUS_DONE;
}

/* ---- the command ---- */

static int
show(int socket, const char *name, const OutFile *file)
{
    const LiveRun run = {.name = name, .path = file->path, .socket = socket, .file = file->fd};

    g_unix_set_fd_nonblocking(socket, TRUE, NULL);
    return window_main_live(&run);
}

/* Attaches before it opens the file, so that a failure to attach leaves an existing file as it
 * is. */
static int
attach_to(const TargetOptions *options, GPid pid, const char *name)
{
    OutFile file = {.fd = -1};
    g_autoptr(GError) error = NULL;
    gboolean window = !options->no_window && gtk_init_check();
    int status, socket = peer_attach(pid, &error);

    if (socket < 0)
        return say_error("%s", error->message);
    if ((!window || options->output) && !out_file_open(&file, options->output, name, &error))
        status = say_error("%s", error->message);
    else if (window)
        status = show(socket, name, &file);
    else
        status = record(socket, name, &file);
    out_file_clear(&file);
    return status;
}

static int
attach(const void *data, char **arguments, int n)
{
    const TargetOptions *options = data;
    guint64 pid;

    if (n == 0)
        return options->output ? say_error("attach: -o needs the PID of a program") : list();
    if (!g_ascii_string_to_unsigned(arguments[0], 10, 1, G_MAXINT32, &pid, NULL))
        return say_error("attach: %s is not a process id", arguments[0]);
    Peer *peer = peer_ask((GPid) pid);
    g_autofree char *name = g_strdup(peer && *peer->program ? peer->program : "program");
    peer_free(peer);
    return attach_to(options, (GPid) pid, name);
}

static int
command(const Call *call)
{
    TargetOptions options = {0};
    const GOptionEntry entries[] = {TARGET_ENTRIES(options), {0}};

    return call_run(call, entries, attach, &options);
}

const Command command_attach = {
    .name = "attach",
    .arguments = "[PID] [-o FILE.awt] [--no-window]",
    .about = "show or record a program that runs under AW_TRACE=listen; without PID, list them",
    .details =
        "Without a display, or with --no-window, it is recorded until it ends or Ctrl+C is\n"
        "pressed. When the recorder leaves, the program runs on, and can be attached to again.",
    .min_arguments = 0,
    .max_arguments = 1,
    .call = command,
};
