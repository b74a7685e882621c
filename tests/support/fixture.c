/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fixture.c - makes models by hand. */
#include "tests/support/fixture.h"

#include <string.h>

#define FILE_NAME "wait-timeout.c"

/* Line numbers as in the sites below. */
static const char source[] =
    "/* wait-timeout.c - wait for several tasks, but no longer than 2 s. */\n"
    "#include <aw.h>\n"
    "\n"
    "enum { ITEMS = 4 };\n"
    "\n"
    "static AwValue\n"
    "get_item(AwValue i)\n"
    "{\n"
    "    AW_TRY(aw_sleep(aw_to_int(i) * AW_SECOND));\n"
    "    return aw_text(\"item %d\", (int) aw_to_int(i));\n"
    "}\n"
    "\n"
    "static AwValue\n"
    "get_items(AwValue none)\n"
    "{\n"
    "    AwFuture *tasks[ITEMS];\n"
    "\n"
    "    aw_print(\"getting items\");\n"
    "    for (int i = 0; i < ITEMS; i++)\n"
    "        tasks[i] = aw_spawn(get_item, i);\n"
    "\n"
    "    aw_print(\"waiting 2 seconds for tasks to complete\");\n"
    "    AwWait got = aw_wait(tasks, ITEMS, .timeout = 2 * AW_SECOND);\n"
    "    aw_print(\"results: %s\", aw_show(got.done, got.n_done));\n"
    "    aw_print(\"canceling remaining tasks\");\n"
    "    for (int i = 0; i < got.n_pending; i++)\n"
    "        aw_cancel(got.pending[i]);\n"
    "    return none;\n"
    "}\n"
    "\n"
    "AW_MAIN(get_items)\n";

enum {
    AT_MAIN = 1,
    AT_SPAWN,
    AT_PRINT,
    AT_PRINT_2,
    AT_WAIT,
    AT_SLEEP,
    AT_RESULTS,
    AT_PRINT_3,
    AT_CANCEL
};

static const TraceSite sites[] = {
    {AT_MAIN, 31, FILE_NAME, "main", "get_items"},
    {AT_SPAWN, 20, FILE_NAME, "get_items", "get_item"},
    {AT_PRINT, 18, FILE_NAME, "get_items", "print"},
    {AT_PRINT_2, 22, FILE_NAME, "get_items", "print"},
    {AT_WAIT, 23, FILE_NAME, "get_items", "wait"},
    {AT_SLEEP, 9, FILE_NAME, "get_item", "sleep"},
    {AT_RESULTS, 24, FILE_NAME, "get_items", "print"},
    {AT_PRINT_3, 25, FILE_NAME, "get_items", "print"},
    {AT_CANCEL, 27, FILE_NAME, "get_items", "cancel"},
};

/* A task begins to sleep for `s` seconds. */
#define SLEEPS(task_, future_, s_)                                                                 \
    EVENT(0, TASK_STEP, task_),                                                                    \
        EVENT(0, FUTURE_CREATED, future_, .object = task_, .site = AT_SLEEP,                       \
              DURATION(SECONDS(s_))),                                                              \
        EVENT(0, TIMER_ARMED, future_, DURATION(SECONDS(s_))),                                     \
        EVENT(0, TASK_AWAIT, task_, .object = future_, .site = AT_SLEEP)

/* A timer runs, and the future that it completes wakes a task. */
#define WAKES(time_, future_, task_)                                                               \
    EVENT(time_, TIMER_BEGIN, LOOP, .object = future_), EVENT(time_, FUTURE_DONE, future_),        \
        EVENT(time_, TASK_READY, task_, .object = future_), EVENT(time_, TIMER_END, LOOP)

/* The loop tells the waiting task that `task_` is done. */
#define CALLS_BACK(time_, task_)                                                                   \
    EVENT(time_, CALLBACK_BEGIN, LOOP, .object = task_), EVENT(time_, CALLBACK_END, LOOP)

/*       Task-1        Task-2     Task-3     Task-4     Task-5
 *  0 s  spawn, wait   sleep(0)   sleep(1)   sleep(2)   sleep(3)
 *                     done
 *  1 s                           done
 *  2 s  timeout                             ready
 *       cancel 4, 5                         cancelled
 *       done                                           cancelled
 */
static const TraceEvent events[] = {
    EVENT(0, RUN_BEGIN, LOOP),
    EVENT(0, TASK_CREATED, TASK_1, .object = LOOP, .site = AT_MAIN),
    EVENT(0, TURN_BEGIN, LOOP, INT(1)),
    EVENT(0, TASK_STEP, TASK_1),
    EVENT(0, OUTPUT, TASK_1, .site = AT_PRINT, LABEL("getting items\n")),
    EVENT(0, TASK_CREATED, TASK_2, .object = TASK_1, .site = AT_SPAWN, INT(0)),
    EVENT(0, TASK_CREATED, TASK_3, .object = TASK_1, .site = AT_SPAWN, INT(1)),
    EVENT(0, TASK_CREATED, TASK_4, .object = TASK_1, .site = AT_SPAWN, INT(2)),
    EVENT(0, TASK_CREATED, TASK_5, .object = TASK_1, .site = AT_SPAWN, INT(3)),
    EVENT(0, OUTPUT, TASK_1, .site = AT_PRINT_2,
          LABEL("waiting 2 seconds for tasks to complete\n")),
    EVENT(0, FUTURE_CREATED, WAIT, .object = TASK_1, .site = AT_WAIT,
          LABEL("wait(4 tasks, timeout 2 s)")),
    EVENT(0, TIMER_ARMED, WAIT, DURATION(SECONDS(2))),
    EVENT(0, TASK_AWAIT, TASK_1, .object = WAIT, .site = AT_WAIT),

    EVENT(0, TURN_BEGIN, LOOP, INT(2)),
    EVENT(0, TASK_STEP, TASK_2),
    EVENT(0, TASK_YIELD, TASK_2, .site = AT_SLEEP),
    SLEEPS(TASK_3, SLEEP_1, 1),
    SLEEPS(TASK_4, SLEEP_2, 2),
    SLEEPS(TASK_5, SLEEP_3, 3),

    EVENT(0, TURN_BEGIN, LOOP, INT(3)),
    EVENT(0, TASK_STEP, TASK_2),
    EVENT(0, TASK_DONE, TASK_2, TEXT("item 0")),

    EVENT(0, TURN_BEGIN, LOOP, INT(4)),
    CALLS_BACK(0, TASK_2),

    EVENT(0, TURN_BEGIN, LOOP, INT(5)),
    EVENT(0, POLL_BEGIN, LOOP, DURATION(SECONDS(1))),
    EVENT(SECONDS(1), POLL_END, LOOP),
    EVENT(SECONDS(1), TIMER_FIRED, SLEEP_1),
    WAKES(SECONDS(1), SLEEP_1, TASK_3),

    EVENT(SECONDS(1), TURN_BEGIN, LOOP, INT(6)),
    EVENT(SECONDS(1), TASK_STEP, TASK_3),
    EVENT(SECONDS(1), TASK_DONE, TASK_3, TEXT("item 1")),

    EVENT(SECONDS(1), TURN_BEGIN, LOOP, INT(7)),
    CALLS_BACK(SECONDS(1), TASK_3),

    EVENT(SECONDS(1), TURN_BEGIN, LOOP, INT(8)),
    EVENT(SECONDS(1), POLL_BEGIN, LOOP, DURATION(SECONDS(1))),
    EVENT(SECONDS(2), POLL_END, LOOP),
    EVENT(SECONDS(2), TIMER_FIRED, WAIT),
    EVENT(SECONDS(2), TIMER_FIRED, SLEEP_2),
    WAKES(SECONDS(2), WAIT, TASK_1),
    WAKES(SECONDS(2), SLEEP_2, TASK_4),

    EVENT(SECONDS(2), TURN_BEGIN, LOOP, INT(9)),
    EVENT(SECONDS(2), TASK_STEP, TASK_1),
    EVENT(SECONDS(2), OUTPUT, TASK_1, .site = AT_RESULTS, LABEL("results: ['item 0', 'item 1']\n")),
    EVENT(SECONDS(2), OUTPUT, TASK_1, .site = AT_PRINT_3, LABEL("canceling remaining tasks\n")),
    EVENT(SECONDS(2), TASK_CANCEL, TASK_4, .object = TASK_1, .site = AT_CANCEL),
    EVENT(SECONDS(2), TASK_CANCEL, TASK_5, .object = TASK_1, .site = AT_CANCEL),
    EVENT(SECONDS(2), FUTURE_CANCELLED, SLEEP_3),
    EVENT(SECONDS(2), TIMER_CANCELLED, SLEEP_3),
    EVENT(SECONDS(2), TASK_READY, TASK_5, .object = SLEEP_3),
    EVENT(SECONDS(2), TASK_DONE, TASK_1),
    EVENT(SECONDS(2), TASK_STEP_CANCEL, TASK_4),
    EVENT(SECONDS(2), TASK_CANCELLED, TASK_4),

    EVENT(SECONDS(2), TURN_BEGIN, LOOP, INT(10)),
    EVENT(SECONDS(2), TASK_STEP_CANCEL, TASK_5),
    EVENT(SECONDS(2), TASK_CANCELLED, TASK_5),
    EVENT(SECONDS(2), STOP_BEGIN, LOOP),
    EVENT(SECONDS(2), RUN_END, LOOP),
};

static void
play_event(const TraceSink *sink, void *data, const TraceEvent *event, gsize number)
{
    TraceEvent numbered = *event;

    numbered.number = number;
    sink->event(data, &numbered);
}

void
fixture_append(Model *model, const TraceEvent *event)
{
    play_event(model_sink(), model, event, model_n_events(model) + 1);
}

Model *
fixture_program(const char *text, const TraceSite *places, gsize n_sites, const TraceEvent *rows,
                gsize n_events)
{
    Model *model = model_new();

    if (text)
        model_sink()->source(model, "p.c", text, strlen(text));
    for (gsize i = 0; i < n_sites; i++)
        model_sink()->site(model, &places[i]);
    for (gsize i = 0; i < n_events; i++)
        fixture_append(model, &rows[i]);
    return model;
}

Model *
fixture_model(const TraceEvent *rows, gsize n_events)
{
    return fixture_program(NULL, NULL, 0, rows, n_events);
}

gsize
fixture_find(const Model *model, gsize from, guint32 kind, guint32 track)
{
    for (gsize i = from; i < model_n_events(model); i++) {
        if (model_event(model, i)->kind == kind && model_event(model, i)->subject == track)
            return i;
    }
    return MODEL_NONE;
}

void
fixture_play_wait_timeout(const TraceSink *sink, void *data)
{
    static const struct {
        const char *key, *value;
    } meta[] = {
        {"clock", "virtual"},         {"title", "Wait with a timeout"},
        {"scenario", "wait-timeout"}, {"file", FILE_NAME},
        {"set", "items=4"},           {"set", "timeout=2"},
    };
    static const TraceEnd end = {.kind = TRACE_END_DONE, .text = ""};

    for (gsize i = 0; i < G_N_ELEMENTS(meta); i++)
        sink->meta(data, meta[i].key, meta[i].value);
    sink->source(data, FILE_NAME, source, strlen(source));
    for (gsize i = 0; i < G_N_ELEMENTS(sites); i++)
        sink->site(data, &sites[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(events); i++)
        play_event(sink, data, &events[i], i + 1);
    sink->end(data, &end);
}

Model *
fixture_wait_timeout(void)
{
    Model *model = model_new();

    fixture_play_wait_timeout(model_sink(), model);
    return model;
}
