/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-text.c - the state at an event as text: one line for each thing, with what it is about in
 * front. */
#include "app/cli/state-text.h"

#include "app/cli/state-words.h"
#include "ui/model/text.h"

/* What is written, and from what. */
typedef struct {
    Model *model;
    State *state;
    GString *text;
} Page;

/* ---- parts of a line ---- */

static void
add_since(Page *page, const char *word, gsize event)
{
    guint64 number = state_number(page->model, event);

    if (number)
        g_string_append_printf(page->text, ", %s event %" G_GUINT64_FORMAT, word, number);
}

static void
add_place(Page *page, guint32 site)
{
    g_autofree char *place = state_place(page->model, site);

    if (place)
        g_string_append_printf(page->text, " at %s", place);
}

/* ---- sections ---- */

static void
begin_line(Page *page, const char *about)
{
    if (page->text->len)
        g_string_append_c(page->text, '\n');
    g_string_append_printf(page->text, "%-13s ", about);
}

static void
add_item(Page *page, const char *about, const StateItem *item)
{
    g_autofree char *words = state_item_words(page->model, item);

    begin_line(page, about);
    g_string_append(page->text, words);
    add_since(page, "by", item->cause);
}

static void
write_event(Page *page)
{
    g_autofree char *event = model_describe(page->model, state_event(page->state));

    begin_line(page, "now");
    g_string_append(page->text, event);
}

static void
write_unknown(Page *page)
{
    gsize gap = state_gap(page->state);

    if (gap == MODEL_NONE)
        return;
    begin_line(page, "unknown");
    g_string_append_printf(page->text, "what happened before event %" G_GUINT64_FORMAT,
                           state_number(page->model, gap));
    if (state_ready_unknown(page->state))
        g_string_append(page->text, "; more may be ready than is listed");
}

static void
write_loop(Page *page)
{
    gsize asleep = state_asleep(page->state);

    begin_line(page, "turn");
    g_string_append_printf(page->text, "%u", state_turn(page->state));
    if (asleep == MODEL_NONE)
        return;
    begin_line(page, "asleep");
    g_string_append_printf(page->text, "since event %" G_GUINT64_FORMAT,
                           state_number(page->model, asleep));
}

static void
write_running(Page *page)
{
    StateItem item;

    for (guint depth = 0; state_running(page->state, depth, &item); depth++)
        add_item(page, depth ? "inside of" : "running", &item);
}

static void
write_ready(Page *page)
{
    StateItem item;

    for (guint at = 0; state_next_ready(page->state, &at, &item);)
        add_item(page, "ready", &item);
}

static void
add_what_waits(Page *page, const StateTask *task)
{
    const Model *model = page->model;
    StateFuture future;

    g_string_append_printf(page->text, "%s for %s", state_name(model, task->track),
                           state_name(model, task->waits_for));
    add_place(page, task->site);
    add_since(page, "since", task->since);
    if (state_future(page->state, task->waits_for, &future) && future.n_members)
        g_string_append_printf(page->text, ", %u of %u to go", future.n_left, future.n_members);
}

static void
add_frames(Page *page, guint32 task)
{
    g_autofree char *frames = state_frames(page->model, page->state, task);

    if (!*frames)
        return;
    begin_line(page, "calls");
    g_string_append_printf(page->text, "%s: %s", state_name(page->model, task), frames);
}

static void
write_tasks(Page *page)
{
    StateTask task;

    for (guint at = 0; state_next_task(page->state, &at, &task);) {
        if (task.doing == STATE_WAITING || task.doing == STATE_UNKNOWN)
            begin_line(page, state_doing_word(task.doing));
        if (task.doing == STATE_WAITING)
            add_what_waits(page, &task);
        if (task.doing == STATE_UNKNOWN)
            g_string_append(page->text, state_name(page->model, task.track));
        if (task.cancel != MODEL_NONE) {
            begin_line(page, "cancel");
            g_string_append(page->text, state_name(page->model, task.track));
            add_since(page, "requested by", task.cancel);
        }
        add_frames(page, task.track);
    }
}

static void
write_timers(Page *page)
{
    gint64 now = model_event(page->model, state_event(page->state))->time_ns;
    StateTimer timer;

    for (guint at = 0; state_next_timer(page->state, &at, &timer);) {
        g_autofree char *words = state_item_words(page->model, &timer.item);
        g_autofree char *when = text_duration(timer.deadline_ns);
        g_autofree char *left = text_duration(MAX(timer.deadline_ns - now, 0));
        begin_line(page, "timer");
        g_string_append_printf(page->text, "%s: %s, %s left", when, words, left);
    }
}

/* What waits for it, in order. */
static void
add_waiting(Page *page, const char *about, guint32 track)
{
    StateItem item;

    begin_line(page, about);
    g_string_append(page->text, state_name(page->model, track));
    for (guint i = 0, n = 0; state_next_waiting(page->state, track, &i, &item); n++) {
        g_autofree char *words = state_item_words(page->model, &item);
        g_string_append_printf(page->text, "%s%s", n ? "; " : ": ", words);
    }
}

static void
write_futures(Page *page)
{
    StateFuture future;
    StateTask task;

    for (guint at = 0; state_next_future(page->state, &at, &future);)
        add_waiting(page, "future", future.track);
    for (guint at = 0; state_next_task(page->state, &at, &task);)
        if (state_future(page->state, task.track, &future) && future.n_waiting)
            add_waiting(page, "awaited", task.track);
}

/* "2 of 4" */
static void
add_count(Page *page, const StateThing *thing)
{
    static const char *const counted[STATE_N_THINGS] = {
        [STATE_SEMAPHORE] = "free",      [STATE_BARRIER] = "there", [STATE_QUEUE] = "in it",
        [STATE_COMPLETIONS] = "to come", [STATE_GROUP] = "in it",
    };

    if (counted[thing->kind])
        g_string_append_printf(page->text, ", %" G_GINT64_FORMAT, thing->count);
    if (counted[thing->kind] && thing->limit >= 0)
        g_string_append_printf(page->text, " of %" G_GINT64_FORMAT, thing->limit);
    if (counted[thing->kind])
        g_string_append_printf(page->text, " %s", counted[thing->kind]);
    if (thing->kind == STATE_EVENT)
        g_string_append(page->text, thing->count ? ", set" : ", not set");
}

static void
add_waiter(Page *page, const StateWaiter *waiter)
{
    const char *line = state_line_word(waiter->line);
    const char *who = waiter->task ? state_name(page->model, waiter->task) : "somebody";

    g_string_append_printf(page->text, "; %s waits%s%s", who, *line ? " " : "", line);
}

static void
write_things(Page *page)
{
    StateThing thing;
    StateWaiter waiter;

    for (guint at = 0; state_next_thing(page->state, &at, &thing);) {
        begin_line(page, state_thing_word(thing.kind));
        g_string_append(page->text, state_name(page->model, thing.track));
        if (thing.holder)
            g_string_append_printf(page->text, ", held by %s",
                                   state_name(page->model, thing.holder));
        add_count(page, &thing);
        for (guint i = 0; state_next_waiter(page->state, thing.track, &i, &waiter);)
            if (!waiter.woken && !waiter.cancelled)
                add_waiter(page, &waiter);
    }
}

static void
write_jobs(Page *page)
{
    StatePool pool;
    StateJob job;

    for (guint at = 0; state_next_pool(page->state, &at, &pool);)
        for (guint i = 0; state_next_queued(page->state, pool.track, &i, &job);) {
            begin_line(page, "queued");
            g_string_append(page->text, state_name(page->model, job.track));
            add_since(page, "since", job.since);
        }
    for (guint at = 0; state_next_job(page->state, &at, &job);)
        if (job.ended) {
            begin_line(page, "result");
            g_string_append_printf(page->text, "%s, on its way",
                                   state_name(page->model, job.track));
            add_since(page, "since", job.since);
        }
}

static void
write_workers(Page *page)
{
    StateWorker worker;

    for (guint at = 0; state_next_worker(page->state, &at, &worker);) {
        begin_line(page, "worker");
        g_string_append_printf(page->text, "%s: %s", state_name(page->model, worker.track),
                               worker.job ? state_name(page->model, worker.job) : "idle");
        add_since(page, "since", worker.since);
    }
}

static void
write_watches(Page *page)
{
    StateWatch watch;

    for (guint at = 0; state_next_watch(page->state, &at, &watch);) {
        begin_line(page, "watched");
        g_string_append_printf(page->text, "descriptor %" G_GINT64_FORMAT " until it can be %s",
                               watch.fd, watch.writes ? "written" : "read");
        if (watch.task)
            g_string_append_printf(page->text, ", for %s", state_name(page->model, watch.task));
    }
}

static void
write_done(Page *page)
{
    const Track *task;

    for (guint at = 0; state_next_done(page->state, &at, &task);) {
        begin_line(page, "ended");
        g_string_append_printf(page->text, "%s: %s", task->name, task->outcome_text);
    }
    if (state_n_done(page->state) > STATE_MAX_DONE) {
        begin_line(page, "ended");
        g_string_append_printf(page->text, "%u more", state_n_done(page->state) - STATE_MAX_DONE);
    }
}

/* The last line that was printed. */
static void
write_output(Page *page)
{
    const GArray *output = model_output(page->model);
    guint n = 0;

    while (n < output->len &&
           g_array_index(output, OutputLine, n).event <= state_event(page->state))
        n++;
    if (n == 0)
        return;
    begin_line(page, "printed");
    g_string_append_printf(page->text, "%s", g_array_index(output, OutputLine, n - 1).text);
}

static void
write_all(Page *page)
{
    static void (*const sections[])(Page *) = {
        write_unknown, write_loop,    write_running, write_ready, write_tasks,
        write_timers,  write_futures, write_things,  write_jobs,  write_workers,
        write_watches, write_done,    write_output,
    };

    for (gsize i = 0; i < G_N_ELEMENTS(sections); i++)
        sections[i](page);
}

char *
state_text(Model *model, State *state)
{
    Page page = {model, state, g_string_new(NULL)};

    write_event(&page);
    if (state_has_loop(state)) {
        write_all(&page);
    } else {
        begin_line(&page, "loop");
        g_string_append(page.text, "none: this is a recording of another kind of program");
    }
    g_string_append_c(page.text, '\n');
    return g_string_free(page.text, FALSE);
}
