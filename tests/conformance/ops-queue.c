/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ops-queue.c - queues, and context variables. */
#include "tests/conformance/replay.h"

static const char *
name_of(JsonObject *op)
{
    return op_text(op, "obj");
}

static AwValue
do_put(Frame *frame, JsonObject *op)
{
    AwValue item = op_value(frame, op, "value");
    AwValue v = aw_queue_put(op_object(frame, op), item);
    g_autofree char *text = value_text(item);

    return op_ends(frame, v, "put %s %s", name_of(op), text);
}

static AwValue
do_get(Frame *frame, JsonObject *op)
{
    return op_gives(frame, op, aw_queue_get(op_object(frame, op)), "get %s", name_of(op));
}

static AwValue
do_put_nowait(Frame *frame, JsonObject *op)
{
    AwValue item = op_value(frame, op, "value");
    g_autofree char *text = value_text(item);

    return op_ends(frame, aw_queue_put_nowait(op_object(frame, op), item), "put_nowait %s %s",
                   name_of(op), text);
}

static AwValue
do_get_nowait(Frame *frame, JsonObject *op)
{
    return op_gives(frame, op, aw_queue_get_nowait(op_object(frame, op)), "get_nowait %s",
                    name_of(op));
}

static AwValue
do_task_done(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_queue_task_done(op_object(frame, op)), "task_done %s", name_of(op));
}

static AwValue
do_join(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_queue_join(op_object(frame, op)), "join %s", name_of(op));
}

static AwValue
do_qsize(Frame *frame, JsonObject *op)
{
    int64_t n = (int64_t) aw_queue_size(op_object(frame, op));

    return op_gives(frame, op, aw_int(n), "qsize %s", name_of(op));
}

static AwValue
do_queue_shutdown(Frame *frame, JsonObject *op)
{
    aw_queue_shutdown(op_object(frame, op), op_flag(op, "immediate"));
    return op_ends(frame, AW_NONE, "queue_shutdown %s", name_of(op));
}

/* ---- context variables ---- */

static AwValue
do_ctx_set(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_var_set(op_object(frame, op), op_value(frame, op, "value")),
                   "ctx_set %s", name_of(op));
}

static AwValue
do_ctx_get(Frame *frame, JsonObject *op)
{
    return op_gives(frame, op, aw_var_get(op_object(frame, op)), "ctx_get %s", name_of(op));
}

const Op queue_ops[] = {
    {"put", do_put},
    {"get", do_get},
    {"put_nowait", do_put_nowait},
    {"get_nowait", do_get_nowait},
    {"task_done", do_task_done},
    {"join", do_join},
    {"qsize", do_qsize},
    {"queue_shutdown", do_queue_shutdown},
    {"ctx_set", do_ctx_set},
    {"ctx_get", do_ctx_get},
    {NULL, NULL},
};
