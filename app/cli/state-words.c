/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-words.c - what is in a state, in a few words each. */
#include "app/cli/state-words.h"

const char *
state_name(const Model *model, guint32 track)
{
    const Track *known = model_track(model, track);

    return known ? known->name : "";
}

char *
state_place(const Model *model, guint32 site_id)
{
    const TraceSite *site = model_site(model, site_id);

    return site ? g_strdup_printf("%s:%u", site->file, site->line) : NULL;
}

guint64
state_number(const Model *model, gsize event)
{
    const TraceEvent *known = event == MODEL_NONE ? NULL : model_event(model, event);

    return known ? known->number : 0;
}

const char *
state_thing_word(StateThingKind kind)
{
    static const char *const words[] = {
        [STATE_LOCK] = "lock",
        [STATE_SEMAPHORE] = "semaphore",
        [STATE_EVENT] = "event",
        [STATE_CONDITION] = "condition",
        [STATE_BARRIER] = "barrier",
        [STATE_QUEUE] = "queue",
        [STATE_COMPLETIONS] = "as_completed",
        [STATE_TIMEOUT] = "timeout",
        [STATE_GROUP] = "group",
    };

    return words[kind];
}

const char *
state_doing_word(StateDoing doing)
{
    static const char *const words[] = {
        [STATE_UNKNOWN] = "unknown", [STATE_READY] = "ready",     [STATE_RUNNING] = "running",
        [STATE_OUTER] = "outer",     [STATE_WAITING] = "waiting",
    };

    return words[doing];
}

const char *
state_line_word(StateLine line)
{
    static const char *const words[] = {
        [STATE_LINE] = "",
        [STATE_GETTERS] = "for an item",
        [STATE_PUTTERS] = "for room",
        [STATE_JOINERS] = "for the end of all items",
        [STATE_RELOCK] = "for the lock",
    };

    return words[line];
}

/* "callback greet (hello.c:9)" */
static void
append_call(GString *words, const Model *model, const char *what, guint32 site_id)
{
    const TraceSite *site = model_site(model, site_id);

    g_string_append(words, what);
    if (site)
        g_string_append_printf(words, " %s (%s:%u)", site->name, site->file, site->line);
}

static void
words_of_callback(GString *words, const Model *model, const StateItem *item)
{
    append_call(words, model, "callback", item->site);
    if (item->n > 1)
        g_string_append_printf(words, " %u of %u", item->k, item->n);
    g_string_append_printf(words, " of %s", state_name(model, item->track));
    if (item->by == TRACE_LOOP_ID)
        g_string_append(words, ", which stops the run");
    else if (*state_name(model, item->by))
        g_string_append_printf(words, ", for %s", state_name(model, item->by));
}

static void
words_of_step(GString *words, const Model *model, const StateItem *item)
{
    g_string_append(words, state_name(model, item->track));
}

static void
words_of_handle(GString *words, const Model *model, const StateItem *item)
{
    append_call(words, model, "callback", item->site);
    if (item->track)
        g_string_append_printf(words, " of %s", state_name(model, item->track));
}

static void
words_of_timer(GString *words, const Model *model, const StateItem *item)
{
    if (item->track)
        g_string_append_printf(words, "timer of %s", state_name(model, item->track));
    else
        append_call(words, model, "timer of callback", item->site);
}

static void
words_of_result(GString *words, const Model *model, const StateItem *item)
{
    g_string_append_printf(words, "result of %s", state_name(model, item->track));
}

static void
words_of_call(GString *words, const Model *model, const StateItem *item)
{
    g_string_append(words, "call from another thread");
}

char *
state_item_words(const Model *model, const StateItem *item)
{
    static void (*const writers[])(GString *, const Model *, const StateItem *) = {
        [STATE_STEP] = words_of_step,     [STATE_DONE] = words_of_callback,
        [STATE_HANDLE] = words_of_handle, [STATE_LATER] = words_of_timer,
        [STATE_EXPIRED] = words_of_timer, [STATE_RESULT] = words_of_result,
        [STATE_CALL] = words_of_call,
    };
    GString *words = g_string_new(NULL);

    writers[item->kind](words, model, item);
    return g_string_free(words, FALSE);
}

char *
state_frames(const Model *model, const State *state, guint32 task)
{
    const Track *track = model_track(model, task);
    GString *words = g_string_new(NULL);

    for (guint depth = 0; track && depth < track_n_frames(track); depth++) {
        const Span *span = track_span_at(track_frames(track, depth), state_event(state));
        const TraceSite *site =
            span ? model_site(model, model_event(model, span->begin)->site) : NULL;
        if (site)
            g_string_append_printf(words, "%s%s()", words->len ? " > " : "", site->name);
    }
    return g_string_free(words, FALSE);
}
