/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-turns.c - turns of the loop in words. */
#include "ui/model/ready-item.h"
#include "ui/model/sentence-text.h"

/* ---- turns ---- */

/* All that is ready is of one of the kinds, a bit each. */
static gboolean
all_ready_are(Moment *m, guint kinds)
{
    StateItem item;
    guint at = 0;

    while (state_next_ready(m->state, &at, &item))
        if (!(kinds & 1u << item.kind))
            return FALSE;
    m->n = state_n_ready(m->state);
    return m->n > 0;
}

static gboolean
is_unknown(Moment *m)
{
    return state_ready_unknown(m->state) || state_n_ready(m->state) == 0;
}

static gboolean
one_is_ready(Moment *m)
{
    return queue_has_one(m) && take_next(m);
}

static gboolean
tasks_are_ready(Moment *m)
{
    return all_ready_are(m, 1u << STATE_STEP);
}

static gboolean
results_are_ready(Moment *m)
{
    return all_ready_are(m, 1u << STATE_RESULT);
}

static gboolean
timers_are_ready(Moment *m)
{
    return all_ready_are(m, 1u << STATE_LATER | 1u << STATE_EXPIRED);
}

static gboolean
callbacks_are_ready(Moment *m)
{
    return all_ready_are(m, 1u << STATE_DONE | 1u << STATE_HANDLE);
}

static gboolean
things_are_ready(Moment *m)
{
    m->n = state_n_ready(m->state);
    return TRUE;
}

static gboolean
is_first_turn(Moment *m)
{
    return m->event->value == 1;
}

static gboolean
has_names(Moment *m)
{
    return !is_unknown(m) && m->n > 1 && (tasks_are_ready(m) || results_are_ready(m));
}

/* The names of the first `n` that are ready. */
static void
say_names(Moment *m, guint n)
{
    GString *names = g_string_new(NULL);
    StateItem item;
    guint at = 0;

    for (guint i = 0; i < n && state_next_ready(m->state, &at, &item); i++) {
        g_autofree char *name = sentence_name(m, item.track);
        g_string_append_printf(names, "%s%s", i ? ", " : "", name);
    }
    moment_say(m, g_string_free(names, FALSE));
}

static gboolean
few_have_names(Moment *m)
{
    m->n = state_n_ready(m->state);
    if (m->n > NAMES_SAID || !has_names(m))
        return FALSE;
    say_names(m, NAMES_SAID);
    return TRUE;
}

static gboolean
many_have_names(Moment *m)
{
    m->n = state_n_ready(m->state);
    if (!has_names(m))
        return FALSE;
    say_names(m, NAMES_SAID);
    m->n -= NAMES_SAID;
    return TRUE;
}

static gboolean
several_are_ready(Moment *m)
{
    return state_n_ready(m->state) > 1 && take_next(m);
}

const SentenceRow sentences_of_turns[] = {
    ROW(TURN_BEGIN, "1.unknown", is_unknown, "Turn {turn} begins."),
    SEE(TURN_BEGIN, "1.one", one_is_ready, sentences_alone),
    MANY(TURN_BEGIN, "1.tasks", tasks_are_ready, "Turn {turn} begins with {n} task ready.",
         "Turn {turn} begins with {n} tasks ready."),
    MANY(TURN_BEGIN, "1.results", results_are_ready, "Turn {turn} begins with {n} result ready.",
         "Turn {turn} begins with {n} results ready."),
    MANY(TURN_BEGIN, "1.timers", timers_are_ready, "Turn {turn} begins with {n} timer ready.",
         "Turn {turn} begins with {n} timers ready."),
    MANY(TURN_BEGIN, "1.callbacks", callbacks_are_ready,
         "Turn {turn} begins with {n} callback ready.",
         "Turn {turn} begins with {n} callbacks ready."),
    MANY(TURN_BEGIN, "1.mixed", things_are_ready, "Turn {turn} begins with {n} thing ready.",
         "Turn {turn} begins with {n} things ready."),
    ROW(TURN_BEGIN, "2.only", is_first_turn, "A turn runs what is ready as it begins, in order."),
    ROW(TURN_BEGIN, "2.list", few_have_names, "In order: {text}."),
    MANY(TURN_BEGIN, "2.longer", many_have_names, "In order: {text} and {n} more.",
         "In order: {text} and {n} more."),
    SEE(TURN_BEGIN, "2.head", several_are_ready, sentences_head),
    END_OF_ROWS,
};
