/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ops-combinator.c - gather, wait, wait_for, shield, as_completed. */
#include "tests/conformance/replay.h"

static AwValue
do_gather(Frame *frame, JsonObject *op)
{
    const char *name = op_text(op, "name");
    size_t n;
    AwFuture **members = op_members(frame, op, &n);
    AwFuture *future = aw_gather(members, n, .return_exceptions = op_flag(op, "return_exceptions"));

    label_add(frame->replay, name, future);
    if (!op_flag(op, "detach"))
        return op_gives(frame, op, aw_await(future), "gather %s", name);
    write_line(frame, "gather %s", name);
    return AW_NONE;
}

static AwWhen
return_when(JsonObject *op)
{
    static const char *const names[] = {
        [AW_ALL_COMPLETED] = "ALL_COMPLETED",
        [AW_FIRST_COMPLETED] = "FIRST_COMPLETED",
        [AW_FIRST_EXCEPTION] = "FIRST_EXCEPTION",
    };
    const char *name = op_text(op, "return_when");

    for (size_t i = 0; name && i < G_N_ELEMENTS(names); i++)
        if (g_str_equal(name, names[i]))
            return (AwWhen) i;
    return AW_ALL_COMPLETED;
}

static AwValue
do_wait(Frame *frame, JsonObject *op)
{
    size_t n;
    AwFuture **members = op_members(frame, op, &n);

    if (n == 0 && json_array_get_length(json_object_get_array_member(op, "of"))) {
        write_line(frame, "wait unknown");
        return AW_NONE;
    }
    AwWait got = aw_wait(members, n, .timeout = op_time(op, "ms"), .return_when = return_when(op));
    if (aw_failed(got))
        return op_ends(frame, got.error, "wait");
    g_autofree char *done = label_list(frame->replay, got.done, got.n_done);
    g_autofree char *pending = label_list(frame->replay, got.pending, got.n_pending);
    write_line(frame, "wait done=%s pending=%s", done, pending);
    return AW_NONE;
}

/* What to wait for: a coroutine, which runs in this task, or what has the label. */
static AwFuture *
waited_for(Frame *frame, JsonObject *op, const char **ret_name)
{
    JsonNode *node = json_object_get_member(op, "target");
    JsonObject *inner;

    if (!JSON_NODE_HOLDS_OBJECT(node)) {
        *ret_name = json_node_get_string(node);
        return label_find(frame->replay, *ret_name);
    }
    inner = json_node_get_object(node);
    *ret_name = op_text(inner, "name");
    return aw_coro(call_main, (void *) body_new(frame, frame->who, *ret_name, inner));
}

static AwValue
do_wait_for(Frame *frame, JsonObject *op)
{
    const char *name;
    AwFuture *future = waited_for(frame, op, &name);

    if (!future) {
        write_line(frame, "wait_for %s unknown", name);
        return AW_NONE;
    }
    AwValue v = aw_wait_for(future, op_time(op, "ms"));
    g_autofree char *ms = value_text(op_value(frame, op, "ms"));
    return op_gives(frame, op, v, "wait_for %s %s", name, ms);
}

static AwValue
do_shield(Frame *frame, JsonObject *op)
{
    const char *label, *name = op_text(op, "name");
    AwFuture *inner = op_member(frame, json_object_get_member(op, "target"), &label), *outer;

    if (!inner) {
        write_line(frame, "shield %s unknown", label);
        return AW_NONE;
    }
    outer = aw_shield(inner);
    if (!op_flag(op, "detach"))
        return op_gives(frame, op, aw_await(outer), "shield %s", label);
    if (outer != inner)
        label_add(frame->replay, name, outer);
    else /* a second name, which lists do not show */
        g_hash_table_insert(frame->replay->futures, g_strdup(name), aw_ref(outer));
    write_line(frame, "shield %s %s", label, name);
    return AW_NONE;
}

/* ---- one by one ---- */

static AwCompletions *
completions_of(Frame *frame, JsonObject *op)
{
    size_t n;
    AwFuture **members = op_members(frame, op, &n);

    return aw_as_completed(members, n, .timeout = op_time(op, "ms"));
}

static AwValue
do_as_completed(Frame *frame, JsonObject *op)
{
    AwCompletions *completions = completions_of(frame, op);
    AwFuture *next;

    for (int i = 0; (next = aw_next(completions)); i++) {
        AwValue v = op_gives(frame, op, aw_result(next), "as_completed %d", i);
        if (aw_code(v) == AW_CANCELLED)
            return v;
    }
    write_line(frame, "as_completed done");
    return AW_NONE;
}

static AwValue
do_as_completed_async(Frame *frame, JsonObject *op)
{
    AwCompletions *completions = completions_of(frame, op);
    AwFuture *next;

    for (int i = 0; (next = aw_next(completions)); i++) {
        const char *label = label_name(frame->replay, next);
        if (g_str_equal(label, "?")) /* not one of the members, since the wait for them failed */
            return op_ends(frame, aw_result(next), "as_completed %d", i);
        write_line(frame, "as_completed %d %s", i, label);
    }
    write_line(frame, "as_completed done");
    return AW_NONE;
}

const Op combinator_ops[] = {
    {"gather", do_gather},
    {"wait", do_wait},
    {"wait_for", do_wait_for},
    {"shield", do_shield},
    {"as_completed", do_as_completed},
    {"as_completed_async", do_as_completed_async},
    {NULL, NULL},
};
