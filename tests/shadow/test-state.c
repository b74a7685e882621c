/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-state.c - the state that the model rebuilds from a recording is, at every event, the one
 * that the scheduler was in: of generated programs, STATE_PROGRAMS of them (300 if unset) from
 * STATE_SEED on. A shadow of the scheduler says what it was (shadow.c). */
#include <glib/gstdio.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sched/trace/file.h"
#include "tests/conformance/generate.h"
#include "tests/conformance/replay.h"
#include "tests/shadow/shadow.h"
#include "ui/model/state.h"

enum { PROGRAMS = 300, SEED = 1, BACK_EVERY = 10 };

/* ---- lists, as the shadow writes them ---- */

static void add(GString *list, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
add(GString *list, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    if (list->len)
        g_string_append_c(list, ',');
    g_string_append_vprintf(list, format, arguments);
    va_end(arguments);
}

static void
add_item(GString *list, const StateItem *item, const char *after)
{
    static const char letters[] = {
        [STATE_STEP] = 'T',    [STATE_DONE] = 'D',   [STATE_HANDLE] = 'H', [STATE_LATER] = 'H',
        [STATE_EXPIRED] = 'S', [STATE_RESULT] = 'H', [STATE_CALL] = '?',
    };
    char letter = letters[item->kind];

    add(list, "%c%" PRIu64 "%s", letter, letter == 'H' ? item->number : item->track, after);
}

static void
list_turn(const Model *model, State *state, GString *list)
{
    add(list, "%u", state_turn(state));
}

static void
list_running(const Model *model, State *state, GString *list)
{
    StateItem item;
    gboolean runs = state_running(state, 0, &item) && item.kind == STATE_STEP;

    add(list, "%u", runs ? item.track : 0);
}

static void
list_ready(const Model *model, State *state, GString *list)
{
    StateItem item;

    for (guint at = 0; state_next_ready(state, &at, &item);)
        add_item(list, &item, "");
}

static void
list_timers(const Model *model, State *state, GString *list)
{
    StateTimer timer;

    for (guint at = 0; state_next_timer(state, &at, &timer);) {
        g_autofree char *when = g_strdup_printf("@%" G_GINT64_FORMAT, timer.deadline_ns);
        add_item(list, &timer.item, when);
    }
}

static void
list_tasks(const Model *model, State *state, GString *list)
{
    StateTask task;

    for (guint at = 0; state_next_task(state, &at, &task);)
        add(list, "%u", task.track);
}

static guint
line_of_site(const Model *model, guint32 id)
{
    const TraceSite *site = model_site(model, id);

    return site ? site->line : 0;
}

static void
list_waiting(const Model *model, State *state, GString *list)
{
    StateTask task;
    StateFuture future;

    for (guint at = 0; state_next_task(state, &at, &task);)
        if (task.doing == STATE_WAITING && state_future(state, task.waits_for, &future) &&
            !future.is_over)
            add(list, "%u:%u@%u", task.track, task.waits_for, line_of_site(model, task.site));
}

static void
list_frames(const Model *model, State *state, GString *list)
{
    StateTask task;

    for (guint at = 0; state_next_task(state, &at, &task);) {
        const Track *track = model_track(model, task.track);
        gboolean begun = FALSE;

        for (guint depth = track_n_frames(track); depth-- > 0;) {
            const Span *span = track_span_at(track_frames(track, depth), state_event(state));
            guint32 site = span ? model_event(model, span->begin)->site : 0;
            if (span && !begun)
                add(list, "%u:%u", task.track, line_of_site(model, site));
            else if (span)
                g_string_append_printf(list, "/%u", line_of_site(model, site));
            begun |= span != NULL;
        }
    }
}

static void
list_ring(State *state, guint32 track, GString *list)
{
    StateItem item;
    char before = ':';

    for (guint at = 0; state_next_waiting(state, track, &at, &item); before = '/') {
        if (before == ':')
            add(list, "%u", track);
        if (item.kind == STATE_STEP)
            g_string_append_printf(list, "%cT%u", before, item.track);
        else
            g_string_append_printf(list, "%cD", before);
    }
}

static void
list_rings(const Model *model, State *state, GString *list)
{
    static const TraceTrack groups[] = {TRACE_TRACK_TASK, TRACE_TRACK_FUTURE};

    for (gsize i = 0; i < G_N_ELEMENTS(groups); i++) {
        const GPtrArray *tracks = model_tracks(model, groups[i]);
        for (guint k = 0; k < tracks->len; k++)
            list_ring(state, ((const Track *) g_ptr_array_index(tracks, k))->id, list);
    }
}

/* ---- what tasks meet at ---- */

/* Those in line, as things.c writes them. */
static char *
line_text(State *state, guint32 thing, StateLine line)
{
    GString *text = g_string_new(NULL);
    StateWaiter waiter;

    for (guint at = 0; state_next_waiter(state, thing, &at, &waiter);)
        if (waiter.line == line)
            g_string_append_printf(text, "%s%u%s", text->len ? "/" : "", waiter.future,
                                   waiter.woken       ? "d"
                                   : waiter.cancelled ? "c"
                                                      : "");
    return g_string_free(text, FALSE);
}

static void
put(char **fields, guint i, char *text)
{
    g_free(fields[i]);
    fields[i] = text;
}

static void
put_number(char **fields, guint i, gint64 number)
{
    put(fields, i, g_strdup_printf("%" G_GINT64_FORMAT, number));
}

/* For the shadow only tasks hold something. */
static guint32
holder_of(const StateThing *thing)
{
    return thing->holder == TRACE_LOOP_ID ? TRACE_NOBODY : thing->holder;
}

/* A condition or barrier may have a lock of its own, which is on its track. */
static void
see_lock(State *state, const StateThing *thing, char **fields)
{
    put_number(fields, 1, thing->count);
    put_number(fields, 2, holder_of(thing));
    put(fields, 3,
        line_text(state, thing->track, thing->kind == STATE_LOCK ? STATE_LINE : STATE_RELOCK));
}

static void
see_semaphore(State *state, const StateThing *thing, char **fields)
{
    put_number(fields, 1, thing->count);
    put(fields, 3, line_text(state, thing->track, STATE_LINE));
}

static void
see_event(State *state, const StateThing *thing, char **fields)
{
    put_number(fields, 1, thing->count);
    put(fields, 2, line_text(state, thing->track, STATE_LINE));
}

/* One may have a lock of its own, which is on its track. */
static void
see_condition(State *state, const StateThing *thing, char **fields)
{
    guint32 lock = thing->lock ? thing->lock : thing->track;
    StateThing locked = {0};

    state_thing(state, lock, &locked);
    put_number(fields, 1, lock);
    put_number(fields, 2, locked.count);
    put_number(fields, 3, holder_of(&locked));
    put(fields, 4, line_text(state, lock, thing->lock ? STATE_LINE : STATE_RELOCK));
    put(fields, 5, line_text(state, thing->track, STATE_LINE));
}

static void
see_barrier(State *state, const StateThing *thing, char **fields)
{
    put_number(fields, 2, thing->count);
    put(fields, 3, line_text(state, thing->track, STATE_RELOCK));
    put(fields, 4, line_text(state, thing->track, STATE_LINE));
}

static void
see_queue(State *state, const StateThing *thing, char **fields)
{
    put_number(fields, 1, thing->count);
    put_number(fields, 2, thing->unfinished);
    put_number(fields, 3, thing->state == TRACE_STATE_CANCELLED);
    put(fields, 4, line_text(state, thing->track, STATE_GETTERS));
    put(fields, 5, line_text(state, thing->track, STATE_PUTTERS));
    put(fields, 6, line_text(state, thing->track, STATE_JOINERS));
}

/* next() counts a future as handed out as it begins, the recording when it ends. */
static void
see_completions(State *state, const StateThing *thing, char **fields)
{
    gint64 left = g_ascii_strtoll(fields[2], NULL, 10);

    put_number(fields, 2, CLAMP(left, thing->count - 1, thing->count));
    put(fields, 4, line_text(state, thing->track, STATE_LINE));
}

static guint
n_of(const char *list)
{
    guint n = *list != '\0';

    for (; *list; list++)
        n += *list == '/';
    return n;
}

/* The recording has the number of its tasks, and each has a callback that is the group's. */
static void
see_group(State *state, const StateThing *thing, char **fields)
{
    put_number(fields, 1, thing->state == TRACE_STATE_CANCELLED);
    if (n_of(fields[2]) != (guint) thing->count)
        put(fields, 2, g_strdup_printf("%" G_GINT64_FORMAT " tasks", thing->count));
}

static void
see_timeout(State *state, const StateThing *thing, char **fields)
{
    put_number(fields, 1, thing->state == TRACE_STATE_CANCELLED);
}

/* The workers of a pool and their jobs, in the order of `was` as far as that has the same. */
static char *
workers_text(State *state, guint32 pool, const char *was)
{
    GString *text = g_string_new(NULL);
    g_auto(GStrv) parts = g_strsplit(was, "/", -1);
    StateWorker worker;
    gboolean same = TRUE;
    guint n = 0;

    for (guint at = 0; state_next_worker(state, &at, &worker);) {
        g_autofree char *part = g_strdup_printf("%u.%u", worker.track, worker.job);
        if (worker.pool != pool)
            continue;
        same = same && g_strv_contains((const char *const *) parts, part);
        g_string_append_printf(text, "%s%s", n++ ? "/" : "", part);
    }
    if (same && n == g_strv_length(parts))
        g_string_assign(text, was);
    return g_string_free(text, FALSE);
}

static void
see_pool(State *state, guint32 pool, char **fields)
{
    GString *queue = g_string_new(NULL);
    StateJob job;

    for (guint at = 0; state_next_queued(state, pool, &at, &job);)
        g_string_append_printf(queue, "%s%u", queue->len ? "/" : "", job.track);
    put(fields, 1, g_string_free(queue, FALSE));
    put(fields, 2, workers_text(state, pool, fields[2]));
}

/* "P3:5/6:7.0/8.9", with what the recording says in place of what was. Free it. */
static char *
seen(State *state, const char *field)
{
    static void (*const see[256])(State *, const StateThing *, char **) = {
        ['L'] = see_lock,        ['M'] = see_semaphore, ['E'] = see_event,
        ['C'] = see_condition,   ['B'] = see_barrier,   ['Q'] = see_queue,
        ['A'] = see_completions, ['G'] = see_group,     ['O'] = see_timeout,
    };
    g_auto(GStrv) fields = g_strsplit(field, ":", -1);
    guint32 track = (guint32) strtoul(field + 1, NULL, 10);
    StateThing thing;

    if (*field == 'P')
        see_pool(state, track, fields);
    else if (see[(guchar) *field] && state_thing(state, track, &thing))
        see[(guchar) *field](state, &thing, fields);
    else
        put(fields, 0, g_strdup("missing"));
    return g_strjoinv(":", fields);
}

/* ---- comparing ---- */

typedef void (*ListFn)(const Model *model, State *state, GString *list);

static const struct {
    const char *name;
    ListFn list;
    gboolean any_order; /* the shadow's is that in which things were allocated */
} lists[] = {
    {"turn", list_turn, FALSE},     {"run", list_running, FALSE}, {"ready", list_ready, FALSE},
    {"timers", list_timers, FALSE}, {"tasks", list_tasks, FALSE}, {"wait", list_waiting, TRUE},
    {"frames", list_frames, TRUE},  {"rings", list_rings, TRUE},
};

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

/* The list in order of its items' texts, without those of futures that are not recorded. */
static char *
sorted(const char *list)
{
    g_auto(GStrv) items = g_strsplit(list, ",", -1);
    guint n = 0;

    for (guint i = 0; items[i]; i++)
        if (g_str_has_prefix(items[i], "0:"))
            g_free(items[i]);
        else
            items[n++] = items[i];
    items[n] = NULL;
    qsort(items, n, sizeof *items, by_text);
    return g_strjoinv(",", items);
}

/* The value of `name` in a line of the shadow; "" if it is not there. Free it. */
static char *
value_of(char **words, const char *name)
{
    gsize size = strlen(name);

    for (; *words; words++)
        if (g_str_has_prefix(*words, name) && (*words)[size] == '=')
            return g_strdup(*words + size + 1);
    return g_strdup("");
}

static gboolean
differs(const char *what, const char *line, const char *was, const char *rebuilt)
{
    if (!strcmp(was, rebuilt))
        return FALSE;
    fprintf(stderr, "%s: the scheduler had \"%s\", the model \"%s\"\n%s\n", what, was, rebuilt,
            line);
    return TRUE;
}

/* A task that is cancelled as it begins to wait is in the middle of that: for the loop nothing
 * runs, for the model whoever started it. */
static gboolean
suspends(const Model *model, const State *state, const char *was)
{
    const TraceEvent *event = model_event(model, state_event(state));
    gboolean cancels = event->kind == TRACE_FUTURE_CANCELLED;
    StateTask task;

    if (strcmp(was, "0") != 0)
        return FALSE;
    return event->kind == TRACE_TASK_AWAIT ||
           (cancels && state_task(state, event->object, &task) && task.waits_for == event->subject);
}

static gboolean
list_differs(const Model *model, State *state, gsize i, char **words, const char *line)
{
    g_autofree char *plain = value_of(words, lists[i].name);
    g_autofree char *was = lists[i].any_order ? sorted(plain) : g_strdup(plain);
    g_autoptr(GString) list = g_string_new(NULL);

    lists[i].list(model, state, list);
    if (lists[i].list == list_running && suspends(model, state, was))
        return FALSE;
    g_autofree char *rebuilt = lists[i].any_order ? sorted(list->str) : g_strdup(list->str);
    return differs(lists[i].name, line, was, rebuilt);
}

/* What is ready and belongs to this turn; the loop counts what was called off, too. */
static gboolean
turn_differs(State *state, char **words, const char *line)
{
    g_autofree char *left = value_of(words, "left");
    StateItem item;
    guint n = 0;

    for (guint at = 0; state_next_ready(state, &at, &item);)
        n += item.turn <= state_turn(state);
    g_autofree char *rebuilt = g_strdup_printf("%u", n);
    return n > strtoul(left, NULL, 10) && differs("left", line, left, rebuilt);
}

/* Whether the state at the event of this line differs from what the line says. */
static gboolean
line_differs(const Model *model, State *state, const char *line)
{
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    gsize n = strtoul(words[0], NULL, 10);

    if (n == 0 || n > model_n_events(model))
        return FALSE;
    state_seek(state, n - 1);
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
        if (list_differs(model, state, i, words, line))
            return TRUE;
    if (turn_differs(state, words, line))
        return TRUE;
    for (guint i = 1; words[i]; i++) {
        if (!strchr(words[i], ':') || strchr(words[i], '='))
            continue;
        g_autofree char *rebuilt = seen(state, words[i]);
        if (differs("thing", line, words[i], rebuilt))
            return TRUE;
    }
    return FALSE;
}

/* ---- programs ---- */

static gsize n_compared;

static void
run_program(guint64 seed)
{
    g_autofree char *text = generate_scenario(seed);
    g_autoptr(JsonNode) program = json_from_string(text, NULL);
    int n_left;

    shadow_open("shadow");
    g_free(replay_recorded(json_node_get_object(program), "run.awt", &n_left));
    shadow_close();
}

static gboolean
program_differs(guint64 seed)
{
    g_autoptr(Model) model = model_new();
    g_autoptr(State) state = state_new(model);
    g_autofree char *text = NULL;
    char message[300];
    gboolean differs = FALSE;

    run_program(seed);
    trace_read_file("run.awt", model_sink(), model, message, sizeof message);
    g_file_get_contents("shadow", &text, NULL, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint n = g_strv_length(lines);
    for (guint i = 0; i < n && !differs; i++)
        differs = lines[i][0] && line_differs(model, state, lines[i]);
    for (guint i = n; i-- > 0 && !differs && seed % BACK_EVERY == 0;)
        differs = lines[i][0] && line_differs(model, state, lines[i]);
    n_compared += n;
    return differs;
}

static gint64
setting(const char *name, gint64 otherwise)
{
    const char *value = g_getenv(name);

    return value ? g_ascii_strtoll(value, NULL, 0) : otherwise;
}

static void
the_state_is_the_schedulers_at_every_event(void **data)
{
    gint64 seed = setting("STATE_SEED", SEED), n = setting("STATE_PROGRAMS", PROGRAMS);
    g_autofree char *folder = g_dir_make_tmp("awaitscope-state-XXXXXX", NULL);
    gint64 n_wrong = 0;

    assert_int_equal(g_chdir(folder), 0);
    for (gint64 i = 0; i < n; i++)
        if (program_differs((guint64) (seed + i))) {
            fprintf(stderr, "program %" G_GINT64_FORMAT " differs\n", seed + i);
            n_wrong++;
        }
    printf("# %" G_GINT64_FORMAT " programs from seed %" G_GINT64_FORMAT
           ", %zu states compared, %" G_GINT64_FORMAT " programs differ\n",
           n, seed, n_compared, n_wrong);
    g_remove("run.awt");
    g_remove("shadow");
    assert_int_equal(g_chdir("/"), 0);
    g_rmdir(folder);
    assert_int_equal(n_wrong, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_state_is_the_schedulers_at_every_event),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
