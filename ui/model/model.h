/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model.h - a recording, folded into tracks of spans, places in the code, lines of output and
 * arrows. It works from the columns of the table of kinds and appends, never rebuilds, so a live
 * run and a file are treated alike. No GTK, no cairo, no clock.
 *
 * Events are addressed by index: 0 .. model_n_events() - 1, in the order of the run. MODEL_NONE is
 * "no event". Strings live as long as the model and are valid UTF-8. */
#pragma once
#include <glib.h>

#include "sched/trace/event.h"
#include "ui/model/losses.h"

#define MODEL_NONE G_MAXSIZE

typedef struct Model Model;

/* What a track's time is counted as. Calm time, waiting and sleep, is not counted. */
typedef enum { SHARE_HELD, SHARE_READY, SHARE_CALM } Share;

/* A stretch of a track: [begin, end) in events. */
typedef struct {
    gsize begin; /* the event that began it */
    gsize end;   /* the event that ended it; MODEL_NONE while it lasts */
    TraceState state;
    guint32 object;             /* the track it waits for or that runs, or TRACE_NOBODY */
    float since_ns[SHARE_CALM]; /* a part of the sums behind track_shares() */
} Span;

/* A track. */
typedef struct {
    guint32 id;
    TraceTrack group;
    const char *name;         /* "Loop", "Task-3", "sleep(1 s)", "Worker-2" */
    const char *detail;       /* "get_item(1)", "what it runs"; "" */
    gsize first;              /* event that made it */
    gsize last;               /* event that ended it, or MODEL_NONE */
    TraceState outcome;       /* NONE while it lives; CRASHED if the run crashed while it ran */
    const char *outcome_text; /* "“item 1”", "cancelled", the error's message; "" */
    GArray *spans;  /* of Span, by begin, without overlap; an IDLE stretch is a span too */
    GArray *events; /* of gsize: every event whose subject it is, for stepping along the track */
    GArray *points; /* of gsize: those events that neither begin nor end a span; NULL if none */
} Track;

/* From the track that caused something to the track that it happened to. */
typedef struct {
    gsize event;
    guint32 from, to; /* tracks */
    TraceLink link;
} Arrow;

/* A line of output, or a piece of one that was printed bit by bit. */
typedef struct {
    gsize event;
    const char *text;   /* without the newline */
    gboolean continues; /* it follows the piece before it on the same line */
} OutputLine;

/* A stretch in which nothing happened for MODEL_IDLE_NS or longer. */
typedef struct {
    gsize after; /* event before the stretch; the stretch ends with event after + 1 */
    gint64 duration_ns;
} IdleGap;

enum { MODEL_IDLE_NS = 1000000 };

enum { MODEL_MAX_FRAMES = 64 }; /* nested; deeper ones are not shown */

/* Where a task is in the source at some moment. */
typedef struct {
    const Track *track;
    const char *file;
    guint line;       /* from 1 */
    gboolean running; /* else it waits there or is ready to continue there */
    gsize since;      /* the last event of the task by then */
} Place;

/* A time in which the loop ran nothing but one thing. */
typedef struct {
    const Span *span;      /* of the loop */
    const Track *who;      /* the task, or what the callback is for; NULL if unknown */
    const TraceSite *call; /* that scheduled the callback, and names it; NULL if unknown */
    gint64 begin_ns, duration_ns;
    const char *from_file, *to_file; /* it ran between these lines, as far as is known; or NULL */
    guint from_line, to_line;
} Hold;

/** An empty model. */
Model *model_new(void);

/** NULL does nothing. */
void model_free(Model *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Model, model_free)

/** The sink to give a TraceReader, with the model as its data, to fill the model. */
const TraceSink *model_sink(void);

/** Value of `key` in the header ("title", "clock", "file" ...; see TraceSink), or NULL. A key that
 * occurs several times has all its values: "items=4, timeout=2". */
const char *model_meta(const Model *model, const char *key);

/** How the run ended; NULL while it is going on. */
const TraceEnd *model_end(const Model *model);

/** Events so far. */
gsize model_n_events(const Model *model);

/* How many events a model keeps by default: some three gigabytes of memory. */
enum { MODEL_MAX_EVENTS = 20000000 };

/** Keep no more than `n_events`; later ones are counted and left out. Call before the first event.
 */
void model_set_max(Model *model, gsize n_events);

/** How many events were left out because there are too many. */
gsize model_n_left_out(const Model *model);

/** The events that the recorder had no memory for. */
const Losses *model_losses(const Model *model);

/**
 * Forget what is over.
 *
 * The events that remain are those that created what is alive, and those that began what it is
 * doing now: tasks, workers, what they wait for, and the loop. Names, sites and sources stay, and
 * further events may be given to the model as before. Nothing it handed out remains valid.
 */
void model_forget(Model *model);

/** The event at `index`, or NULL; valid until the next append. Its text is valid UTF-8. */
const TraceEvent *model_event(const Model *model, gsize index);

/** Say that the run has gone on until `until_ns`, whether or not there were events since: what goes
 * on at the last event lasts until then. 0: until the last event, as at first. */
void model_go_on(Model *model, gint64 until_ns);

/** Time of the last event, or until which the run has gone on since, ns. */
gint64 model_duration_ns(const Model *model);

/** How long the run has gone on since the last event, ns. */
gint64 model_silent_ns(const Model *model);

/** Time at which the recording begins, ns: 0, or, if it is only the last part of a run, the time of
 * its first event. */
gint64 model_begin_ns(const Model *model);

/** Time from model_begin_ns() to model_duration_ns(), ns. */
gint64 model_span_ns(const Model *model);

/** The last event stamped at or before `time_ns`, or MODEL_NONE. O(log n). */
gsize model_event_at_time(const Model *model, gint64 time_ns);

/** Number of turns begun up to and including `index`. */
guint model_turn(const Model *model, gsize index);

/** How many times the loop began to run something (a task's step, a callback, a timer; not sleep)
 * up to and including `index`. O(1). */
gsize model_runs(const Model *model, gsize index);

/** Tracks of a group in the order they were made, of const Track *. */
const GPtrArray *model_tracks(const Model *model, TraceTrack group);

/** The track with this id, or NULL. */
const Track *model_track(const Model *model, guint32 id);

/** Whether any track was in `state`, and whether any ended in it. O(1). */
gboolean model_has_spans(const Model *model, TraceState state);
gboolean model_has_ends(const Model *model, TraceState state);

/** The span of `track` at `event`: begin <= event < end; NULL if there is none. O(log n). */
const Span *track_span_at(const Track *track, gsize event);

/** How deeply the frames of `track` (coroutines called by coroutines) are nested; 0 if it has none.
 * No more than MODEL_MAX_FRAMES levels are kept. */
guint track_n_frames(const Track *track);

/** Its frames at `depth`, 0 for the outermost, as the spans of a track of their own; `depth` is
 * less than track_n_frames(). */
const Track *track_frames(const Track *track, guint depth);

/** Arrows in order of their events, of Arrow. */
const GArray *model_arrows(const Model *model);

/** Output in order, of OutputLine. */
const GArray *model_output(const Model *model);

/** Idle gaps in order, of IdleGap. */
const GArray *model_gaps(const Model *model);

/** How many idle gaps are over by the time `event` happens. O(1). */
gsize model_gaps_before(const Model *model, gsize event);

/** The number of the first span of `track`, from number `first` on, that begins at or after
 * `event`; the number of all spans if none does. With `slack`, which makes it faster, it may be an
 * earlier span that begins at most `slack` events before `event`. ret_states: the states of the
 * spans passed, bit 1 << state for each. O(log n). */
gsize track_seek(const Track *track, gsize first, gsize event, gsize slack, guint *ret_states);

/** The event that begins span number `i` of `track`; fast right after a track_seek(). */
gsize track_span_begin(const Track *track, gsize i);

/** What time in `state` is counted as. */
Share share_of(TraceState state);

/** How long spans `first` .. `stop` - 1 of `track`, at least one, lasted, by Share; a span that has
 * not ended counts up to the last event. O(1). */
void track_shares(const Model *model, const Track *track, gsize first, gsize stop,
                  gint64 ret_ns[SHARE_CALM]);

/** A faster track_shares(), which also gives the length of the whole stretch. The stretch measured
 * may begin and end a few spans earlier than the one asked for (with `not_before` it begins no
 * earlier, but maybe a few spans later); adjoining stretches still adjoin. FALSE: too few spans. */
gboolean track_shares_nearby(const Track *track, gsize first, gsize stop, gboolean not_before,
                             gint64 ret_ns[SHARE_CALM], gint64 *ret_whole_ns);

/** Prefetch into the cache what track_shares_nearby() or track_shares() will read. */
void track_shares_soon(const Track *track, gsize first, gsize stop);

/** The first event that says that something failed, or MODEL_NONE. */
gsize model_first_failure(const Model *model);

/** The next (step > 0) or previous time that `line` of `file` ran, seen from the event `from`: the
 * first event of a call that is made there; MODEL_NONE if there is none. O(log n), but the first
 * call reads all events, some 20 ms a million. */
gsize model_next_at_line(const Model *model, const char *file, guint line, gsize from, int step);

/** The place in the source with this id (TraceEvent.site), or NULL. */
const TraceSite *model_site(const Model *model, guint32 id);

/** The call in the program that scheduled the callback which runs in this span of the loop; NULL if
 * it is no callback, or none of the program. */
const TraceSite *model_callback(const Model *model, const Span *span);

/** Names of the files whose source is in the recording, of const char *. */
const GPtrArray *model_files(const Model *model);

/** Source of `file`, or NULL when there is none. */
const char *model_source(const Model *model, const char *file);

/** Names of the files that sites stand in but whose source is not there, of const char *, each
 * once. The caller frees the array. */
GPtrArray *model_missing_files(const Model *model);

/** Give the model the source of `file`, as sites name it; does nothing if it has it already. The
 * text is copied. */
void model_add_source(Model *model, const char *file, const char *text, gsize size);

/**
 * Where every living task is at `event`: at the last site it ran, or, before the first, at the line
 * where its function is defined; a task is left out when neither is known. Of Place, running ones
 * first, otherwise in order of the tasks. The caller frees the array.
 */
GArray *model_places(const Model *model, gsize event);

/** Up to `n` of the times for which something held the loop, the longest first, of Hold. Only those
 * of at least 1 ms, or a tenth of the run if that is less. The caller frees. */
GArray *model_holds(const Model *model, guint n);

/** Where `track`, a living task, is at `event`, as in model_places() except that `running` and
 * `since` are not set. FALSE, and ret_place untouched, when that is not known. O(log n). */
gboolean model_place(const Model *model, const Track *track, gsize event, Place *ret_place);

/** An event's value in words, as by text_value(), but with objects called by the names of their
 * tracks. The caller frees. */
char *model_value(const Model *model, const TraceEvent *event);

/** The label of a span: "await sleep(1 s)", "T-3", "cb"; "" if it has none. The caller frees. */
char *model_span_label(const Model *model, const Track *track, const Span *span);

/** The same where there is room for more: "cb gather(2)" says whose callback it is. The caller
 * frees.
 */
char *model_span_label_full(const Model *model, const Track *track, const Span *span);

/** The event in words: "event 38, 1 s: sleep(1 s) is done, so the loop resumes Task-3. It goes on
 * after line 13."; "" for MODEL_NONE. It takes the time of a state_seek(). The caller frees. */
char *model_describe(const Model *model, gsize event);

/** The sign of a point of a track: a glyph, perhaps followed by words of the program: "⚑ look 3";
 * "" if it has none. The caller frees. */
char *model_point_sign(const Model *model, gsize index);

/** A span in words: the event that begins it, how long it lasts, until when, and, if it runs,
 * between which lines: "event 228, 74 ms: janitor is next, so the loop starts it. This lasts for
 * 300 ms, until 374 ms. The task runs from line 17 to line 20." It takes as long. The caller frees.
 */
char *model_describe_span(const Model *model, const Track *track, const Span *span);

/** A group in a few words: "5: 3 done, 2 cancelled", "10 turns, busy 2 ms", "4", "not used in this
 * run". The caller frees. */
char *model_group_summary(const Model *model, TraceTrack group);
