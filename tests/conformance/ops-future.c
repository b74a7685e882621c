/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ops-future.c - tasks and futures: making, awaiting, cancelling, looking. */
#include "tests/conformance/replay.h"

#include "sched/core/future.h"

/* The future that the op names; if there is none, writes that it is unknown. */
static AwFuture *
target(Frame *frame, JsonObject *op)
{
    const char *label = op_text(op, "target");
    AwFuture *future = label_find(frame->replay, label);

    if (!future)
        write_line(frame, "%s %s unknown", op_text(op, "op"), label);
    return future;
}

/* ---- tasks ---- */

static AwValue
do_spawn(Frame *frame, JsonObject *op)
{
    spawn_labelled(frame, op_text(op, "task"), op);
    write_line(frame, "spawn %s", op_text(op, "task"));
    return AW_NONE;
}

static AwValue
do_cancel(Frame *frame, JsonObject *op)
{
    static AwSite site = {AW_FILE, "do_cancel", "cancel", __LINE__, 0, NULL};
    AwFuture *future = target(frame, op);
    const char *message = op_text(op, "msg");

    if (!future)
        return AW_NONE;
    return op_gives(frame, op, aw_bool(aw_cancel_from(future, message ? message : "", &site)),
                    "cancel %s", op_text(op, "target"));
}

static AwValue
do_uncancel(Frame *frame, JsonObject *op)
{
    AwFuture *task = target(frame, op);

    return task ? op_gives(frame, op, aw_int(aw_uncancel(task)), "uncancel %s",
                           op_text(op, "target"))
                : AW_NONE;
}

static AwValue
do_cancelling(Frame *frame, JsonObject *op)
{
    AwFuture *task = target(frame, op);

    return task ? op_gives(frame, op, aw_int(aw_cancelling(task)), "cancelling %s",
                           op_text(op, "target"))
                : AW_NONE;
}

const Op task_ops[] = {
    {"spawn", do_spawn},           {"cancel", do_cancel}, {"uncancel", do_uncancel},
    {"cancelling", do_cancelling}, {NULL, NULL},
};

/* ---- futures ---- */

static AwValue
do_future(Frame *frame, JsonObject *op)
{
    label_add(frame->replay, op_text(op, "name"), aw_future());
    write_line(frame, "future %s", op_text(op, "name"));
    return AW_NONE;
}

static AwValue
do_await(Frame *frame, JsonObject *op)
{
    AwFuture *future = target(frame, op);

    return future ? op_gives(frame, op, aw_await(future), "await %s", op_text(op, "target"))
                  : AW_NONE;
}

static AwValue
do_set_result(Frame *frame, JsonObject *op)
{
    AwFuture *future = target(frame, op);

    return future ? op_ends(frame, aw_set_result(future, op_value(frame, op, "value")),
                            "set_result %s", op_text(op, "target"))
                  : AW_NONE;
}

static AwValue
do_set_exception(Frame *frame, JsonObject *op)
{
    AwFuture *future = target(frame, op);

    return future ? op_ends(frame, aw_set_result(future, op_error(op)), "set_exception %s",
                            op_text(op, "target"))
                  : AW_NONE;
}

static AwValue
do_done(Frame *frame, JsonObject *op)
{
    AwFuture *future = target(frame, op);

    return future ? op_gives(frame, op, aw_bool(aw_done(future)), "done %s", op_text(op, "target"))
                  : AW_NONE;
}

static AwValue
do_cancelled(Frame *frame, JsonObject *op)
{
    AwFuture *future = target(frame, op);

    return future ? op_gives(frame, op, aw_bool(aw_cancelled(future)), "cancelled %s",
                             op_text(op, "target"))
                  : AW_NONE;
}

static AwValue
do_result(Frame *frame, JsonObject *op)
{
    AwFuture *future = target(frame, op);

    return future ? op_gives(frame, op, aw_result(future), "result %s", op_text(op, "target"))
                  : AW_NONE;
}

static AwValue
do_exception(Frame *frame, JsonObject *op)
{
    AwFuture *future = target(frame, op);

    if (!future)
        return AW_NONE;
    AwValue v = aw_exception(future);
    if (!aw_is(v, AW_K_LIST))
        return op_gives(frame, op, v, "exception %s", op_text(op, "target"));
    g_autofree char *error = error_text(aw_at(v, 0));
    write_line(frame, "exception %s -> !%s", op_text(op, "target"), error);
    return AW_NONE;
}

/* Reads the fields of the future, since calls of the library would mark its error as seen. */
static AwValue
do_peek(Frame *frame, JsonObject *op)
{
    AwFuture *future = target(frame, op);

    if (!future)
        return AW_NONE;
    g_autofree char *value = value_text(future->result);
    const char *texts[] = {
        [FUTURE_PENDING] = "pending",
        [FUTURE_DONE] = value,
        [FUTURE_FAILED] = value,
        [FUTURE_CANCELLED] = "cancelled",
    };
    write_line(frame, "peek %s %s%s", op_text(op, "target"),
               future->state == FUTURE_DONE ? "-> " : "", texts[future->state]);
    return AW_NONE;
}

const Op future_ops[] = {
    {"future", do_future},
    {"await", do_await},
    {"set_result", do_set_result},
    {"set_exception", do_set_exception},
    {"done", do_done},
    {"cancelled", do_cancelled},
    {"result", do_result},
    {"exception", do_exception},
    {"peek", do_peek},
    {NULL, NULL},
};
