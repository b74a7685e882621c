/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* future.h - futures from the inside. Tasks, gathers and coroutine objects begin with one. */
#pragma once
#include "sched/object.h"
#include "sched/trace/recorder.h"
#include <aw.h>

typedef enum { FUTURE_PENDING, FUTURE_DONE, FUTURE_FAILED, FUTURE_CANCELLED } FutureState;

/* What to schedule when a future is done. */
typedef struct {
    AwDoneFn fn;
    void *data;
    Object *keep; /* counted while this waits or runs; NULL */
    AwSite *site;
} DoneCallback;

typedef struct FutureClass FutureClass;

struct AwFuture {
    Object object;
    const FutureClass *class;
    AwLoop *loop; /* NULL: it is closed */
    AwSite *site; /* that made it; its name is the future's */
    uint32_t track;
    uint32_t visit; /* last walk over an array that met it; finds duplicates */
    FutureState state;
    bool unseen;    /* failed, and nobody looked at the error yet [F10] */
    bool quiet;     /* its failure is somebody else's to report */
    AwValue result; /* or the error; owned */
    DoneCallback *callbacks;
    uint32_t n_callbacks, capacity;
    AwFuture *older, *newer; /* of all that live in the loop */
};

/* What differs between a plain future, a task, a gather and a coroutine object. */
struct FutureClass {
    bool (*cancel)(AwFuture *future, const char *message, AwSite *site); /* of a pending one */
    void (*clear)(AwFuture *future);      /* before it is freed; NULL */
    TraceKind done[FUTURE_CANCELLED + 1]; /* event by FutureState */
    bool is_task, is_coroutine;
    bool cancel_looks; /* asking to cancel counts as looking at the error [F10] */
};

extern const FutureClass plain_future_class;

/** An object of `size` bytes that begins with a pending future; the caller's reference. NULL: no
 * memory. Records nothing. */
AwFuture *future_new(AwLoop *loop, const FutureClass *class, size_t size, AwSite *site);

/** A plain future with a FUTURE_CREATED event: value as `type` says, or `text`. */
AwFuture *future_make(AwLoop *loop, AwSite *site, TraceValue type, int64_t value, const char *text);

/** A future that failed with `error`, in the current scope; for what must not return NULL. */
AwFuture *future_failed(AwLoop *loop, AwSite *site, AwCode code, const char *message);

/** The loop closes: reports what nobody looked at and lets go of all its futures, which may live
 * on. */
void futures_orphan(AwLoop *loop);

/** Completes a pending future and schedules its callbacks [F3]. Refs v. */
void future_complete(AwFuture *future, FutureState state, AwValue v);

/** Completes it if it is pending [F12]: with v, or failed when v is an error. */
bool future_settle(AwFuture *future, AwValue v);

/** Adds a callback [F4]. `keep` may be NULL. False: no memory. */
bool future_on_done(AwFuture *future, AwDoneFn fn, void *data, Object *keep, AwSite *site);

/** Cancels, as its class does; `site` is where that was asked for, or NULL. */
bool future_cancel(AwFuture *future, const char *message, AwSite *site);

/** The result as its awaiter gets it, in the current scope; the error counts as seen. */
AwValue future_deliver(AwFuture *future);

/** How a value goes into an event: fills type, value, text (which may use buffer). */
void trace_value(Emit *event, AwValue v, char *buffer, size_t size);
