/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watch.c - reads a recording only while it is silent, since its content is of interest only then,
 * and keeps only what is still alive in it. */
#include "app/cli/watch.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/say/message.h"
#include "sched/trace/reader.h"
#include "ui/model/silence.h"

enum {
    PIECE = 256 * 1024,       /* bytes read at once */
    PIECES_A_LOOK = 32,       /* read before the caller looks again whether the program has ended */
    EVENTS_KEPT = 300 * 1000, /* besides those of what is still alive */
    USUAL_WIDTH = 80,
};

struct Watch {
    int fd;
    TraceReader *reader;
    Model *model;
    gsize max_events;  /* in the model before it forgets what is over */
    gint64 size;       /* bytes of the file */
    gint64 changed_us; /* when it grew last */
    gint64 said_s;     /* seconds of silence in the last message; 0: none */
    gboolean is_terminal;
    char piece[PIECE];
};

/* ---- what is read ---- */

static void
forget(Watch *watch)
{
    model_forget(watch->model);
    watch->max_events = 2 * model_n_events(watch->model) + EVENTS_KEPT;
}

/* Read what was written since; FALSE if there is more to read. */
static gboolean
catch_up(Watch *watch)
{
    for (int i = 0; i < PIECES_A_LOOK; i++) {
        ssize_t size = read(watch->fd, watch->piece, PIECE);
        if (size <= 0)
            return TRUE;
        trace_reader_feed(watch->reader, watch->piece, (gsize) size);
        if (model_n_events(watch->model) > watch->max_events)
            forget(watch);
    }
    return FALSE;
}

/* ---- what is said ---- */

static void
wipe(Watch *watch)
{
    if (watch->said_s && watch->is_terminal)
        fputs("\r\033[K", stderr);
    watch->said_s = 0;
}

/* Show the words on one line of the terminal, shortened to its width. */
static void
show_on_terminal(const char *words)
{
    struct winsize size = {0};
    glong width =
        ioctl(STDERR_FILENO, TIOCGWINSZ, &size) || !size.ws_col ? USUAL_WIDTH : size.ws_col;
    g_autofree char *fitting = g_utf8_strlen(words, -1) < width
                                   ? g_strdup(words)
                                   : g_utf8_substring(words, 0, MAX(width - 2, 1));

    fprintf(stderr, "\r\033[K%s%s", fitting, strlen(fitting) < strlen(words) ? "…" : "");
}

static void
say(Watch *watch, gint64 silent_s)
{
    g_autofree char *words = model_silence(watch->model, silent_s);

    g_strdelimit(words, "\n\r\t\033", ' ');
    if (watch->is_terminal)
        show_on_terminal(words);
    else
        say_note("%s", words);
    watch->said_s = silent_s;
}

void
watch_tick(Watch *watch)
{
    struct stat about;

    if (!watch || fstat(watch->fd, &about))
        return;
    if (about.st_size != watch->size) {
        wipe(watch);
        watch->size = about.st_size;
        watch->changed_us = g_get_monotonic_time();
    }
    gint64 silent_s = (g_get_monotonic_time() - watch->changed_us) / G_USEC_PER_SEC;
    gint64 next_s = watch->is_terminal ? watch->said_s + 1 : 2 * watch->said_s;
    if (silent_s >= MAX(next_s, SILENCE_AFTER_S) && catch_up(watch))
        say(watch, silent_s);
}

/* ---- the watch ---- */

Watch *
watch_new(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return NULL;
    Watch *watch = g_new0(Watch, 1);
    watch->fd = fd;
    watch->model = model_new();
    watch->reader = trace_reader_new(model_sink(), watch->model);
    watch->max_events = EVENTS_KEPT;
    watch->changed_us = g_get_monotonic_time();
    watch->is_terminal = isatty(STDERR_FILENO);
    return watch;
}

void
watch_free(Watch *watch)
{
    if (!watch)
        return;
    wipe(watch);
    close(watch->fd);
    trace_reader_free(watch->reader);
    model_free(watch->model);
    g_free(watch);
}
