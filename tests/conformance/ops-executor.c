/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ops-executor.c - executors, their jobs, and coroutines that other threads submit. */
#include "tests/conformance/replay.h"

/* A job in a worker: takes its time, then returns its value or error. */
static AwValue
job_main(AwValue arg)
{
    Body *body = aw_to_pointer(arg);
    Frame frame = {.replay = body->replay, .who = body->who};

    write_line(&frame, "job %s start", body->name);
    aw_work(op_time(body->op, "ms"));
    write_line(&frame, "job %s end", body->name);
    return op_text(body->op, "err") ? op_error(body->op) : op_value(&frame, body->op, "value");
}

static void
remember(Frame *frame, JsonObject *op, AwJob *job)
{
    g_hash_table_insert(frame->replay->jobs, g_strdup(op_text(op, "job")), aw_ref(job));
}

/* Submits a job to the pool. Returns none, or why the job was refused: then it is finished already,
 * which a new job never is. */
static AwValue
submit(Frame *frame, JsonObject *op, AwJob **ret_job)
{
    g_autofree char *who = g_strconcat("pool:", op_text(op, "executor"), NULL);
    Body *body = body_new(frame, who, op_text(op, "job"), op);
    AwJob *job = aw_submit_threadsafe(op_object(frame, op), job_main, (void *) body);

    if (aw_job_state_threadsafe(job) == AW_JOB_FINISHED)
        return aw_job_result_threadsafe(job, 0);
    remember(frame, op, job);
    *ret_job = job;
    return AW_NONE;
}

static AwValue
do_submit(Frame *frame, JsonObject *op)
{
    const char *name = op_text(op, "job");
    AwJob *job = NULL;
    AwValue v = submit(frame, op, &job);

    if (job)
        label_add(frame->replay, name, aw_wrap_job(job));
    return op_ends(frame, v, "submit %s", name);
}

static AwValue
do_cf_submit(Frame *frame, JsonObject *op)
{
    AwJob *job;

    return op_ends(frame, submit(frame, op, &job), "cf_submit %s", op_text(op, "job"));
}

static AwValue
do_submit_coro(Frame *frame, JsonObject *op)
{
    const char *label = op_text(op, "task");

    remember(frame, op,
             aw_run_coroutine_threadsafe(frame->replay->loop, task_main,
                                         (void *) body_new(frame, label, label, op)));
    write_line(frame, "submit_coro %s", label);
    return AW_NONE;
}

static AwValue
do_executor_shutdown(Frame *frame, JsonObject *op)
{
    aw_pool_shutdown(op_object(frame, op), op_flag(op, "cancel_futures"));
    write_line(frame, "executor_shutdown %s", op_text(op, "executor"));
    return AW_NONE;
}

/* ---- jobs as other threads see them ---- */

/* The job that the op names; if there is none, writes that it is unknown. */
static AwJob *
job_of(Frame *frame, JsonObject *op)
{
    AwJob *job = g_hash_table_lookup(frame->replay->jobs, op_text(op, "job"));

    if (!job)
        write_line(frame, "%s %s unknown", op_text(op, "op"), op_text(op, "job"));
    return job;
}

static AwValue
do_cf_wrap(Frame *frame, JsonObject *op)
{
    AwJob *job = job_of(frame, op);

    if (!job)
        return AW_NONE;
    label_add(frame->replay, op_text(op, "name"), aw_wrap_job(job));
    write_line(frame, "cf_wrap %s %s", op_text(op, "job"), op_text(op, "name"));
    return AW_NONE;
}

static AwValue
do_cf_state(Frame *frame, JsonObject *op)
{
    static const char *const words[] = {
        [AW_JOB_PENDING] = "PENDING",
        [AW_JOB_RUNNING] = "RUNNING",
        [AW_JOB_CANCELLED] = "CANCELLED",
        [AW_JOB_CANCELLED_AND_NOTIFIED] = "CANCELLED_AND_NOTIFIED",
        [AW_JOB_FINISHED] = "FINISHED",
    };
    AwJob *job = job_of(frame, op);

    if (job)
        write_line(frame, "cf_state %s -> %s", op_text(op, "job"),
                   words[aw_job_state_threadsafe(job)]);
    return AW_NONE;
}

static AwValue
do_cf_cancel(Frame *frame, JsonObject *op)
{
    AwJob *job = job_of(frame, op);

    return job ? op_gives(frame, op, aw_bool(aw_job_cancel_threadsafe(job)), "cf_cancel %s",
                          op_text(op, "job"))
               : AW_NONE;
}

static AwValue
do_cf_result(Frame *frame, JsonObject *op)
{
    AwJob *job = job_of(frame, op);

    return job ? op_gives(frame, op, aw_job_result_threadsafe(job, op_time(op, "ms")),
                          "cf_result %s", op_text(op, "job"))
               : AW_NONE;
}

/* Called in the thread that ended the job, where an error can be reported to nobody. */
static void
on_job_over(AwJob *job, void *data)
{
    Body *body = data;
    Frame frame = {.replay = body->replay, .who = body->who};

    (void) job;
    if (body->replay->is_over)
        return;
    write_line(&frame, "fired");
    AW_IGNORE(run_ops(&frame, body->ops));
}

static AwValue
do_cf_callback(Frame *frame, JsonObject *op)
{
    const char *name = op_text(op, "cb");
    AwJob *job = job_of(frame, op);

    if (!job)
        return AW_NONE;
    if (!aw_job_add_done_callback_threadsafe(job, on_job_over, body_new(frame, "cb:", name, op)))
        g_error("no memory for a callback");
    write_line(frame, "cf_callback %s %s", op_text(op, "job"), name);
    return AW_NONE;
}

const Op executor_ops[] = {
    {"submit", do_submit},           {"cf_submit", do_cf_submit},
    {"submit_coro", do_submit_coro}, {"executor_shutdown", do_executor_shutdown},
    {"cf_wrap", do_cf_wrap},         {"cf_state", do_cf_state},
    {"cf_cancel", do_cf_cancel},     {"cf_result", do_cf_result},
    {"cf_callback", do_cf_callback}, {NULL, NULL},
};
