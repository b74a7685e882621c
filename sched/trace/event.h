/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* event.h - the stream of a run as its readers see it: definitions, events in order, an end. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "sched/trace/kinds.h"

/* The loop is track 1; every other track gets the next number when it is created. 0 is nobody. */
enum { TRACE_NOBODY = 0, TRACE_LOOP_ID = 1 };

/* What `value` is. Numbers are on the wire, and in FORMAT.md: add at the end, at most 16. */
typedef enum {
    TRACE_VALUE_NONE,
    TRACE_VALUE_BOOL,
    TRACE_VALUE_INT,
    TRACE_VALUE_REAL,  /* value holds the bits of a double */
    TRACE_VALUE_TEXT,  /* text holds the first bytes, value the whole length in bytes */
    TRACE_VALUE_BYTES, /* the same */
    TRACE_VALUE_LIST,  /* text holds its beginning as people write it, value the number of items */
    TRACE_VALUE_POINTER,  /* value is a serial number, never an address */
    TRACE_VALUE_OBJECT,   /* value is the object's serial number */
    TRACE_VALUE_ERROR,    /* text holds the message, value the AwCode */
    TRACE_VALUE_DURATION, /* ns; INT64_MAX is for ever */
    TRACE_VALUE_LABEL,    /* text is to be shown as it is, without quotes */
} TraceValue;

/* Why a loop that slept goes on: the value of POLL_END. On the wire. */
typedef enum {
    TRACE_WOKEN_BY_NOTHING, /* it went to sleep too late, or what woke it came to nothing */
    TRACE_WOKEN_BY_TIME,
    TRACE_WOKEN_BY_WORLD, /* a descriptor, or a worker process */
    TRACE_WOKEN_BY_THREAD,
    TRACE_WOKEN_BY_SIGNAL,       /* SIGINT */
    TRACE_WOKEN_BY_NOTHING_EVER, /* nothing is left that could: a deadlock */
} TraceWokenBy;

/* One event. Pointers live until the sink's function returns. */
typedef struct {
    uint64_t number;  /* 1, 2, 3 ...: the order of the run, also between events of one time */
    int64_t time_ns;  /* since the run began; never less than that of the event before */
    uint32_t kind;    /* TraceKind, or one this version does not know */
    uint32_t thread;  /* 0 the loop's, else the track of a worker */
    uint32_t subject; /* track */
    uint32_t object;  /* track, or TRACE_NOBODY */
    uint32_t site;    /* TraceSite.id, or 0 */
    TraceValue value_type;
    int64_t value;
    const char *text; /* NULL without text; ends with NUL, need not be UTF-8 */
    size_t text_size; /* without the NUL */
} TraceEvent;

/* A place in the source that events refer to; defined before the first event that does. */
typedef struct {
    uint32_t id;
    uint32_t line;        /* from 1 */
    const char *file;     /* as in a TraceSource */
    const char *function; /* that the line stands in */
    const char
        *name; /* what is called there: "get_item", "sleep", "wait"; "" if nothing has a name */
} TraceSite;

/* How a run ended. Numbers are on the wire, and in FORMAT.md. */
typedef enum {
    TRACE_END_NONE,        /* the recording was cut: nothing says how the run ended */
    TRACE_END_DONE,        /* main returned a value */
    TRACE_END_FAILED,      /* main returned an error: text is its message */
    TRACE_END_INTERRUPTED, /* by SIGINT, or stopped by whoever ran it */
    TRACE_END_DEADLOCK,    /* nothing was left that could wake it */
    TRACE_END_CRASHED,     /* by a signal: value is its number, text its name */
    TRACE_END_EXITED,      /* the program called exit() in mid-run: value is the status */
    TRACE_END_DETACHED,    /* the run goes on, but is not recorded any more */
} TraceEndKind;

typedef struct {
    TraceEndKind kind;
    int64_t value;
    const char *text; /* never NULL */
} TraceEnd;

/* What somebody noted at an event, after the run. */
typedef struct {
    uint64_t event;   /* its number, from 1 */
    const char *text; /* "": only marks it; NULL: takes back what was noted there */
} TraceNote;

/*
 * Where a stream goes. Any function may be NULL. `meta` gets what the header says, before
 * everything else: "clock" ("real" or "virtual"), "title", "scenario", "file", "set" (one for each
 * parameter, "items=4"), "writer", "pid" (of the process; not on the virtual clock); readers ignore
 * keys they do not know.
 */
typedef struct {
    void (*meta)(void *data, const char *key, const char *value);
    void (*source)(void *data, const char *file, const char *text, size_t size);
    void (*site)(void *data, const TraceSite *site);
    void (*event)(void *data, const TraceEvent *event);
    void (*end)(void *data, const TraceEnd *end);
    void (*note)(void *data, const TraceNote *note);
} TraceSink;
