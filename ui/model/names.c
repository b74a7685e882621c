/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.c - what tracks are called, and how they ended. */
#include "ui/model/names.h"

#include "ui/model/callee.h"
#include "ui/model/text.h"
#include "ui/model/variables.h"

/* "get_item(1)", "get_items()"; just the function's name if the value reads the same, as it does
 * for the end of a group. */
static char *
call_text(const Model *model, const char *function, const TraceEvent *event)
{
    g_autofree char *value = model_value(model, event);

    return g_str_equal(value, function) ? g_strdup(function)
                                        : g_strdup_printf("%s(%s)", function, value);
}

static const char *
numbered(Model *model, StoredTrack *stored)
{
    g_autofree char *name = NULL;

    stored->number = ++model->n_unnamed[stored->track.group];
    name = g_strdup_printf("%s-%u", trace_tracks[stored->track.group].prefix, stored->number);
    return g_string_chunk_insert(model->strings, name);
}

static const char *
own_name(const TraceEvent *event)
{
    return event->value_type == TRACE_VALUE_LABEL && event->text && event->text_size ? event->text
                                                                                     : NULL;
}

/* Whether the event says what the track belongs to: something just made, or found to exist when the
 * recording began. */
static gboolean
presents(const TraceEvent *event)
{
    const TraceKindInfo *kind = trace_kind(event->kind);

    return kind && kind->birth != TRACE_BIRTH_NO && kind->birth != TRACE_BIRTH_NAMED;
}

static void
name_loop(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    stored->track.name = stored->track.id == TRACE_LOOP_ID ? trace_tracks[TRACE_TRACK_LOOP].prefix
                                                           : numbered(model, stored);
    stored->track.detail = "what it runs";
}

static void
name_worker(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    const char *own = presents(event) ? own_name(event) : NULL;
    gboolean is_process = presents(event) && event->value_type == TRACE_VALUE_INT;
    g_autofree char *detail =
        is_process ? g_strdup_printf("process %" G_GINT64_FORMAT, (gint64) event->value) : NULL;

    stored->track.name = own ? own : numbered(model, stored);
    stored->track.detail = detail ? g_string_chunk_insert(model->strings, detail) : "";
}

/* A task with a name of its own has the name as its value; its argument is not recorded. */
static const char *
task_detail(Model *model, const StoredTrack *stored, const TraceEvent *event)
{
    g_autofree char *call = NULL;

    if (!stored->maker)
        return "";
    g_autofree char *function = callee_name(stored->maker->name);
    if (!function)
        return "";
    call = own_name(event) ? g_strdup(function) : call_text(model, function, event);
    return g_string_chunk_insert(model->strings, call);
}

static void
name_task(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    const char *own = presents(event) ? own_name(event) : NULL;

    if (presents(event))
        stored->maker = model_site(model, event->site);
    stored->track.name = own ? own : numbered(model, stored);
    stored->track.detail = task_detail(model, stored, event);
}

/* A future is named after the call that made it. */
static void
name_call(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    g_autofree char *function = NULL, *call = NULL;
    Track *track = &stored->track;

    if (presents(event))
        stored->maker = model_site(model, event->site);
    track->name = trace_tracks[track->group].prefix;
    track->detail = "";
    if (presents(event) && own_name(event)) {
        track->name = own_name(event);
    } else if (stored->maker && (function = callee_name(stored->maker->name))) {
        call = event->value_type == TRACE_VALUE_NONE ? g_strdup(function)
                                                     : call_text(model, function, event);
        track->name = g_string_chunk_insert(model->strings, call);
    }
}

/* A track of another program. Each of its levels is a track; all but the first give their level. */
static void
name_level(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    gboolean nested = presents(event) && event->value > 1;
    g_autofree char *level =
        nested ? g_strdup_printf("level %" G_GINT64_FORMAT, (gint64) event->value) : NULL;

    stored->track.name = own_name(event) ? own_name(event) : numbered(model, stored);
    stored->track.detail = nested ? g_string_chunk_insert(model->strings, level) : "";
}

void
name_track(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    static void (*const by_group[TRACE_N_TRACKS])(Model *, StoredTrack *, const TraceEvent *) = {
#define ROW(track, heading, prefix, whose, empty, as, joins, named, label, summary)                \
    [TRACE_TRACK_##track] = name_##named,
        TRACE_TRACKS(ROW)
#undef ROW
    };

    by_group[stored->track.group](model, stored, event);
    stored->presented = presents(event);
}

/* Its maker and argument are known from when it was made. Only a task's number may be a guess, if
 * tasks before it were not recorded; and a task may get another name. */
static void
correct_number(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    const char *own = own_name(event);
    TraceBirth birth = trace_kind(event->kind)->birth;
    gboolean tells = birth == TRACE_BIRTH_FOUND || birth == TRACE_BIRTH_NAMED;

    if (tells && own && g_strcmp0(own, stored->track.name) != 0) {
        stored->track.name = own;
        stored->number = 0;
    }
}

void
name_tasks_before(Model *model, guint n)
{
    const GPtrArray *tasks = model->tracks[TRACE_TRACK_TASK];

    for (guint i = tasks->len; i > 0; i--) {
        StoredTrack *stored = g_ptr_array_index(tasks, i - 1);
        if (!stored->number || !stored->presented || n == 0)
            continue;
        g_autofree char *name = g_strdup_printf("Task-%u", stored->number = n--);
        stored->track.name = g_string_chunk_insert(model->strings, name);
    }
}

void
name_change(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    const TraceKindInfo *kind = trace_kind(event->kind);

    if (kind && kind->birth == TRACE_BIRTH_NAMED && stored->track.group == kind->track)
        correct_number(model, stored, event);
}

void
name_again(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    if (!presents(event))
        return;
    if (stored->presented)
        correct_number(model, stored, event);
    else
        name_track(model, stored, event);
}

char *
name_short(const StoredTrack *stored)
{
    const char *name = stored->track.name;

    return stored->number ? g_strdup_printf("%c-%u", name[0], stored->number) : g_strdup(name);
}

const char *
name_outcome(Model *model, TraceState state, const TraceEvent *event)
{
    g_autofree char *value = model_value(model, event);

    if (trace_states[state].end == TRACE_SHOWS_VALUE && value[0])
        return g_string_chunk_insert(model->strings, value);
    return text_outcome(state);
}
