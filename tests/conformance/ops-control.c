/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ops-control.c - ops that any language has: variables, branches, errors, calls; and time. */
#include "tests/conformance/replay.h"

#include <string.h>

static AwValue
do_log(Frame *frame, JsonObject *op)
{
    const char *variable = op_text(op, "var");
    g_autofree char *value =
        variable ? value_text(variable_get(frame->replay, variable)) : g_strdup("");

    write_line(frame, "log %s%s%s", op_text(op, "msg"), variable ? "=" : "", value);
    return AW_NONE;
}

static AwValue
do_set(Frame *frame, JsonObject *op)
{
    variable_set(frame->replay, op_text(op, "var"), op_value(frame, op, "value"));
    return AW_NONE;
}

static AwValue
do_add(Frame *frame, JsonObject *op)
{
    int64_t old = aw_int_or(variable_get(frame->replay, op_text(op, "var")), 0);

    variable_set(frame->replay, op_text(op, "var"), aw_int(old + op_int(op, "n", 0)));
    return AW_NONE;
}

static AwValue
do_if(Frame *frame, JsonObject *op)
{
    return run_member(frame, op, variable_equals(frame, op) ? "then" : "else");
}

static AwValue
do_repeat(Frame *frame, JsonObject *op)
{
    AwValue v = AW_NONE;

    for (int64_t i = op_int(op, "n", 0); i > 0 && !frame->has_returned && !aw_failed(v); i--)
        v = run_member(frame, op, "body");
    return v;
}

static AwValue
do_return(Frame *frame, JsonObject *op)
{
    frame->returned = op_value(frame, op, "value");
    frame->has_returned = true;
    return AW_NONE;
}

static AwValue
do_raise(Frame *frame, JsonObject *op)
{
    (void) frame;
    return op_error(op);
}

/* ---- errors ---- */

static bool
is_caught(AwValue error, JsonObject *op)
{
    JsonArray *names = json_object_get_array_member(op, "catch");
    g_autofree char *name = error_text(error);

    name[strcspn(name, ":[")] = 0;
    for (guint i = 0; i < json_array_get_length(names); i++) {
        const char *wanted = json_array_get_string_element(names, i);
        if (g_str_equal(wanted, "*") || g_str_equal(wanted, name) ||
            (g_str_equal(wanted, "Exception") && aw_code(error) != AW_CANCELLED))
            return true;
    }
    return false;
}

static bool
ends_with_reraise(JsonArray *ops)
{
    guint n = json_array_get_length(ops);

    return n && g_str_equal(op_text(json_array_get_object_element(ops, n - 1), "op"), "reraise");
}

static void
write_caught(Frame *frame, AwValue error)
{
    g_autofree char *text = error_text(error);

    write_line(frame, "caught %s", text);
}

/* Runs the handler. The error is passed on if the handler gets to its last op and that is a
 * reraise. */
static AwValue
handle(Frame *frame, JsonObject *op, AwValue error)
{
    write_caught(frame, error);
    AwValue v = run_member(frame, op, "handler");
    if (aw_failed(v) || frame->has_returned || !json_object_has_member(op, "handler"))
        return v;
    return ends_with_reraise(json_object_get_array_member(op, "handler")) ? error : AW_NONE;
}

static AwValue
do_reraise(Frame *frame, JsonObject *op)
{
    (void) frame;
    (void) op;
    return AW_NONE; /* handle() does the work */
}

static AwValue
do_try(Frame *frame, JsonObject *op)
{
    AwValue v = run_member(frame, op, "body");

    if (aw_failed(v) && json_object_has_member(op, "catch") && is_caught(v, op))
        v = handle(frame, op, v);
    bool has_returned = frame->has_returned;
    frame->has_returned = false;
    AwValue finally = run_member(frame, op, "finally");
    frame->has_returned = has_returned;
    return aw_failed(finally) ? finally : v;
}

/* ---- calls and time ---- */

AwValue
call_main(AwValue arg)
{
    Body *body = aw_to_pointer(arg);
    Frame frame = {.replay = body->replay, .who = body->who};

    write_line(&frame, "call %s enter", body->name);
    AwValue v = run_ops(&frame, body->ops);
    if (aw_failed(v)) {
        (void) op_ends(&frame, v, "call %s", body->name);
        return v;
    }
    g_autofree char *value = value_text(frame.returned);
    write_line(&frame, "call %s -> %s", body->name, value);
    return frame.returned;
}

static AwValue
do_call(Frame *frame, JsonObject *op)
{
    Body *body = body_new(frame, frame->who, op_text(op, "name"), op);
    AwValue v = aw_call(call_main, (void *) body);

    if (aw_failed(v))
        return v;
    if (op_text(op, "into"))
        variable_set(frame->replay, op_text(op, "into"), v);
    return AW_NONE;
}

static AwValue
do_sleep(Frame *frame, JsonObject *op)
{
    int64_t ms = op_int(op, "ms", 0);
    AwValue v = aw_sleep(ms * AW_MS);

    if (!json_object_has_member(op, "value"))
        return op_ends(frame, v, "sleep %" G_GINT64_FORMAT, ms);
    return op_gives(frame, op, aw_failed(v) ? v : op_value(frame, op, "value"),
                    "sleep %" G_GINT64_FORMAT, ms);
}

static AwValue
do_block(Frame *frame, JsonObject *op)
{
    int64_t ms = op_int(op, "ms", 0);

    if (frame->replay->loop)
        aw_busy(ms * AW_MS);
    else
        frame->replay->closed_at += ms * AW_MS;
    write_line(frame, "block %" G_GINT64_FORMAT, ms);
    return AW_NONE;
}

static AwValue
do_time(Frame *frame, JsonObject *op)
{
    (void) op;
    write_line(frame, "time %" G_GINT64_FORMAT, replay_now(frame->replay) / AW_MS);
    return AW_NONE;
}

const Op control_ops[] = {
    {"log", do_log},         {"set", do_set},       {"add", do_add},
    {"if", do_if},           {"repeat", do_repeat}, {"return", do_return},
    {"raise", do_raise},     {"try", do_try},       {"call", do_call},
    {"reraise", do_reraise}, {"sleep", do_sleep},   {"block", do_block},
    {"time", do_time},       {NULL, NULL},
};
