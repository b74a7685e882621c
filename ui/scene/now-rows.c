/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now-rows.c - the rows of the loop's picture, taken from the state of a moment. */
#include "ui/scene/now-rows.h"

#include "ui/model/text.h"
#include "ui/scene/now-words.h"

/* The list that is being filled. */
typedef struct {
    const Model *model;
    State *state;
    NowRows *list;
    guint n;         /* rows that are wanted, at least 1 */
    guint32 subject; /* of the present event */
} Fill;

static void
row_clear(void *data)
{
    NowRow *row = data;

    g_free(row->name);
    g_free(row->text);
    g_free(row->brief);
    g_free(row->left);
}

void
now_rows_clear(NowRows *rows)
{
    g_clear_pointer(&rows->rows, g_array_unref);
}

/* Whether it is the first row of what the present event is about. */
static gboolean
is_present(const Fill *fill, guint32 track)
{
    return track != TRACE_NOBODY && track == fill->subject && fill->list->present == G_MAXUINT;
}

/* Whether the next row is wanted. Counts it. */
static gboolean
wanted(Fill *fill, NowBox box, guint32 track)
{
    fill->list->n_of[box]++;
    return fill->list->n_total++ < fill->n || is_present(fill, track);
}

/* A row, to be completed; takes both strings. Beyond those that are wanted it replaces the last. */
static NowRow *
add(Fill *fill, NowBox box, guint32 track, char *name, char *text)
{
    GArray *rows = fill->list->rows;
    NowRow row = {
        .box = box, .track = track, .mover = track, .name = name, .text = text, .share = -1};

    g_array_set_size(rows, MIN(rows->len, fill->n - 1));
    g_array_append_val(rows, row);
    if (is_present(fill, track))
        fill->list->present = rows->len - 1;
    return &g_array_index(rows, NowRow, rows->len - 1);
}

/* Whether to look for more rows: very many are only counted. */
static gboolean
is_open(const Fill *fill)
{
    return fill->list->n_total < NOW_MOST_ROWS;
}

static NowBox
item_box(const StateItem *item, NowBox step)
{
    return item->kind == STATE_STEP ? step : NOW_BOX_CALLBACK;
}

/* Callbacks of one future may be many, so their boxes cannot be told apart and do not move. */
static void
add_item(Fill *fill, NowBox step, const StateItem *item, char *text, char *brief)
{
    NowRow *row =
        add(fill, item_box(item, step), item->track, now_item_name(fill->model, item), text);

    row->brief = brief;
    if (item->kind == STATE_DONE)
        row->mover = TRACE_NOBODY;
}

/* ---- the left column ---- */

static void
fill_running(Fill *fill)
{
    StateItem item;

    for (guint depth = 0; state_running(fill->state, depth, &item); depth++)
        if (wanted(fill, item_box(&item, NOW_BOX_RUNNING), item.track))
            add_item(fill, NOW_BOX_RUNNING, &item,
                     depth > 0 ? g_strdup("goes on after that")
                               : now_running_words(fill->model, fill->state, &item),
                     depth > 0 ? NULL : now_item_brief(fill->model, fill->state, &item));
}

static void
fill_ready(Fill *fill)
{
    StateItem item;

    for (guint at = 0; is_open(fill) && state_next_ready(fill->state, &at, &item);)
        if (wanted(fill, item_box(&item, NOW_BOX_READY), item.track))
            add_item(fill, NOW_BOX_READY, &item, now_ready_words(fill->model, fill->state, &item),
                     now_item_brief(fill->model, fill->state, &item));
    fill->list->n_total = state_n_ready(fill->state);
}

static void
fill_waiting(Fill *fill)
{
    StateTask task;

    for (guint at = 0; state_next_task(fill->state, &at, &task);)
        if ((task.doing == STATE_WAITING || task.doing == STATE_UNKNOWN) &&
            wanted(fill, NOW_BOX_WAITING, task.track))
            add(fill, NOW_BOX_WAITING, task.track, g_strdup(now_name(fill->model, task.track)),
                now_waiting_words(fill->model, fill->state, &task))
                ->brief = now_waiting_brief(fill->state, &task);
}

/* ---- the right column ---- */

static void
add_timer(Fill *fill, const StateTimer *timer)
{
    gint64 now = model_event(fill->model, state_event(fill->state))->time_ns;
    gint64 left = MAX(timer->deadline_ns - now, 0), length = MAX(timer->length_ns, 1);
    g_autofree char *time = now_time_words(left);
    NowRow *row = add(fill, NOW_BOX_TIMER, timer->track, text_duration(timer->length_ns),
                      now_timer_words(fill->model, fill->state, timer));

    if (timer->track == TRACE_LOOP_ID)
        row->track = row->mover = TRACE_NOBODY;
    row->left = left > 0 ? g_strdup_printf("%s left", time) : g_strdup("due");
    row->brief = g_strdup(left > 0 ? time : row->left);
    row->share = CLAMP(1 - (double) left / (double) length, 0, 1);
}

static void
fill_timers(Fill *fill)
{
    StateTimer timer;

    for (guint at = 0; is_open(fill) && state_next_timer(fill->state, &at, &timer);)
        if (wanted(fill, NOW_BOX_TIMER, timer.track))
            add_timer(fill, &timer);
    fill->list->n_total = state_n_timers(fill->state);
}

/* A worker with the job that it has, or whose result is on its way. */
static void
add_worker(Fill *fill, NowBox box, const StateWorker *worker)
{
    gboolean busy = worker->job != TRACE_NOBODY;
    NowRow *row = add(fill, box, worker->track, g_strdup(now_name(fill->model, worker->track)),
                      g_strdup(busy ? now_name(fill->model, worker->job) : "idle"));

    if (busy)
        row->track = row->mover = worker->job;
}

static void
fill_workers(Fill *fill, gboolean busy)
{
    NowBox box = busy ? NOW_BOX_RUNNING : NOW_BOX_IDLE;
    StateWorker worker;

    for (guint at = 0; state_next_worker(fill->state, &at, &worker);)
        if ((worker.job != TRACE_NOBODY) == busy && wanted(fill, box, worker.track))
            add_worker(fill, box, &worker);
}

static void
collect_result(GHashTable *results, const StateItem *item)
{
    if (item->kind == STATE_RESULT)
        g_hash_table_add(results, GUINT_TO_POINTER(item->track));
}

/* Results that are ready or run: they stand there, and no more in the pool. The caller frees. */
static GHashTable *
results_in_loop(const State *state)
{
    GHashTable *results = g_hash_table_new(NULL, NULL);
    StateItem item;

    for (guint depth = 0; state_running(state, depth, &item); depth++)
        collect_result(results, &item);
    for (guint at = 0; state_next_ready(state, &at, &item);)
        collect_result(results, &item);
    return results;
}

static void
fill_results(Fill *fill)
{
    g_autoptr(GHashTable) taken = NULL;
    StateJob job;

    for (guint at = 0; state_next_job(fill->state, &at, &job);) {
        if (!job.ended)
            continue;
        taken = taken ? taken : results_in_loop(fill->state);
        if (!g_hash_table_contains(taken, GUINT_TO_POINTER(job.track)) &&
            wanted(fill, NOW_BOX_CALLBACK, job.track))
            add(fill, NOW_BOX_CALLBACK, job.track, g_strdup("result"),
                g_strdup_printf("of %s", now_name(fill->model, job.track)));
    }
}

static void
fill_queue(Fill *fill, guint32 pool)
{
    StateJob job;

    for (guint at = 0; state_next_queued(fill->state, pool, &at, &job);)
        if (wanted(fill, NOW_BOX_READY, job.track))
            add(fill, NOW_BOX_READY, job.track, g_strdup("queued"),
                g_strdup(now_name(fill->model, job.track)));
}

static void
fill_pool(Fill *fill)
{
    StatePool pool;

    gboolean used = FALSE;

    fill_workers(fill, TRUE);
    fill_results(fill);
    for (guint at = 0; state_next_pool(fill->state, &at, &pool); used = TRUE)
        fill_queue(fill, pool.track);
    fill_workers(fill, FALSE);
    if (used && fill->list->n_total == 0 && wanted(fill, NOW_BOX_NOBODY, TRACE_NOBODY))
        add(fill, NOW_BOX_NOBODY, TRACE_NOBODY, g_strdup("empty"), g_strdup(""));
}

static void
fill_watched(Fill *fill)
{
    StateWatch watch;

    for (guint at = 0; state_next_watch(fill->state, &at, &watch);)
        if (wanted(fill, NOW_BOX_WAITING, watch.future))
            add(fill, NOW_BOX_WAITING, watch.future,
                g_strdup_printf("descriptor %" G_GINT64_FORMAT, watch.fd),
                g_strdup_printf("%s for %s", watch.writes ? "to write" : "to read",
                                watch.task == TRACE_NOBODY ? "nobody"
                                                           : now_name(fill->model, watch.task)));
}

static void
fill_done(Fill *fill)
{
    static const NowBox boxes[TRACE_N_STATES] = {[TRACE_STATE_DONE] = NOW_BOX_DONE,
                                                 [TRACE_STATE_CANCELLED] = NOW_BOX_CANCELLED,
                                                 [TRACE_STATE_FAILED] = NOW_BOX_FAILED};
    const Track *task;

    for (guint at = 0; state_next_done(fill->state, &at, &task);)
        if (wanted(fill, boxes[task->outcome], task->id))
            add(fill, boxes[task->outcome], task->id, g_strdup(task->name),
                g_strdup(task->outcome_text));
    fill->list->n_total = state_n_done(fill->state);
}

/* ---- the table ---- */

/* A row for each list. `nobody`: what its only row says if it is empty; NULL: it is left out. */
static const struct {
    const char *label;
    void (*fill)(Fill *fill);
    const char *nobody;
} lists[N_NOW_LISTS] = {
    [NOW_RUNNING] = {"running", fill_running, "nobody"},
    [NOW_READY] = {"ready", fill_ready, "nobody"},
    [NOW_WAITING] = {"waiting", fill_waiting, "nobody"},
    [NOW_TIMERS] = {"timers", fill_timers, "none"},
    [NOW_POOL] = {"pool", fill_pool, "not used"},
    [NOW_WATCHED] = {"watched", fill_watched, NULL},
    [NOW_DONE] = {"done", fill_done, "nobody"},
};

const char *
now_list_label(NowList list)
{
    return lists[list].label;
}

NowRows
now_rows(const Model *model, State *state, NowList list, guint n)
{
    NowRows rows = {.rows = g_array_new(FALSE, FALSE, sizeof(NowRow)), .present = G_MAXUINT};
    Fill fill = {model, state, &rows, CLAMP(n, 1, NOW_MOST_ROWS), TRACE_NOBODY};

    if (state_event(state) != MODEL_NONE)
        fill.subject = model_event(model, state_event(state))->subject;
    g_array_set_clear_func(rows.rows, row_clear);
    lists[list].fill(&fill);
    if (rows.n_total == 0 && lists[list].nobody) {
        rows.n_total = 1;
        add(&fill, NOW_BOX_NOBODY, TRACE_NOBODY, g_strdup(lists[list].nobody), g_strdup(""));
    }
    return rows;
}
