/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.c - reads a log line by line and finds what must not happen in any program: time that goes
 * back, a task that never ends or ends twice, a callback that never runs, runs twice or out of
 * order, a result that differs from what was returned, somebody who waits for what is already
 * there. */
#include "tests/conformance/check.h"

#include <stdlib.h>
#include <string.h>

/* An op that somebody has begun and not finished. */
typedef struct {
    char *op, *subject;
} Open;

/* Somebody who does ops: a task, a callback, a thread. */
typedef struct {
    GPtrArray *open; /* Open; the innermost last */
    int n_starts, n_ends;
    char *end; /* "-> 5" or "!E1" */
} Person;

typedef struct {
    int n_asked, n_fired;
    gboolean is_timer, was_called_off;
    gint64 number, deadline_ms;
} Call;

void
check_fault(Check *check, const char *format, ...)
{
    va_list args;

    if (check->fault)
        return;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    check->fault = g_strdup_printf("line %u: %s", check->n_lines, text);
}

/* ---- people ---- */

static void
open_free(void *data)
{
    Open *open = data;

    g_free(open->op);
    g_free(open->subject);
    g_free(open);
}

static void
person_free(void *data)
{
    Person *person = data;

    g_ptr_array_unref(person->open);
    g_free(person->end);
    g_free(person);
}

static Person *
person_of(Check *check, const char *who)
{
    Person *person = g_hash_table_lookup(check->people, who);

    if (person)
        return person;
    person = g_new0(Person, 1);
    person->open = g_ptr_array_new_with_free_func(open_free);
    g_hash_table_insert(check->people, g_strdup(who), person);
    return person;
}

static Open *
innermost(Person *person)
{
    return person->open->len ? person->open->pdata[person->open->len - 1] : NULL;
}

static const char *
word(const Line *line, guint i)
{
    return i < line->n ? line->words[i] : "";
}

/* "> op subject" */
static void
on_arrival(Check *check, const Line *line)
{
    Open *open = g_new0(Open, 1);

    open->op = g_strdup(word(line, 1));
    open->subject = g_strdup(word(line, 2));
    g_ptr_array_add(person_of(check, line->who)->open, open);
    thing_arrival(check, line->who, open->op, open->subject);
}

/* "< op subject" */
static void
on_departure(Check *check, const Line *line)
{
    Person *person = person_of(check, line->who);
    Open *open = innermost(person);

    if (!open || !g_str_equal(open->op, word(line, 1)) ||
        !g_str_equal(open->subject, word(line, 2))) {
        check_fault(check, "%s leaves %s, which it is not in", line->who, word(line, 1));
        return;
    }
    thing_departure(check, line->who, open->op, open->subject);
    g_ptr_array_set_size(person->open, (int) person->open->len - 1);
}

static void
on_start(Check *check, const Line *line)
{
    if (++person_of(check, line->who)->n_starts > 1)
        check_fault(check, "%s starts twice", line->who);
}

static void
on_end(Check *check, const Line *line)
{
    Person *person = person_of(check, line->who);

    if (++person->n_ends > person->n_starts)
        check_fault(check, "%s ends more often than it starts", line->who);
    g_free(person->end);
    person->end = g_strjoinv(" ", line->words + 1);
}

/* "await T -> v": what T returned. */
static void
on_await(Check *check, const Line *line)
{
    Person *person = g_hash_table_lookup(check->people, word(line, 1));

    if (line->error || !person || !person->n_starts || line->n < 3)
        return;
    g_autofree char *got = g_strjoinv(" ", line->words + 2);
    if (g_strcmp0(got, person->end))
        check_fault(check, "%s gets \"%s\" from %s, which ended \"%s\"", line->who, got,
                    word(line, 1), person->end ? person->end : "not yet");
}

/* ---- callbacks ---- */

static Call *
call_of(Check *check, const char *name)
{
    Call *call = g_hash_table_lookup(check->calls, name);

    if (!call) {
        call = g_new0(Call, 1);
        g_hash_table_insert(check->calls, g_strdup(name), call);
    }
    return call;
}

/* "call_soon K" */
static void
on_call_soon(Check *check, const Line *line)
{
    Call *call = call_of(check, word(line, 1));

    call->n_asked += !line->error;
    call->number = ++check->next_call;
}

/* "call_later K ms"; a deadline in the past is not checked for order. */
static void
on_call_later(Check *check, const Line *line)
{
    gint64 ms = g_ascii_strtoll(word(line, 2), NULL, 10);
    Call *call = call_of(check, word(line, 1));

    on_call_soon(check, line);
    call->deadline_ms = g_str_equal(word(line, 0), "call_at") ? ms : line->ms + ms;
    call->is_timer = call->deadline_ms >= line->ms;
}

/* "add_callback T K" */
static void
on_add_callback(Check *check, const Line *line)
{
    if (!g_str_equal(word(line, 2), "unknown"))
        call_of(check, word(line, 2))->n_asked++;
}

/* "cancel_handle K". K may be unknown; if it already ran, nothing changes. */
static void
on_cancel_handle(Check *check, const Line *line)
{
    Call *call = g_hash_table_lookup(check->calls, word(line, 1));

    if (call && !call->n_fired)
        call->was_called_off = TRUE;
}

/* Handles run in the order they were queued in [L1], timers by deadline, then creation [L5]. */
static void
check_order(Check *check, const Call *call, const Line *line)
{
    gboolean is_late = call->is_timer ? call->deadline_ms < check->last_timer_ms ||
                                            (call->deadline_ms == check->last_timer_ms &&
                                             call->number < check->last_timer)
                                      : !call->deadline_ms && call->number < check->last_soon;

    if (is_late)
        check_fault(check, "%s runs after one that was behind it", line->who);
    if (line->ms < call->deadline_ms)
        check_fault(check, "%s runs %" G_GINT64_FORMAT " ms early", line->who,
                    call->deadline_ms - line->ms);
    if (call->is_timer) {
        check->last_timer_ms = call->deadline_ms;
        check->last_timer = call->number;
    } else if (!call->deadline_ms) {
        check->last_soon = call->number;
    }
}

/* "fired", "fired T" */
static void
on_fired(Check *check, const Line *line)
{
    if (!g_str_has_prefix(line->who, "cb:"))
        return;
    Call *call = call_of(check, line->who + strlen("cb:"));
    if (++call->n_fired > call->n_asked)
        check_fault(check, "%s runs more often than asked for", line->who);
    if (call->was_called_off)
        check_fault(check, "%s runs though it was called off", line->who);
    if (line->n == 1)
        check_order(check, call, line);
}

/* ---- audits ---- */

static gboolean
is_pending(const Line *line, const char *label)
{
    for (guint i = 2; i < line->n; i++)
        if (g_str_equal(line->words[i], label))
            return TRUE;
    return FALSE;
}

/* Whether somebody waits for one future that is not pending. */
static gboolean
is_stuck(const Line *line, const Open *open)
{
    static const char *const ops[] = {"await", "gather", "shield"};

    for (size_t i = 0; i < G_N_ELEMENTS(ops); i++)
        if (g_str_equal(open->op, ops[i]) && open->subject[0])
            return !is_pending(line, open->subject);
    return g_str_equal(open->op, "sleep");
}

/* "audit pending A B ..." */
static void
on_audit(Check *check, const Line *line)
{
    GHashTableIter iter;
    const char *who;
    Person *person;

    things_audit(check);
    g_hash_table_iter_init(&iter, check->people);
    while (g_hash_table_iter_next(&iter, (void **) &who, (void **) &person)) {
        const Open *open = innermost(person);
        if (open && is_stuck(line, open))
            check_fault(check, "lost wake-up: %s is in %s %s, which is over", who, open->op,
                        open->subject);
    }
}

/* "pending T", at the end of the log. */
static void
on_pending(Check *check, const Line *line)
{
    check_fault(check, "%s never ends", word(line, 1));
}

static const struct {
    const char *word;
    void (*fn)(Check *check, const Line *line);
} rows[] = {
    {">", on_arrival},
    {"<", on_departure},
    {"start", on_start},
    {"end", on_end},
    {"await", on_await},
    {"call_soon", on_call_soon},
    {"call_soon_threadsafe", on_call_soon},
    {"call_later", on_call_later},
    {"call_at", on_call_later},
    {"add_callback", on_add_callback},
    {"cancel_handle", on_cancel_handle},
    {"fired", on_fired},
    {"audit", on_audit},
    {"pending", on_pending},
};

/* ---- lines ---- */

static void
check_words(Check *check, const Line *line)
{
    if (line->ms < check->last_ms)
        check_fault(check, "time goes back from %" G_GINT64_FORMAT " ms", check->last_ms);
    check->last_ms = line->ms;
    if (thing_line(check, line))
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (g_str_equal(word(line, 0), rows[i].word))
            rows[i].fn(check, line);
}

static void
check_line(Check *check, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    guint n = g_strv_length(words);

    check->n_lines++;
    if (n < 3) {
        check_fault(check, "the line is cut off");
        return;
    }
    Line line = {.ms = g_ascii_strtoll(words[0], NULL, 10),
                 .who = words[1],
                 .words = words + 2,
                 .n = n - 2,
                 .error = words[n - 1][0] == '!' ? words[n - 1] : NULL};
    check_words(check, &line);
}

/* ---- the end ---- */

static void
check_ends(Check *check)
{
    GHashTableIter iter;
    const char *who;
    Person *person;
    Call *call;

    g_hash_table_iter_init(&iter, check->people);
    while (g_hash_table_iter_next(&iter, (void **) &who, (void **) &person)) {
        if (person->n_ends != person->n_starts)
            check_fault(check, "%s does not end", who);
        if (person->open->len)
            check_fault(check, "%s is still in %s", who, innermost(person)->op);
    }
    g_hash_table_iter_init(&iter, check->calls);
    while (g_hash_table_iter_next(&iter, (void **) &who, (void **) &call))
        if (call->n_fired != call->n_asked && !call->was_called_off)
            check_fault(check, "callback %s ran %d times, not %d", who, call->n_fired,
                        call->n_asked);
    things_end(check);
}

char *
check_log(JsonObject *scenario, const char *log)
{
    g_auto(GStrv) lines = g_strsplit(log, "\n", -1);
    Check check = {
        .people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, person_free),
        .calls = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .things = things_new(scenario),
    };

    for (guint i = 0; lines[i] && lines[i][0]; i++)
        check_line(&check, lines[i]);
    check_ends(&check);
    g_hash_table_unref(check.people);
    g_hash_table_unref(check.calls);
    g_hash_table_unref(check.things);
    return check.fault;
}
