/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.h - what must hold in every log, whatever the program. Knows only the log, which must have
 * arrivals and audits, and nothing about how the library works. */
#pragma once
#include <glib.h>
#include <json-glib/json-glib.h>

/** What is wrong with the log of a scenario, in one line; NULL if nothing is. Free it. */
char *check_log(JsonObject *scenario, const char *log);

/* ---- between check.c and things.c ---- */

/* A line, cut into words. */
typedef struct {
    gint64 ms;
    const char *who;
    GStrv words; /* the words that say what happened; n of them */
    guint n;
    const char *error; /* the last word, if it begins with '!'; else NULL */
} Line;

typedef struct {
    GHashTable *people; /* by who does something: Person */
    GHashTable *things; /* locks, queues, ...: Thing */
    GHashTable *calls;  /* callbacks: Call */
    gint64 last_ms;
    gint64 next_call, last_soon, last_timer_ms, last_timer; /* for the order of callbacks */
    guint n_lines;
    char *fault; /* the first one found; NULL: none */
} Check;

/** Records a fault, unless there is one already. */
void check_fault(Check *check, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** The things of a scenario. */
GHashTable *things_new(JsonObject *scenario);

/** Somebody is about to do an op on the thing with that name, or has done it. Op and name may be
 * such that there is nothing to check. */
void thing_arrival(Check *check, const char *who, const char *op, const char *name);
void thing_departure(Check *check, const char *who, const char *op, const char *name);

/** Takes the line that says what an op did. FALSE if it is not an op on things. */
gboolean thing_line(Check *check, const Line *line);

/** Nothing moves any more: checks that nobody waits for what is there. */
void things_audit(Check *check);

/** All tasks have ended: checks that everything taken has been given back. */
void things_end(Check *check);
