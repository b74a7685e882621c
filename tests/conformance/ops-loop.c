/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ops-loop.c - ops of the loop: runs, their ends, and the shutdown. */
#include "tests/conformance/replay.h"

#include "sched/core/loop.h"

static bool
in_program(const Frame *frame)
{
    return g_str_equal(frame->who, "prog");
}

/* Between runs the loop is set as running in the program's thread, so that the program can prepare
 * the next run. */
static AwValue
run(Replay *replay, AwFuture *future)
{
    loop_set_running(NULL);
    AwValue v = future ? aw_run_until_complete(replay->loop, future) : aw_run_forever(replay->loop);
    loop_set_running(replay->loop);
    return v;
}

/* Writes the line of a run that ended. After an error the program goes on; a task does not. */
static AwValue
run_ended(Frame *frame, JsonObject *op, AwValue v, bool gives, const char *head)
{
    if (aw_code(v) == AW_DEADLOCK) {
        write_line(frame, "%s deadlock", head);
        return AW_NONE;
    }
    v = gives ? op_gives(frame, op, v, "%s", head) : op_ends(frame, v, "%s", head);
    return in_program(frame) ? AW_NONE : v;
}

static AwValue
run_labelled(Frame *frame, JsonObject *op, const char *label)
{
    Replay *replay = frame->replay;
    bool is_new = op_text(op, "task");

    if (!replay->loop)
        return aw_error(AW_RUNTIME, "the loop is closed");
    if (!in_program(frame)) /* refused: it does not even make a task */
        return aw_run_until_complete(
            replay->loop, is_new ? aw_coro(task_main, (void *) body_new(frame, label, label, op))
                                 : label_find(replay, label));
    return run(replay, is_new ? spawn_labelled(frame, label, op) : label_find(replay, label));
}

static AwValue
do_run_until_complete(Frame *frame, JsonObject *op)
{
    const char *label = op_text(op, op_text(op, "task") ? "task" : "target");
    g_autofree char *head = g_strconcat("run ", label, NULL);

    return run_ended(frame, op, run_labelled(frame, op, label), true, head);
}

static AwValue
do_run_forever(Frame *frame, JsonObject *op)
{
    Replay *replay = frame->replay;
    AwValue v = !replay->loop       ? aw_error(AW_RUNTIME, "the loop is closed")
                : in_program(frame) ? run(replay, NULL)
                                    : aw_run_forever(replay->loop);

    return run_ended(frame, op, v, false, "run_forever");
}

static AwValue
do_stop(Frame *frame, JsonObject *op)
{
    (void) op;
    if (frame->replay->loop)
        aw_stop(frame->replay->loop);
    write_line(frame, "stop");
    return AW_NONE;
}

/* The futures whose errors nobody has looked at. Free it. */
static GPtrArray *
unseen_futures(Replay *replay)
{
    GPtrArray *unseen = g_ptr_array_new();

    for (guint i = 0; i < replay->labels->len; i++) {
        AwFuture *future = label_find(replay, replay->labels->pdata[i]);
        if (future->unseen)
            g_ptr_array_add(unseen, future);
    }
    return unseen;
}

/* A close ends the jobs of virtual workers and reports errors that nobody has looked at. The log
 * has no lines for such jobs [EX8], and has those errors at its end, so both are kept quiet
 * here. */
static AwValue
close_quietly(Replay *replay)
{
    g_autoptr(GPtrArray) unseen = unseen_futures(replay);

    replay->is_over = true;
    AwValue v = aw_loop_close(replay->loop);
    replay->is_over = false;
    for (guint i = 0; i < unseen->len; i++)
        ((AwFuture *) unseen->pdata[i])->unseen = true;
    return v;
}

static AwValue
do_close(Frame *frame, JsonObject *op)
{
    Replay *replay = frame->replay;

    (void) op;
    replay->closed_at = replay_now(replay);
    AwValue v = close_quietly(replay);
    if (!aw_failed(v)) {
        replay->loop = NULL;
        loop_set_running(NULL);
    }
    return op_ends(frame, v, "close");
}

static AwValue
do_is_running(Frame *frame, JsonObject *op)
{
    AwLoop *loop = frame->replay->loop;

    return op_gives(frame, op, aw_bool(loop && loop->running), "is_running");
}

static AwValue
do_is_closed(Frame *frame, JsonObject *op)
{
    return op_gives(frame, op, aw_bool(!frame->replay->loop), "is_closed");
}

/* ---- the end of a program ---- */

/* The labels of tasks that are not done. Free it. */
static GPtrArray *
tasks_left(Replay *replay)
{
    GPtrArray *left = g_ptr_array_new();

    for (guint i = 0; i < replay->labels->len; i++) {
        AwFuture *future = label_find(replay, replay->labels->pdata[i]);
        if (task_of(future) && !aw_done(future))
            g_ptr_array_add(left, future);
    }
    return left;
}

static AwValue
gather_all(AwValue arg)
{
    GPtrArray *left = aw_to_pointer(arg);

    return aw_await(aw_gather((AwFuture **) left->pdata, left->len, .return_exceptions = true));
}

static void
write_errors(Frame *frame, GPtrArray *left)
{
    for (guint i = 0; i < left->len; i++) {
        AwFuture *task = left->pdata[i];
        if (!aw_done(task) || aw_cancelled(task))
            continue;
        AwValue v = aw_exception(task);
        if (aw_is(v, AW_K_LIST))
            (void) op_ends(frame, aw_at(v, 0), "shutdown error %s",
                           label_name(frame->replay, task));
    }
}

static AwValue
do_shutdown(Frame *frame, JsonObject *op)
{
    Replay *replay = frame->replay;
    g_autoptr(GPtrArray) left = tasks_left(replay);

    (void) op;
    if (!left->len)
        return AW_NONE;
    g_autofree char *list = label_list(replay, (AwFuture **) left->pdata, (int) left->len);
    write_line(frame, "shutdown cancels %s", list);
    for (guint i = 0; i < left->len; i++)
        aw_cancel(left->pdata[i]);
    AwValue v = run(replay, aw_spawn(gather_all, (void *) left));
    if (aw_code(v) == AW_DEADLOCK)
        write_line(frame, "shutdown deadlock");
    write_errors(frame, left);
    return AW_NONE;
}

/* Between runs: writes what is still pending, which is needed to judge the log. */
static AwValue
do_audit(Frame *frame, JsonObject *op)
{
    Replay *replay = frame->replay;
    GString *text = g_string_new("audit pending");

    (void) op;
    for (guint i = 0; i < replay->labels->len; i++)
        if (!aw_done(label_find(replay, replay->labels->pdata[i])))
            g_string_append_printf(text, " %s", (char *) replay->labels->pdata[i]);
    write_line(frame, "%s", text->str);
    g_string_free(text, TRUE);
    return AW_NONE;
}

const Op loop_ops[] = {
    {"run_until_complete", do_run_until_complete},
    {"run_forever", do_run_forever},
    {"stop", do_stop},
    {"close", do_close},
    {"is_running", do_is_running},
    {"is_closed", do_is_closed},
    {"shutdown", do_shutdown},
    {"audit", do_audit},
    {NULL, NULL},
};
