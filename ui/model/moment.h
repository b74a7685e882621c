/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moment.h - an event and what is so when it has happened, for the conditions of sentences, and
 * what the words in braces then stand for. Private to ui/model. */
#pragma once
#include "ui/model/state.h"
#include "ui/model/store.h"

typedef struct PageFacts PageFacts;

/* Conditions set what the sentence is to name. */
typedef struct {
    const Model *model;
    State *state;
    gsize at;
    const TraceEvent *event;

    guint32 task, by, other, what, thing, worker; /* tracks; TRACE_NOBODY */
    const char *file;                             /* NULL: unknown */
    guint line;
    gint64 n, k, of; /* n decides between singular and plural */
    gint64 fd, duration_ns, time_ns;
    StateItem item; /* of the ready queue, or what runs or ran */
    gboolean has_item;
    gsize cause;     /* an event that explains this one */
    char *text;      /* owned: set by moment_say() */
    char *name;      /* the same, set by moment_call() */
    gboolean begins; /* what is named next begins its sentence */
    gboolean placed; /* the sentence has said {line} */

    const PageFacts *page; /* that the sentence is of; NULL: of an event */
    guint pronoun;         /* SentencePart: what the task of the page is called where it begins a
                              sentence; 0: by its name, or it was called so */
    GHashTable *said;      /* set of the rows of the page that were taken; NULL: nobody asks */
} Moment;

typedef gboolean (*MomentIs)(Moment *m);

/** The event that `state` is at, with what its kind alone says. Clear with moment_clear(). */
Moment moment_at(const Model *model, State *state);

/** Frees its texts, not the struct. */
void moment_clear(Moment *m);

/** Forget what conditions have set, but for the page. */
void moment_reset(Moment *m);

/** Let it be the moment of another event, to which the state goes. */
void moment_go(Moment *m, gsize event);

/** Take over `text` as what {text}, {value}, {item} ... stand for. */
void moment_say(Moment *m, char *text);

/** Take over `name` as what {name} stands for. */
void moment_call(Moment *m, char *name);

/** Let {line} be that of a site; FALSE, and nothing changed, if the site is unknown. */
gboolean moment_stand(Moment *m, guint32 site);

/** Let {line} be that where the task last was; FALSE if that is not known. */
gboolean moment_stand_with(Moment *m, guint32 task);

/* ---- tracks ---- */

/** The track if it is of that group, or NULL. */
const Track *track_of(const Moment *m, guint32 id, TraceTrack group);

/** Whether the track is a task. */
gboolean is_task(const Moment *m, guint32 id);

/** The event that made it; NULL if there is no such track. */
const TraceEvent *birth_of(const Moment *m, guint32 id);

/** How the track has ended by now; NONE: it lives. */
TraceState outcome_of(const Moment *m, guint32 id);

/** What goes on on the track at `event`. */
TraceState state_of(const Moment *m, guint32 id, gsize event);

/** What events of that kind are about; STATE_N_THINGS if that is no thing. */
StateThingKind thing_of_kind(guint kind);

/** StateThing.kind; STATE_N_THINGS if it is none. */
StateThingKind thing_kind(const Moment *m, guint32 id);

/** The nearest event of `track` before `event`; MODEL_NONE. */
gsize event_before(const Track *track, gsize event);

/** The last event of the loop's thread before `event`; MODEL_NONE. */
gsize loop_before(const Moment *m, gsize event);

/** The kind of an event; 0 for MODEL_NONE. */
guint kind_at(const Moment *m, gsize event);

/** The event has a value. */
gboolean has_value(Moment *m);

/** The function of {task} is known. */
gboolean has_call(Moment *m);

/** Whether the event is told by a recorder that began in the middle of a run, or lists again what
 * is there, so that it happened earlier. */
gboolean moment_is_told(Moment *m);

/** Whether a flight recording lists it again, so that it was there, perhaps long before. */
gboolean moment_is_listed(Moment *m);

/** Whether events are missing that the answers "nobody" and "none" would need. */
gboolean moment_is_unsure(const Moment *m);
