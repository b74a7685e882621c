/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay.h - runs a conformance scenario on the library. README.md says what a scenario is. */
#pragma once
#include <aw.h>
#include <glib.h>
#include <json-glib/json-glib.h>

enum { TASK_STACK = 512 * 1024 }; /* the replayer recurses on it, under sanitizers too */

/* A run of one scenario. Objects of the library in these tables are references. */
typedef struct {
    AwLoop *loop;                           /* NULL: closed */
    int n_own_futures;                      /* futures that the loop keeps for itself */
    AwTime closed_at;                       /* time when it was closed */
    GString *log;                           /* needs no lock: one thread runs at a time */
    bool is_over;                           /* the log has ended; what unwinds now is not logged */
    bool has_arrivals;                      /* ops write when they begin and end */
    uint64_t turn;                          /* of the last line */
    GHashTable *ops;                        /* by name: OpFn */
    GPtrArray *labels;                      /* names by creation */
    GHashTable *futures, *label_of;         /* by name; first name by future */
    GHashTable *objects, *handles, *blocks; /* by name */
    GHashTable *jobs, *callbacks, *variables; /* by name */
    GPtrArray *contexts;                      /* context variables */
    GPtrArray *bodies;                        /* arguments of coroutines and callbacks */
} Replay;

/* A running list of ops: a task, a call, a callback, a thread, or the program. */
typedef struct {
    Replay *replay;
    const char *who; /* as the log says it */
    bool has_returned;
    AwValue returned;
} Frame;

/* What a coroutine, callback or job gets as its argument. Lives as long as the replay. */
typedef struct {
    Replay *replay;
    char *name, *who;
    JsonArray *ops; /* NULL: none */
    JsonObject *op; /* the op that made it */
} Body;

/* Performs an op: writes its line, and returns none or the error that it raises. It must own
 * nothing while it is suspended, since its task may never be resumed. */
typedef AwValue (*OpFn)(Frame *frame, JsonObject *op);

typedef struct {
    const char *name;
    OpFn fn;
} Op;

/* Each ends with a NULL name. */
extern const Op control_ops[], task_ops[], future_ops[], callback_ops[], combinator_ops[],
    block_ops[], lock_ops[], queue_ops[], executor_ops[], loop_ops[];

/* ---- replay.c ---- */

/** Runs a scenario and returns its log. Free it. */
char *replay_scenario(JsonObject *scenario);

/** The same. *ret_left is the number of futures and tasks that still existed after everything the
 * scenario made was released. */
char *replay_and_count(JsonObject *scenario, int *ret_left);

/** The same, with a recording of it in a file at `path`; NULL: none. */
char *replay_recorded(JsonObject *scenario, const char *path, int *ret_left);

/* ---- script.c: ops and what is written in them ---- */

/** A table of all ops. */
GHashTable *ops_table(void);

/** Runs ops in order until one raises or returns: none, or the error. */
AwValue run_ops(Frame *frame, JsonArray *ops);

/** The same for the list in this member of `op`, which may be left out. */
AwValue run_member(Frame *frame, JsonObject *op, const char *member);

/** A body, kept by the replay. `who` is its name in the log; if it ends in a colon, `name` is
 * appended. */
Body *body_new(Frame *frame, const char *who, const char *name, JsonObject *op);

/** The text of a member, NULL when it is left out. */
const char *op_text(JsonObject *op, const char *member);

/** The number in a member. */
int64_t op_int(JsonObject *op, const char *member, int64_t otherwise);

/** Milliseconds as the library's time; left out or null: AW_NEVER. */
AwTime op_time(JsonObject *op, const char *member);

/** Whether a member is there and true. */
bool op_flag(JsonObject *op, const char *member);

/** What a member stands for, in the current scope; none when it is left out. */
AwValue op_value(Frame *frame, JsonObject *op, const char *member);

/** The error that `err` and `msg` describe. */
AwValue op_error(JsonObject *op);

/** Whether the variable `var` of an op is as its `eq`. */
bool variable_equals(Frame *frame, JsonObject *op);

/** A variable; none when it was never set. */
AwValue variable_get(Replay *replay, const char *name);
void variable_set(Replay *replay, const char *name, AwValue v);

/** The object of the scenario that the op names as `obj` or `executor`. */
void *op_object(Frame *frame, JsonObject *op);

/* ---- log.c ---- */

/** The time of the loop's clock; after a close, the time that the program itself advances. */
AwTime replay_now(const Replay *replay);

/** Writes a line. */
void write_line(Frame *frame, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** A value, or an error, as the log writes it. Free it. */
char *value_text(AwValue v);
char *error_text(AwValue error);

/** Ends an op: writes its line, with the error if `v` is one. Returns none or that error. */
AwValue op_ends(Frame *frame, AwValue v, const char *format, ...) G_GNUC_PRINTF(3, 4);

/** The same with the value, which is stored in the variable that the op names, if any. */
AwValue op_gives(Frame *frame, JsonObject *op, AwValue v, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* ---- ops-control.c ---- */

/** A coroutine function that is called or waited for in place: its argument is a Body. */
AwValue call_main(AwValue arg);

/* ---- labels.c: names of tasks and futures ---- */

/** Names a future, unless it has that name already. Returns it. */
AwFuture *label_add(Replay *replay, const char *name, AwFuture *future);

/** The future of that name; NULL: unknown. */
AwFuture *label_find(Replay *replay, const char *name);

/** Its first name, or "?". */
const char *label_name(Replay *replay, AwFuture *future);

/** "[a,b]" in order of naming. Free it. */
char *label_list(Replay *replay, AwFuture *const *futures, int n);

/** Spawns a task with that label that runs the `body` of the op. If the op is eager, the task runs
 * at once, up to its first wait. */
AwFuture *spawn_labelled(Frame *frame, const char *label, JsonObject *op);

/** The coroutine function of every task: its argument is a Body. */
AwValue task_main(AwValue arg);

/** The members of a combinator: known labels, and new tasks for those written inline. The array
 * belongs to the scope, since the task may never be resumed. */
AwFuture **op_members(Frame *frame, JsonObject *op, size_t *ret_n);

/** One of them. NULL: unknown. */
AwFuture *op_member(Frame *frame, JsonNode *member, const char **ret_label);
