/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ending.c - a row for each way a run can end. */
#include "app/say/ending.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

typedef struct {
    const Model *model;
    const TraceEnd *end;
    int wait_status; /* of the process; 0 for a file */
} Ending;

static char *
say_done(const Ending *ending)
{
    gboolean exact = !g_strcmp0(model_meta(ending->model, "clock"), "virtual");

    return g_strdup(exact ? "exact: the same every time" : "real clock");
}

static char *
say_failed(const Ending *ending)
{
    return g_strdup_printf("failed: %s", ending->end->text);
}

static char *
say_stopped(const Ending *ending)
{
    return g_strdup("stopped");
}

static char *
say_deadlock(const Ending *ending)
{
    return g_strdup("deadlock: nothing is left that could wake it");
}

static char *
say_crashed(const Ending *ending)
{
    return g_strdup_printf("crashed: %s", ending->end->text);
}

static char *
say_exited(const Ending *ending)
{
    return g_strdup_printf("exited with status %d", (int) ending->end->value);
}

static char *
say_detached(const Ending *ending)
{
    return g_strdup("detached: the run goes on");
}

/* Real-time signals have no names. */
char *
signal_name(int number)
{
    const char *name = sigabbrev_np(number);

    return name ? g_strconcat("SIG", name, NULL) : g_strdup_printf("signal %d", number);
}

/* The recording does not say how the run ended, but the wait status of its process may. */
static char *
say_cut(const Ending *ending)
{
    if (!ending->wait_status || !WIFSIGNALED(ending->wait_status))
        return g_strdup("cut: its end is missing");
    g_autofree char *name = signal_name(WTERMSIG(ending->wait_status));
    return g_strdup_printf("killed: %s", name);
}

static const struct {
    char *(*say)(const Ending *);
    Tone tone;
} ends[] = {
    [TRACE_END_NONE] = {say_cut, TONE_BAD},
    [TRACE_END_DONE] = {say_done, TONE_GOOD},
    [TRACE_END_FAILED] = {say_failed, TONE_BAD},
    [TRACE_END_INTERRUPTED] = {say_stopped, TONE_QUIET},
    [TRACE_END_DEADLOCK] = {say_deadlock, TONE_BAD},
    [TRACE_END_CRASHED] = {say_crashed, TONE_BAD},
    [TRACE_END_EXITED] = {say_exited, TONE_BAD},
    [TRACE_END_DETACHED] = {say_detached, TONE_QUIET},
};

char *
ending_words(const Model *model, int wait_status, Tone *ret_tone)
{
    const Ending ending = {model, model_end(model), wait_status};

    if (!ending.end || ending.end->kind >= G_N_ELEMENTS(ends))
        return NULL;
    *ret_tone = ends[ending.end->kind].tone;
    return ends[ending.end->kind].say(&ending);
}
