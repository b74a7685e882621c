/* SPDX-License-Identifier: GPL-3.0-or-later */
/* script.c - runs lists of ops, and reads the members of an op. */
#include "tests/conformance/replay.h"

#include <string.h>

GHashTable *
ops_table(void)
{
    const Op *const themes[] = {control_ops, task_ops, future_ops, callback_ops, combinator_ops,
                                block_ops,   lock_ops, queue_ops,  executor_ops, loop_ops};
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t i = 0; i < G_N_ELEMENTS(themes); i++)
        for (const Op *op = themes[i]; op->name; op++)
            g_hash_table_insert(table, (void *) op->name, (void *) op->fn);
    return table;
}

/* The subject of an op, in one word. */
static const char *
subject_of(JsonObject *op)
{
    static const char *const members[] = {"obj", "target", "name", "task", "cb", "job", "executor"};

    for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
        JsonNode *node = json_object_get_member(op, members[i]);
        if (node && JSON_NODE_HOLDS_VALUE(node))
            return json_node_get_string(node);
    }
    return "";
}

/* Runs an op between the lines "> op subject" and "< op subject". */
static AwValue
run_between_arrivals(Frame *frame, JsonObject *op, OpFn fn)
{
    write_line(frame, "> %s %s", op_text(op, "op"), subject_of(op));
    AwValue v = fn(frame, op);
    write_line(frame, "< %s %s", op_text(op, "op"), subject_of(op));
    return v;
}

AwValue
run_ops(Frame *frame, JsonArray *ops)
{
    guint n = ops ? json_array_get_length(ops) : 0;

    for (guint i = 0; i < n && !frame->has_returned; i++) {
        JsonObject *op = json_array_get_object_element(ops, i);
        OpFn fn = (OpFn) g_hash_table_lookup(frame->replay->ops, op_text(op, "op"));
        if (!fn)
            g_error("the replayer does not know the op %s", op_text(op, "op"));
        bool is_told = frame->replay->has_arrivals && !g_str_equal(frame->who, "prog");
        AwValue v = is_told ? run_between_arrivals(frame, op, fn) : fn(frame, op);
        if (aw_failed(v)) {
            frame->has_returned =
                false; /* for example when a group fails whose block was about to return */
            frame->returned = AW_NONE;
            return v;
        }
    }
    return AW_NONE;
}

AwValue
run_member(Frame *frame, JsonObject *op, const char *member)
{
    if (!json_object_has_member(op, member))
        return AW_NONE;
    return run_ops(frame, json_object_get_array_member(op, member));
}

Body *
body_new(Frame *frame, const char *who, const char *name, JsonObject *op)
{
    Body *body = g_new0(Body, 1);

    body->replay = frame->replay;
    body->name = g_strdup(name);
    body->who = g_str_has_suffix(who, ":") ? g_strconcat(who, name, NULL) : g_strdup(who);
    body->op = op;
    if (json_object_has_member(op, "body"))
        body->ops = json_object_get_array_member(op, "body");
    g_ptr_array_add(frame->replay->bodies, body);
    return body;
}

/* ---- members ---- */

const char *
op_text(JsonObject *op, const char *member)
{
    return json_object_get_string_member_with_default(op, member, NULL);
}

static bool
is_null(JsonObject *op, const char *member)
{
    return !json_object_has_member(op, member) || json_object_get_null_member(op, member);
}

int64_t
op_int(JsonObject *op, const char *member, int64_t otherwise)
{
    return json_object_get_int_member_with_default(op, member, otherwise);
}

AwTime
op_time(JsonObject *op, const char *member)
{
    return is_null(op, member) ? AW_NEVER : op_int(op, member, 0) * AW_MS;
}

bool
op_flag(JsonObject *op, const char *member)
{
    return json_object_get_boolean_member_with_default(op, member, FALSE);
}

static AwValue node_value(Frame *frame, JsonNode *node);

static AwValue
list_value(Frame *frame, JsonArray *array)
{
    guint n = json_array_get_length(array);
    g_autofree AwValue *items = g_new0(AwValue, n);

    for (guint i = 0; i < n; i++)
        items[i] = node_value(frame, json_array_get_element(array, i));
    return aw_list_of(items, n);
}

static AwValue
scalar_value(JsonNode *node)
{
    if (json_node_get_value_type(node) == G_TYPE_STRING)
        return aw_str(json_node_get_string(node));
    if (json_node_get_value_type(node) == G_TYPE_BOOLEAN)
        return aw_bool(json_node_get_boolean(node));
    return aw_int(json_node_get_int(node));
}

static AwValue
node_value(Frame *frame, JsonNode *node)
{
    if (JSON_NODE_HOLDS_VALUE(node))
        return scalar_value(node);
    if (JSON_NODE_HOLDS_ARRAY(node))
        return list_value(frame, json_node_get_array(node));
    if (JSON_NODE_HOLDS_OBJECT(node))
        return variable_get(frame->replay, op_text(json_node_get_object(node), "var"));
    return AW_NONE;
}

AwValue
op_value(Frame *frame, JsonObject *op, const char *member)
{
    JsonNode *node = json_object_get_member(op, member);

    return node ? node_value(frame, node) : AW_NONE;
}

AwValue
op_error(JsonObject *op)
{
    const char *name = op_text(op, "err"), *message = op_text(op, "msg");

    if (g_str_equal(name, "Cancelled"))
        return aw_error(AW_CANCELLED, "%s", message ? message : "");
    if (g_str_equal(name, "Timeout"))
        return aw_error(AW_TIMEOUT, "as the scenario says");
    return aw_error(AW_ERROR, "%s%s%s", name, message && message[0] ? ":" : "",
                    message ? message : "");
}

/* ---- variables and objects ---- */

AwValue
variable_get(Replay *replay, const char *name)
{
    AwValue *v = g_hash_table_lookup(replay->variables, name);

    return v ? *v : AW_NONE;
}

void
variable_set(Replay *replay, const char *name, AwValue v)
{
    AwValue *copy = g_new(AwValue, 1);

    *copy = aw_ref_value(v);
    g_hash_table_insert(replay->variables, g_strdup(name), copy);
}

bool
variable_equals(Frame *frame, JsonObject *op)
{
    g_autofree char *is = value_text(variable_get(frame->replay, op_text(op, "var")));
    g_autofree char *wanted = value_text(op_value(frame, op, "eq"));

    return g_str_equal(is, wanted);
}

void *
op_object(Frame *frame, JsonObject *op)
{
    const char *name = op_text(op, json_object_has_member(op, "obj") ? "obj" : "executor");

    return g_hash_table_lookup(frame->replay->objects, name);
}
