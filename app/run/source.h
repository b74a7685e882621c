/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source.h - where the bytes of a recording in the window come from. A kind of source is a struct
 * that begins with a Source, and a SourceKind, the table of its functions. */
#pragma once
#include <glib.h>

#include "scenarios/registry.h"

typedef struct Source Source;

/* Who gets the bytes. These are called in coroutines, on small stacks: they should only take notes,
 * and do the rest from the main loop. */
typedef struct {
    /* More of the recording; 0 bytes if only `share` has changed. */
    void (*bytes)(void *data, const void *bytes, gsize size);
    gboolean (*is_full)(void *data); /* whether to read no more for now */
    /* No more will come; this is the last call. `wait_status` is the program's waitpid() status, 0
     * if there is no program; `message` says what is wrong with the recording beyond what its bytes
     * show, or is NULL. */
    void (*ended)(void *data, int wait_status, const char *message);
} SourceOwner;

/* A function may be NULL if there is nothing to do. */
typedef struct {
    const char *stop_word; /* what `stop` does, in one word: "Stop", "Detach" */
    gboolean is_run;       /* goes on while it is read; else it is complete */
    gboolean (*start)(Source *source, GError **error);
    void (*stop)(Source *source);  /* the first time as politely as possible */
    void (*end)(Source *source);   /* report the end at once; NULL: `stop` is used */
    void (*leave)(Source *source); /* its owner is gone */
    void (*clear)(Source *source); /* nobody uses it any more: free its contents */
} SourceKind;

struct Source {
    const SourceKind *kind;
    int references;         /* held by the owner and by coroutines */
    SourceOwner owner;      /* all NULL once the owner is gone */
    void *data;             /* of the owner */
    double share;           /* how much of a file is read, 0 .. 1 */
    gboolean is_filed;      /* its bytes are in a file as they come */
    const ScenarioRow *row; /* the scenario; NULL for a user's program or a file */
    char *name;             /* of the user's program; else NULL */
    char *path;             /* of the file; NULL: there is none */
};

/* ---- for owners ---- */

/** A source for the scenario of `row` (or NULL) that has not been run: nothing will come. */
Source *source_new_idle(const ScenarioRow *row);

/** Start it, once; the owner is copied. An aw loop must be embedded in the main loop. FALSE with
 * `error` set when it cannot be started. */
gboolean source_start(Source *source, const SourceOwner *owner, void *data, GError **error);

/** Call the `stop` of its SourceKind, if there is one. */
void source_stop(Source *source);

/** Let go of it: a scenario's process is killed, a user's program runs on. The owner is not called
 * any more. NULL does nothing. */
void source_free(Source *source);

/** How many processes and readers are not over yet, including those of freed sources. */
guint source_n_busy(void);

/* ---- for sources ---- */

/** A new source of `size` bytes, zeroed after the Source; its one reference is the owner's. */
Source *source_new(gsize size, const SourceKind *kind);

/** Add a reference, for a coroutine that uses it. */
Source *source_ref(Source *source);

/** Drop a reference; the last one frees the source. */
void source_unref(Source *source);

/** Say that a process or a reader begins, or is over: see source_n_busy(). */
void source_begins(void);
void source_is_over(void);

/** Whether anybody wants its bytes. */
gboolean source_is_wanted(const Source *source);

/** Whether to read no more for now. */
gboolean source_is_full(const Source *source);

/** Give the next bytes to the owner, if there is one. */
void source_give(Source *source, const void *bytes, gsize size);

/** Tell the owner that this was all. */
void source_tell_end(Source *source, int wait_status, const char *message);
