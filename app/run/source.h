/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source.h - where the bytes of a recording in the window come from. A source is a struct that
 * begins with a Source, and a SourceKind, the row of what can be done with it. */
#pragma once
#include <glib.h>

#include "scenarios/registry.h"

typedef struct Source Source;

/* Whoever wants the bytes. Called in coroutines, on small stacks: take notes, and do the rest from
 * the main loop. */
typedef struct {
    /* The recording goes on; by 0 bytes if only `share` is another. */
    void (*bytes)(void *data, const void *bytes, gsize size);
    gboolean (*is_full)(void *data); /* whether to read no more for now */
    /* No more will come, and nothing will be called any more. `wait_status` is waitpid()'s of the
     * program, 0 if there is none; `message` what is wrong with the recording that its bytes do not
     * say, or NULL. */
    void (*ended)(void *data, int wait_status, const char *message);
} SourceOwner;

/* Functions may be NULL where there is nothing to do. */
typedef struct {
    const char *stop_word; /* what `stop` does, in a word: "Stop", "Detach" */
    gboolean is_run;       /* goes on while it is read; else it is all there */
    gboolean (*start)(Source *source, GError **error);
    void (*stop)(Source *source);  /* the first time as politely as can be */
    void (*end)(Source *source);   /* be over at once, though it runs on; NULL: it is stopped */
    void (*leave)(Source *source); /* its owner is gone */
    void (*clear)(Source *source); /* nobody uses it any more: free what is in it */
} SourceKind;

struct Source {
    const SourceKind *kind;
    int references;         /* the owner's, and those of coroutines */
    SourceOwner owner;      /* emptied when that is gone */
    void *data;             /* of the owner */
    double share;           /* how much of a file is read, 0 .. 1 */
    gboolean is_filed;      /* its bytes lie in a file as they are */
    const ScenarioRow *row; /* the scenario; NULL: it is another program's, or a file's */
    char *name;             /* of somebody's program; else NULL */
    char *path;             /* of the file; NULL: there is none */
};

/* ---- for owners ---- */

/** The scenario of `row`, or NULL, that was not run: nothing will come. */
Source *source_new_idle(const ScenarioRow *row);

/** Begin; the owner is copied. An aw loop must be embedded in the main loop. FALSE with `error` set
 * when it cannot. Once. */
gboolean source_start(Source *source, const SourceOwner *owner, void *data, GError **error);

/** See SourceKind; nothing happens when there is nothing to do. */
void source_stop(Source *source);

/** Forget it: a process of ours is killed, others run on. The owner is called no more. NULL does
 * nothing. */
void source_free(Source *source);

/** How many processes of ours and readers are not over yet, forgotten ones included. */
guint source_n_busy(void);

/* ---- for sources ---- */

/** `size` bytes, zeros behind the Source; the reference is the owner's. */
Source *source_new(gsize size, const SourceKind *kind);

/** One more coroutine uses it. */
Source *source_ref(Source *source);

/** It does not any more. */
void source_unref(Source *source);

/** A process or a reader begins, or is over: see source_n_busy(). */
void source_begins(void);
void source_is_over(void);

/** Whether anybody wants its bytes. */
gboolean source_is_wanted(const Source *source);

/** Whether to read no more for now. */
gboolean source_is_full(const Source *source);

/** Give the next bytes to the owner, if there is one. */
void source_give(Source *source, const void *bytes, gsize size);

/** Tell it that this was all. */
void source_tell_end(Source *source, int wait_status, const char *message);
