/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gen.h - the inner parts of the generator, which writes a program from front to back as JSON
 * text. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { MAX_DEPTH = 3, MAX_EXTRA = 64, LABEL_SIZE = 8 };

/* What a program is mostly about. */
enum { CORE, CANCEL, SYNC, TIME, JOBS, FOCUS, N_PROFILES };

typedef struct {
    uint64_t state; /* of the random numbers */
    GString *out;
    int profile, favourite; /* favourite: with FOCUS, the row that most ops come from; else -1 */
    bool is_taking;         /* whether its tasks take more often than they give */
    int n_tasks, n_names, n_values;
    int rank, depth; /* rank of the task being written, depth of the op */
    int n_extra;
    char extra[MAX_EXTRA][LABEL_SIZE]; /* labels of tasks and futures made on the way */
} Gen;

/* ---- random choices ---- */

/** From 0 to n - 1. */
int below(Gen *gen, int n);
bool chance(Gen *gen, int percent);
/** A delay, often none; a deadline, at least 1. */
int some_ms(Gen *gen);
int deadline_ms(Gen *gen);
const char *one_of(Gen *gen, const char *const *words, int n);

#define WORD(gen, ...)                                                                             \
    one_of(gen, (const char *const[]){__VA_ARGS__},                                                \
           (int) (sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)))

/* ---- writing: JSON with ' for " ---- */

void emit(Gen *gen, const char *format, ...) G_GNUC_PRINTF(2, 3);
/** A list of `n` ops. */
void emit_ops(Gen *gen, int n);
/** The same for a task, with its return or error. */
void emit_body(Gen *gen, int size);
/** The members of an op that make a new task. */
void emit_task(Gen *gen, int size);
/** Puts a try around what may fail, with that probability. Returns whether it did, for
 * close_try(). */
bool open_try(Gen *gen, int percent);
void close_try(Gen *gen, bool is_safe);

/* ---- names ---- */

/** A number that no name has yet. fresh_label(): one for a label that other ops may name. */
int fresh(Gen *gen);
int fresh_label(Gen *gen, char letter);
/** Whether there is a task that this one may wait for, and the number of one. */
bool has_above(const Gen *gen);
int above(Gen *gen);
void emit_anyone(Gen *gen);
/** A task that this one may wait for, or a new one. emit_members(): several of them, as the member
 * `of`. */
void emit_member(Gen *gen);
void emit_members(Gen *gen);

/* ---- ops ---- */

/** Any op. */
void gen_op(Gen *gen);
/** An op that may wake those who wait for the object that the program is about; NULL if it is about
 * none. */
const char *gen_favourite_poke(Gen *gen);

void make_sleep(Gen *gen);
void make_block(Gen *gen);
void make_await(Gen *gen);
void make_future(Gen *gen);
void make_cancel(Gen *gen);
void make_spawn(Gen *gen);
void make_look(Gen *gen);
void make_context(Gen *gen);
void make_try(Gen *gen);
void make_finally(Gen *gen);
void make_call(Gen *gen);
void make_repeat(Gen *gen);
void make_timeout(Gen *gen);
void make_group(Gen *gen);
void make_gather(Gen *gen);
void make_wait(Gen *gen);
void make_wait_for(Gen *gen);
void make_shield(Gen *gen);
void make_completions(Gen *gen);
void make_lock(Gen *gen);
void make_semaphore(Gen *gen);
void make_queue(Gen *gen);
void make_queue_shutdown(Gen *gen);
void make_event(Gen *gen);
void make_condition(Gen *gen);
void make_barrier(Gen *gen);
void make_callback(Gen *gen);
void make_done_callback(Gen *gen);
void make_cancel_handle(Gen *gen);
void make_thread(Gen *gen);
void make_job(Gen *gen);
