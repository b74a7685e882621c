/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* future.h - futures from the inside. Tasks, gathers and coroutine objects begin with one. */
#pragma once
#include "sched/base/later.h"
#include "sched/core/ready.h"
#include "sched/record/trace-value.h"
#include "sched/value/object.h"
#include "sched/value/value.h"
#include <aw.h>

typedef struct Task Task;

typedef enum { FUTURE_PENDING, FUTURE_DONE, FUTURE_FAILED, FUTURE_CANCELLED } FutureState;

typedef enum { FUTURE_NO_TIMER, FUTURE_TIMER, FUTURE_TIME_OVER } FutureTimer;

typedef struct FutureClass FutureClass;

struct AwFuture {
    Object object;      /* of a FutureClass */
    AwLoop *loop;       /* NULL: it is closed */
    AwSite *site;       /* the call that made it; its name is the future's */
    AwValue result;     /* or the error; owned */
    Ready last_waiting; /* the last to schedule when it is done; links to the first (done.h) */
    uint32_t visit;     /* the last array walk that met it; finds duplicates */
    FutureState state : 8;
    bool unseen;           /* failed, and nobody looked at the error yet [F10] */
    FutureTimer timer : 8; /* the timer that settles it */
    bool quiet : 1;        /* its failure is somebody else's to report */
    bool lost_waiters : 1; /* it had waiters when its loop closed, or got some later */
    union {
        struct {
            AwFuture *older, *newer; /* among the loop's live ones */
        };
        Later later; /* when it is no longer among them */
    };
};

/* How far a request to cancel a future has got that stands for others, its parts. */
typedef struct CancelPath {
    AwFuture **parts;
    size_t n, n_asked;
    Task *by;                 /* the task that was asked and awaits this future; NULL */
    struct CancelPath *outer; /* whose parts were being asked before; NULL */
    bool open;                /* its parts are being asked just now */
    bool taken;               /* a part has accepted this request */
    bool was_taken;           /* a part has accepted this request or an earlier one */
} CancelPath;

/* Those that a future waits for which others complete. */
typedef struct {
    AwFuture *const *items;
    size_t n;
    bool first_is_enough; /* or else all must be done, unless one fails */
} Awaits;

/* What differs between a plain future, a task, a gather and a coroutine object. */
struct FutureClass {
    ObjectClass object;
    size_t size;
    bool (*cancel)(AwFuture *future, const char *message, AwSite *site); /* of a pending one */
    CancelPath *(*cancel_path)(AwFuture *future);         /* of one that stands for others; NULL */
    void (*clear)(AwFuture *future);                      /* before it is freed; NULL */
    TraceKind done[FUTURE_CANCELLED + 1];                 /* event by FutureState */
    const struct Holds *(*holds)(const AwFuture *future); /* of the line that it is in; NULL */
    Awaits (*awaits)(const AwFuture *future);             /* of one that others complete; NULL */
    bool cancel_looks; /* asking to cancel counts as looking at the error [F10] */
};

/* The first row of a FutureClass. */
#define FUTURE_OBJECT FUTURE_OBJECT_OF(OBJECT_FUTURE)
#define FUTURE_OBJECT_OF(its_kind)                                                                 \
    {                                                                                              \
        .kind = its_kind, .free = future_free, .site_at = offsetof(AwFuture, site)                 \
    }

/* FutureClass.done for what is shown as a future. */
#define FUTURE_EVENTS                                                                              \
    {                                                                                              \
        [FUTURE_DONE] = TRACE_FUTURE_DONE, [FUTURE_FAILED] = TRACE_FUTURE_FAILED,                  \
        [FUTURE_CANCELLED] = TRACE_FUTURE_CANCELLED                                                \
    }

extern const FutureClass plain_future_class;

/** Ends the program with a sentence if the caller left out `n`, the length of an array of futures.
 */
static inline void
must_count(size_t n, const char *function, const AwSite *site)
{
    if (__builtin_expect(n == AW_UNCOUNTED_, 0))
        misuse_at(site, "%s was called without the number of futures", function);
}

/* The site of what was made without one. */
extern AwSite site_unknown;

/** Frees a future; for FUTURE_OBJECT. */
void future_free(void *object);

/** Completes it at once, as cancelled; for FutureClass.cancel. */
bool future_cancel_plainly(AwFuture *future, const char *message, AwSite *site);

/** Makes a plain future, with a FUTURE_CREATED event that has `value`, of `type`, or `text`. */
AwFuture *future_make(AwLoop *loop, AwSite *site, TraceValue type, int64_t value, const char *text);

/** The same of another class, as large as that says. */
AwFuture *future_make_of(const FutureClass *class, AwLoop *loop, AwSite *site, TraceValue type,
                         int64_t value, const char *text);

/** future_make(), in the current scope. */
AwFuture *future_make_held(AwLoop *loop, AwSite *site, TraceValue type, int64_t value,
                           const char *text);

/** A future that failed with such an error, in the current scope; for what must not return NULL. */
AwFuture *future_failed(AwLoop *loop, AwSite *site, AwCode code, const char *message);

/** Called as the loop closes: reports errors nobody looked at and lets go of all its futures, which
 * may live on. */
void futures_orphan(AwLoop *loop);

/** Completes a pending future and schedules its callbacks [F3]; those of a closed loop are dropped.
 * Refs v. */
void future_complete(AwFuture *future, FutureState state, AwValue v);

/** Completes it if it is pending [F12]: with v, or failed when v is an error. */
bool future_settle(AwFuture *future, AwValue v);

/** Whether those who waited for it will never run, since its loop is closed [L10]. */
static inline bool
future_is_unheard(const AwFuture *future)
{
    return !future->loop && future->lost_waiters;
}

/** Cancels it in the way of its class; `site` is where that was asked for, or NULL. */
bool future_cancel(AwFuture *future, const char *message, AwSite *site);

/** The result as its awaiter gets it, in the current scope; the error counts as seen. */
static inline AwValue
future_deliver(AwFuture *future)
{
    future->unseen = false;
    return value_counts(future->result) ? value_held(future->result) : future->result;
}

/** Sets a timer that settles it with none after `ns`. False: no memory. */
bool future_arm(AwFuture *future, AwTime ns);

/** Calls that timer off, if it is still to come. */
void future_disarm(AwFuture *future);

/** Settles it, its time being over, unless the timer was called off in the meantime. */
void future_run_timer(AwFuture *future);

static inline const FutureClass *
future_class(const AwFuture *future)
{
    return (const FutureClass *) future->object.class;
}

/** Its number in the recording. */
static inline uint32_t
future_track(AwFuture *future)
{
    return object_track(&future->object);
}
