/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.c - the labels of spans and points, and groups in words. */
#include <string.h>

#include "ui/model/callee.h"
#include "ui/model/names.h"
#include "ui/model/store.h"
#include "ui/model/text-value.h"
#include "ui/model/text.h"
#include "ui/model/words.h"

static const char *
track_name(const Model *model, guint32 id)
{
    const StoredTrack *stored = store_track(model, id);

    return stored ? stored->track.name : "";
}

/* The call that scheduled the callback that begins; NULL: another event, or a nameless one. */
static const TraceSite *
callback_of(const Model *model, const TraceEvent *event)
{
    const TraceKindInfo *kind = event ? trace_kind(event->kind) : NULL;
    gboolean begins = kind && kind->track == TRACE_TRACK_LOOP && kind->phase == TRACE_PHASE_BEGIN;
    const TraceSite *site = begins ? model_site(model, event->site) : NULL;
    g_autofree char *function = site ? callee_name(site->name) : NULL;

    return function ? site : NULL;
}

const TraceSite *
model_callback(const Model *model, const Span *span)
{
    return callback_of(model, model_event(model, span->begin));
}

/* What the loop runs. */
static char *
label_runner(const Model *model, const Span *span)
{
    const char *brief = trace_states[span->state].brief;
    const StoredTrack *stored = store_track(model, span->object);
    const TraceSite *call = model_callback(model, span);

    if (call)
        return callee_name(call->name);
    if (*brief)
        return g_strdup(brief);
    return stored ? name_short(stored) : g_strdup("");
}

/* The function that is called there, or "". */
static char *
label_call(const TraceSite *site)
{
    char *function = site ? callee_name(site->name) : NULL;

    return function ? function : g_strdup("");
}

/* What it awaits; if that has no track, what the code calls it. */
static char *
label_awaited(const Model *model, const Span *span)
{
    const TraceSite *site = model_site(model, model_event(model, span->begin)->site);
    const char *name = track_name(model, span->object);

    if (span->state == TRACE_STATE_FRAME)
        return label_call(site);
    if (span->state != TRACE_STATE_WAITING)
        return g_strdup("");
    if (!name[0] && site)
        name = site->name;
    return name[0] ? g_strconcat("await ", name, NULL) : g_strdup("");
}

static char *
label_nothing(const Model *model, const Span *span)
{
    return g_strdup("");
}

static char *
label_object(const Model *model, const Span *span)
{
    return g_strdup(share_of(span->state) == SHARE_HELD ? track_name(model, span->object) : "");
}

static char *
word_object(const Model *model, const TraceEvent *event)
{
    const char *name = track_name(model, event->object);

    return g_strdup(name[0] ? name : "somebody");
}

static char *
word_item(const Model *model, const TraceEvent *event)
{
    return event->text_size ? text_value(event) : g_strdup("something");
}

static char *
word_count(const Model *model, const TraceEvent *event)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, (gint64) event->value);
}

static char *
word_call(const Model *model, const TraceEvent *event)
{
    const TraceSite *site = model_site(model, event->site);

    return g_strdup(site && site->name[0] ? site->name : "something");
}

/* The words in braces that a kind's label may contain. */
static const struct {
    const char *name;
    char *(*word)(const Model *model, const TraceEvent *event);
} blanks[] = {
    {"{object}", word_object}, {"{value}", model_value}, {"{item}", word_item},
    {"{count}", word_count},   {"{call}", word_call},
};

static gsize
append_blank(GString *words, const Model *model, const TraceEvent *event, const char *at)
{
    for (guint i = 0; i < G_N_ELEMENTS(blanks); i++)
        if (g_str_has_prefix(at, blanks[i].name)) {
            g_autofree char *word = blanks[i].word(model, event);
            g_string_append(words, word);
            return strlen(blanks[i].name);
        }
    g_string_append_c(words, *at);
    return 1;
}

/* A label with its blanks filled in: "is taken by Task-2". */
static void
append_label(GString *words, const Model *model, const TraceEvent *event, const char *label)
{
    while (*label)
        label += append_blank(words, model, event, label);
}

char *
model_point_sign(const Model *model, gsize index)
{
    const TraceEvent *event = model_event(model, index);
    const TraceKindInfo *kind = trace_kind(event->kind);
    GString *words = g_string_new(NULL);

    append_label(words, model, event, kind ? kind->glyph : "");
    return g_strchomp(g_string_free(words, FALSE));
}

/* The part of the label after its ';', "3 in it"; without one, who has it, "T-2". */
static char *
label_kind(const Model *model, const Span *span)
{
    const TraceEvent *event = model_event(model, span->begin);
    const TraceKindInfo *kind = trace_kind(event->kind);
    const char *end = kind ? strchr(kind->label, ';') : NULL;
    const StoredTrack *who = store_track(model, span->object);

    if (!end)
        return span->state == TRACE_STATE_HELD && who ? name_short(who) : g_strdup("");
    GString *words = g_string_new(NULL);
    append_label(words, model, event, end + strspn(end, "; "));
    return g_string_free(words, FALSE);
}

char *
model_span_label(const Model *model, const Track *track, const Span *span)
{
    static char *(*const by_group[TRACE_N_TRACKS])(const Model *, const Span *) = {
#define ROW(track, heading, prefix, whose, empty, as, joins, named, label, summary)                \
    [TRACE_TRACK_##track] = label_##label,
        TRACE_TRACKS(ROW)
#undef ROW
    };

    return by_group[track->group](model, span);
}

char *
model_span_label_full(const Model *model, const Track *track, const Span *span)
{
    const char *brief = trace_states[span->state].brief, *whose = track_name(model, span->object);

    if (track->group != TRACE_TRACK_LOOP || !*brief || !*whose || model_callback(model, span))
        return model_span_label(model, track, span);
    return g_strdup_printf("%s %s", brief, whose);
}

/* "Stream-1 is read by Task-1": what precedes the ';'. */
char *
label_deed(const Model *model, const TraceEvent *event)
{
    const TraceKindInfo *kind = trace_kind(event->kind);
    g_autofree char *label = g_strndup(kind->label, strcspn(kind->label, ";"));
    const char *name = track_name(model, event->subject);
    GString *words = g_string_new(name);

    g_string_append(words, name[0] ? " " : "");
    append_label(words, model, event, label);
    return g_string_free(words, FALSE);
}

/* "10 turns, busy 2.4 ms" */
static char *
summary_turns(const Model *model, TraceTrack group)
{
    guint n = model->turns->len;
    gboolean virtual = g_strcmp0(model_meta(model, "clock"), "virtual") == 0;
    g_autofree char *busy = text_duration(model->busy_ns);

    return g_strdup_printf("%u turn%s, busy %s%s", n, n == 1 ? "" : "s", busy,
                           virtual ? " on the exact clock" : "");
}

static char *
summary_number(const Model *model, TraceTrack group)
{
    return g_strdup_printf("%u", model->tracks[group]->len);
}

static void
append_outcome(GPtrArray *parts, gsize n, const char *outcome)
{
    if (n > 0)
        g_ptr_array_add(parts, g_strdup_printf("%" G_GSIZE_FORMAT " %s", n, outcome));
}

/* "5: 3 done, 2 cancelled": what was done comes first. */
static char *
summary_outcomes(const Model *model, TraceTrack group)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    const gsize *n_ended = model->n_ended[group];
    gsize rest = model->tracks[group]->len - n_ended[TRACE_STATE_DONE];

    append_outcome(parts, n_ended[TRACE_STATE_DONE], text_outcome(TRACE_STATE_DONE));
    for (TraceState state = 0; state < TRACE_N_STATES; state++) {
        if (state == TRACE_STATE_DONE)
            continue;
        append_outcome(parts, n_ended[state], text_outcome(state));
        rest -= n_ended[state];
    }
    append_outcome(parts, rest, "not done");
    g_ptr_array_add(parts, NULL);
    g_autofree char *outcomes = g_strjoinv(", ", (char **) parts->pdata);
    return g_strdup_printf("%u: %s", model->tracks[group]->len, outcomes);
}

char *
model_group_summary(const Model *model, TraceTrack group)
{
    static char *(*const by_group[TRACE_N_TRACKS])(const Model *, TraceTrack) = {
#define ROW(track, heading, prefix, whose, empty, as, joins, named, label, summary)                \
    [TRACE_TRACK_##track] = summary_##summary,
        TRACE_TRACKS(ROW)
#undef ROW
    };

    if (model->tracks[group]->len == 0)
        return g_strdup(model_end(model) ? "not used in this run" : "none yet");
    return by_group[group](model, group);
}
