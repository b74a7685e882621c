/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay.c - replays a scenario, from its objects to the last line of its log. */
#include "tests/conformance/replay.h"

#include "sched/core/context.h"
#include "sched/core/loop.h"
#include "sched/run/loop-life.h"

/* ---- objects ---- */

static void *
make_lock(Replay *replay, JsonObject *spec)
{
    (void) replay;
    (void) spec;
    return aw_lock();
}

static void *
make_event(Replay *replay, JsonObject *spec)
{
    (void) replay;
    (void) spec;
    return aw_event();
}

static void *
make_semaphore(Replay *replay, JsonObject *spec)
{
    (void) replay;
    return aw_semaphore(op_int(spec, "value", 1));
}

static void *
make_bounded_semaphore(Replay *replay, JsonObject *spec)
{
    (void) replay;
    return aw_bounded_semaphore(op_int(spec, "value", 1));
}

static void *
make_condition(Replay *replay, JsonObject *spec)
{
    const char *lock = op_text(spec, "lock");

    return aw_condition(lock ? g_hash_table_lookup(replay->objects, lock) : NULL);
}

static void *
make_barrier(Replay *replay, JsonObject *spec)
{
    (void) replay;
    return aw_barrier(op_int(spec, "parties", 1));
}

static void *
make_queue(Replay *replay, JsonObject *spec)
{
    const char *kind = op_text(spec, "kind");

    (void) replay;
    return aw_queue(.maxsize = (size_t) op_int(spec, "maxsize", 0),
                    .order = g_str_has_prefix(kind, "lifo")       ? AW_LIFO
                             : g_str_has_prefix(kind, "priority") ? AW_PRIORITY
                                                                  : AW_FIFO);
}

static void *
make_future(Replay *replay, JsonObject *spec)
{
    (void) replay;
    (void) spec;
    return aw_future();
}

static void *
make_executor(Replay *replay, JsonObject *spec)
{
    (void) replay;
    return aw_thread_pool((int) op_int(spec, "workers", 1));
}

static const struct {
    const char *kind;
    void *(*make)(Replay *replay, JsonObject *spec);
} kinds[] = {
    {"lock", make_lock},           {"event", make_event},
    {"semaphore", make_semaphore}, {"bounded_semaphore", make_bounded_semaphore},
    {"condition", make_condition}, {"barrier", make_barrier},
    {"queue", make_queue},         {"priority_queue", make_queue},
    {"lifo_queue", make_queue},    {"future", make_future},
    {"executor", make_executor},
};

/* A context variable belongs to the program, not to the library, so this allocates it. */
static void
make_variable(Replay *replay, const char *name, JsonObject *spec)
{
    Frame frame = {.replay = replay, .who = "prog"};
    AwVar *var = g_new0(AwVar, 1);

    var->name = name;
    var->otherwise = aw_ref_value(op_value(&frame, spec, "default"));
    g_hash_table_insert(replay->objects, g_strdup(name), var);
    g_ptr_array_add(replay->contexts, var);
}

static void
make_object(Replay *replay, const char *name, JsonObject *spec)
{
    const char *kind = op_text(spec, "kind");
    void *object = NULL;

    if (g_str_equal(kind, "context")) {
        make_variable(replay, name, spec);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_equal(kind, kinds[i].kind))
            object = kinds[i].make(replay, spec);
    if (!object)
        g_error("the replayer does not know objects of kind %s", kind);
    g_hash_table_insert(replay->objects, g_strdup(name), object);
    if (g_str_equal(kind, "future"))
        label_add(replay, name, object);
}

static void
make_objects(Replay *replay, JsonObject *scenario)
{
    if (!json_object_has_member(scenario, "objects"))
        return;
    JsonObject *objects = json_object_get_object_member(scenario, "objects");
    JsonObjectIter iter;
    const char *name;
    JsonNode *spec;

    json_object_iter_init_ordered(&iter, objects);
    while (json_object_iter_next_ordered(&iter, &name, &spec))
        make_object(replay, name, json_node_get_object(spec));
}

/* ---- reports of the loop ---- */

static const char *const report_words[] = {
    [AW_REPORT_CALLBACK] = "callback",
    [AW_REPORT_SHIELD] = "shield",
    [AW_REPORT_GROUP] = "other",
    [AW_REPORT_SLOW] = NULL,
};

static void
on_report(const AwReport *report, void *data)
{
    Frame frame = {.replay = data, .who = "loop"};

    if (report->kind == AW_REPORT_SLOW)
        write_line(&frame, "slow %" G_GINT64_FORMAT, report->took / AW_MS);
    else if (report->kind < G_N_ELEMENTS(report_words) && report_words[report->kind])
        (void) op_ends(&frame, report->error, "unhandled %s", report_words[report->kind]);
}

static void
take_reports(Replay *replay, JsonObject *scenario)
{
    aw_set_exception_handler(replay->loop, on_report, replay);
    if (json_object_has_member(scenario, "debug"))
        aw_set_slow_callback_duration(
            replay->loop, op_time(json_object_get_object_member(scenario, "debug"), "slow_ms"));
}

/* ---- the program ---- */

static const char main_program[] =
    "[{\"op\": \"run_until_complete\", \"task\": \"main\"}, {\"op\": \"shutdown\"}]";

static void
run_program(Frame *frame, JsonObject *scenario)
{
    if (json_object_has_member(scenario, "program")) {
        AW_IGNORE(run_ops(frame, json_object_get_array_member(scenario, "program")));
        return;
    }
    g_autoptr(JsonNode) node = json_from_string(main_program, NULL);
    JsonArray *program = json_node_get_array(node);
    json_object_set_array_member(json_array_get_object_element(program, 0), "body",
                                 json_array_ref(json_object_get_array_member(scenario, "main")));
    AW_IGNORE(run_ops(frame, program));
}

static void
write_leftovers(Frame *frame)
{
    Replay *replay = frame->replay;

    for (guint i = 0; i < replay->labels->len; i++) {
        const char *label = replay->labels->pdata[i];
        AwFuture *future = g_hash_table_lookup(replay->futures, label);
        if (future->state == FUTURE_FAILED && future->unseen)
            (void) op_ends(frame, future->result, "unretrieved %s", label);
        future->unseen = false;
    }
    for (guint i = 0; i < replay->labels->len; i++) {
        const char *label = replay->labels->pdata[i];
        AwFuture *future = g_hash_table_lookup(replay->futures, label);
        if (task_of(future) && !aw_done(future))
            write_line(frame, "pending %s", label);
    }
    write_line(frame, "over");
}

/* ---- the replay ---- */

static void
body_free(void *data)
{
    Body *body = data;

    g_free(body->name);
    g_free(body->who);
    g_free(body);
}

static void
variable_free(void *data)
{
    AwValue *v = data;

    aw_unref_value(*v);
    g_free(v);
}

static void
context_free(void *data)
{
    AwVar *var = data;

    aw_unref_value(var->otherwise);
    g_free(var);
}

static GHashTable *
table_new(GDestroyNotify free)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free);
}

/* The number of futures that exist in the loop. */
static int
count_futures(const AwLoop *loop)
{
    int n = 0;

    for (const AwFuture *future = loop ? loop->first_future : NULL; future; future = future->newer)
        n++;
    return n;
}

/* Events are stamped with the loop's clock until its memory goes. */
static void
start_recording(AwLoop *loop, const char *path)
{
    loop_ref(loop);
    if (aw_failed(aw_record_start(&(AwRecordOptions){.path = path})))
        g_error("no recording can be written to %s", path);
    recorder_set_virtual(&loop->virtual_time.now_ns);
}

static void
stop_recording(AwLoop *loop)
{
    recorder_set_virtual(NULL);
    AW_IGNORE(aw_record_stop());
    loop_unref(loop);
}

static Replay *
replay_new(void)
{
    Replay *replay = g_new0(Replay, 1);

    replay->loop = loop_new(&virtual_clock);
    replay->n_own_futures = count_futures(replay->loop);
    replay->log = g_string_new(NULL);
    replay->ops = ops_table();
    replay->labels = g_ptr_array_new();
    replay->bodies = g_ptr_array_new_with_free_func(body_free);
    replay->contexts = g_ptr_array_new_with_free_func(context_free);
    replay->label_of = g_hash_table_new(NULL, NULL);
    replay->futures = table_new(aw_unref);
    replay->objects = table_new(NULL);
    replay->handles = table_new(aw_unref);
    replay->blocks = table_new(aw_unref);
    replay->jobs = table_new(aw_unref);
    replay->callbacks = g_hash_table_new(g_str_hash, g_str_equal);
    replay->variables = table_new(variable_free);
    return replay;
}

static char *
replay_free(Replay *replay, int *ret_left)
{
    GHashTable *tables[] = {replay->ops,    replay->label_of, replay->futures, replay->handles,
                            replay->blocks, replay->objects,  replay->jobs,    replay->callbacks};
    char *log;

    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        g_hash_table_unref(tables[i]);
    loop_set_running(NULL);
    *ret_left = count_futures(replay->loop) - replay->n_own_futures;
    AW_IGNORE(aw_loop_close(replay->loop));
    g_hash_table_unref(replay->variables); /* jobs may use them until their loop is closed */
    g_ptr_array_unref(replay->labels);
    g_ptr_array_unref(replay->bodies);
    g_ptr_array_unref(replay->contexts);
    log = g_string_free(replay->log, FALSE);
    g_free(replay);
    return log;
}

char *
replay_recorded(JsonObject *scenario, const char *path, int *ret_left)
{
    Replay *replay = replay_new();
    AwLoop *loop = replay->loop; /* the scenario may close it */
    Frame frame = {.replay = replay, .who = "prog"};
    AwContext *outer =
        context_enter(NULL); /* so that this scenario does not see what another has set */

    replay->has_arrivals = op_flag(scenario, "arrivals");
    if (path)
        start_recording(loop, path);
    loop_set_running(loop);
    {
        AW_SCOPE();
        take_reports(replay, scenario);
        make_objects(replay, scenario);
        run_program(&frame, scenario);
        write_leftovers(&frame);
        replay->is_over = true;
    }
    aw_unref(context_enter(outer));
    char *log = replay_free(replay, ret_left);
    if (path)
        stop_recording(loop);
    return log;
}

char *
replay_and_count(JsonObject *scenario, int *ret_left)
{
    return replay_recorded(scenario, NULL, ret_left);
}

char *
replay_scenario(JsonObject *scenario)
{
    int left;

    return replay_and_count(scenario, &left);
}
