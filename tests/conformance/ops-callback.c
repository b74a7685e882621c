/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ops-callback.c - callbacks of the loop and of futures, and calls from other threads. */
#include "tests/conformance/replay.h"

#include "sched/core/loop.h"

static void
run_callback(Body *body, const char *future)
{
    Frame frame = {.replay = body->replay, .who = body->who};

    write_line(&frame, "fired%s%s", future ? " " : "", future ? future : "");
    aw_unhandled(run_ops(&frame, body->ops));
}

static void
on_call(void *data)
{
    run_callback(data, NULL);
}

static void
on_done(AwFuture *future, void *data)
{
    Body *body = data;

    run_callback(body, label_name(body->replay, future));
}

/* ---- done callbacks: the same name again is the same callback ---- */

static Body *
callback_of(Frame *frame, JsonObject *op)
{
    Body *body = g_hash_table_lookup(frame->replay->callbacks, op_text(op, "cb"));

    if (body)
        return body;
    body = body_new(frame, "cb:", op_text(op, "cb"), op);
    g_hash_table_insert(frame->replay->callbacks, body->name, body);
    return body;
}

static AwValue
do_add_callback(Frame *frame, JsonObject *op)
{
    const char *label = op_text(op, "target");
    AwFuture *future = label_find(frame->replay, label);

    if (!future) {
        write_line(frame, "add_callback %s unknown", label);
        return AW_NONE;
    }
    aw_add_done_callback(future, on_done, callback_of(frame, op));
    write_line(frame, "add_callback %s %s", label, op_text(op, "cb"));
    return AW_NONE;
}

static AwValue
do_remove_callback(Frame *frame, JsonObject *op)
{
    const char *label = op_text(op, "target"), *name = op_text(op, "cb");
    AwFuture *future = label_find(frame->replay, label);

    if (!future) {
        write_line(frame, "remove_callback %s unknown", label);
        return AW_NONE;
    }
    Body *body = g_hash_table_lookup(frame->replay->callbacks, name);
    return op_gives(frame, op, aw_int(aw_remove_done_callback(future, on_done, body)),
                    "remove_callback %s %s", label, name);
}

/* ---- handles ---- */

static Body *
callback_body(Frame *frame, JsonObject *op)
{
    return body_new(frame, "cb:", op_text(op, "cb"), op);
}

/* Remembers the handle. Without one, no loop has accepted the callback. */
static AwValue
scheduled(Frame *frame, JsonObject *op, AwHandle *handle)
{
    if (!handle)
        return aw_error(AW_RUNTIME, "no loop");
    g_hash_table_insert(frame->replay->handles, g_strdup(op_text(op, "cb")), aw_ref(handle));
    return AW_NONE;
}

static AwValue
do_call_soon(Frame *frame, JsonObject *op)
{
    AwHandle *handle = aw_call_soon(on_call, callback_body(frame, op));

    return op_ends(frame, scheduled(frame, op, handle), "call_soon %s", op_text(op, "cb"));
}

static AwValue
do_call_later(Frame *frame, JsonObject *op)
{
    int64_t ms = op_int(op, "ms", 0);
    AwHandle *handle = aw_call_later(ms * AW_MS, on_call, callback_body(frame, op));

    return op_ends(frame, scheduled(frame, op, handle), "call_later %s %" G_GINT64_FORMAT,
                   op_text(op, "cb"), ms);
}

static AwValue
do_call_at(Frame *frame, JsonObject *op)
{
    int64_t at = op_int(op, "at", 0);
    AwHandle *handle = aw_call_at(at * AW_MS, on_call, callback_body(frame, op));

    return op_ends(frame, scheduled(frame, op, handle), "call_at %s %" G_GINT64_FORMAT,
                   op_text(op, "cb"), at);
}

static AwValue
do_cancel_handle(Frame *frame, JsonObject *op)
{
    const char *name = op_text(op, "cb");
    AwHandle *handle = g_hash_table_lookup(frame->replay->handles, name);

    aw_handle_cancel(handle);
    write_line(frame, "cancel_handle %s%s", name, handle ? "" : " unknown");
    return AW_NONE;
}

/* ---- other threads ---- */

static AwValue
do_call_soon_threadsafe(Frame *frame, JsonObject *op)
{
    AwLoop *loop = frame->replay->loop;
    AwHandle *handle =
        loop ? aw_call_soon_handle_threadsafe(loop, on_call, callback_body(frame, op)) : NULL;

    return op_ends(frame, scheduled(frame, op, handle), "call_soon_threadsafe %s",
                   op_text(op, "cb"));
}

static void
run_thread(void *data)
{
    AW_SCOPE();
    Body *body = data;
    Frame frame = {.replay = body->replay, .who = body->who};

    write_line(&frame, "fired");
    AW_IGNORE(run_ops(&frame, body->ops));
}

static AwValue
do_thread(Frame *frame, JsonObject *op)
{
    AwLoop *loop = frame->replay->loop;
    const char *name = op_text(op, "name");

    if (loop && !virtual_reserve(loop))
        g_error("no memory for virtual time");
    if (loop)
        virtual_at(loop, loop_now(loop) + op_time(op, "ms"), run_thread,
                   body_new(frame, "ext:", name, op));
    write_line(frame, "thread %s %" G_GINT64_FORMAT, name, op_int(op, "ms", 0));
    return AW_NONE;
}

const Op callback_ops[] = {
    {"add_callback", do_add_callback},
    {"remove_callback", do_remove_callback},
    {"call_soon", do_call_soon},
    {"call_later", do_call_later},
    {"call_at", do_call_at},
    {"cancel_handle", do_cancel_handle},
    {"call_soon_threadsafe", do_call_soon_threadsafe},
    {"thread", do_thread},
    {NULL, NULL},
};
