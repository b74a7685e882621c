/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* last-words.c - handlers for signals, exit() and fork(). */
#include "sched/record/last-words.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "sched/base/sentence.h"
#include "sched/record/drain-life.h"
#include "sched/record/drain.h"
#include "sched/record/keep.h"
#include "sched/record/output.h"
#include "sched/record/recorder-state.h"
#include "sched/record/write-wait.h"

enum { CRASH_MS = 500 }; /* how long a crash waits for another thread to finish draining */

static const struct {
    int number;
    const char *name;
} crashes[] = {
    {SIGSEGV, "SIGSEGV"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},
    {SIGILL, "SIGILL"},   {SIGABRT, "SIGABRT"},
};
_Static_assert(sizeof crashes / sizeof *crashes == RECORDER_CRASHES, "a handler each");

static Session *const session = &recorder.session;

void
last_words(TraceEndKind kind, int64_t value, const char *text)
{
    if (!session->is_running)
        return;
    session->is_running = false;
    __atomic_store_n(&recorder_on, false, __ATOMIC_SEQ_CST);
    signal(SIGPIPE, SIG_IGN);
    write_wait_end();
    if (drain_lock(CRASH_MS))
        drain_finish(&(TraceEnd){.kind = kind, .value = value, .text = text});
}

/* Restores the handler that was there before, for its own work or the core dump: a fault recurs by
 * itself, with its address; a signal that was sent is sent again. */
static void
on_crash(int number, siginfo_t *info, void *context)
{
    const char *said = sentence_last();
    char text[SENTENCE_MAX + 16];
    int i = 0;

    (void) context;
    while (crashes[i].number != number)
        i++;
    stpcpy(stpcpy(stpcpy(text, crashes[i].name), *said ? ": " : ""), said);
    last_words(TRACE_END_CRASHED, number, text);
    sigaction(number, &session->before[i], NULL);
    if (info->si_code <= 0)
        raise(number);
}

static void
on_exit_called(int status, void *data)
{
    (void) data;
    last_words(TRACE_END_EXITED, status, "exit() was called");
}

/* A forked child has no drain thread, and the file is its parent's. */
static void
in_child(void)
{
    session->is_running = false;
    recorder_on = false;
    session->lock = (pthread_mutex_t) PTHREAD_MUTEX_INITIALIZER;
    session->changed = (pthread_cond_t) PTHREAD_COND_INITIALIZER;
    drain_unlock();
    recorder_forget();
    keep_forget();
    output_forget();
}

void
last_words_watch(void)
{
    struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};

    if (!session->knows_exits) {
        session->knows_exits = true;
        on_exit(on_exit_called, NULL);
        pthread_atfork(NULL, NULL, in_child);
    }
    sentence_prepare();
    for (int i = 0; i < RECORDER_CRASHES; i++)
        sigaction(crashes[i].number, &action, &session->before[i]);
}

void
last_words_unwatch(void)
{
    for (int i = 0; i < RECORDER_CRASHES; i++)
        sigaction(crashes[i].number, &session->before[i], NULL);
}
