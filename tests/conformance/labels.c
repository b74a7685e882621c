/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labels.c - names of tasks and futures, and the tasks that scenarios make. */
#include "tests/conformance/replay.h"

AwFuture *
label_add(Replay *replay, const char *name, AwFuture *future)
{
    char *own;

    if (g_hash_table_contains(replay->futures, name))
        return future;
    own = g_strdup(name);
    g_ptr_array_add(replay->labels, own);
    g_hash_table_insert(replay->futures, own, aw_ref(future));
    if (!g_hash_table_contains(replay->label_of, future))
        g_hash_table_insert(replay->label_of, future, own);
    return future;
}

AwFuture *
label_find(Replay *replay, const char *name)
{
    return g_str_equal(name, "self") ? aw_current_task()
                                     : g_hash_table_lookup(replay->futures, name);
}

const char *
label_name(Replay *replay, AwFuture *future)
{
    const char *name = g_hash_table_lookup(replay->label_of, future);

    return name ? name : "?";
}

static bool
is_one_of(const char *label, Replay *replay, AwFuture *const *futures, int n)
{
    for (int i = 0; i < n; i++)
        if (label_name(replay, futures[i]) == label)
            return true;
    return false;
}

char *
label_list(Replay *replay, AwFuture *const *futures, int n)
{
    GString *text = g_string_new("[");

    for (guint i = 0; i < replay->labels->len; i++)
        if (is_one_of(replay->labels->pdata[i], replay, futures, n))
            g_string_append_printf(text, "%s%s", text->len > 1 ? "," : "",
                                   (char *) replay->labels->pdata[i]);
    return g_string_free(g_string_append_c(text, ']'), FALSE);
}

/* ---- tasks ---- */

AwValue
task_main(AwValue arg)
{
    Body *body = aw_to_pointer(arg);
    Frame frame = {.replay = body->replay, .who = body->who};

    label_add(body->replay, body->name, aw_current_task());
    write_line(&frame, "start");
    AwValue v = run_ops(&frame, body->ops);
    if (aw_failed(v)) {
        (void) op_ends(&frame, v, "end");
        return v;
    }
    g_autofree char *value = value_text(frame.returned);
    write_line(&frame, "end -> %s", value);
    return frame.returned;
}

AwFuture *
spawn_labelled(Frame *frame, const char *label, JsonObject *op)
{
    AwFuture *task = aw_spawn(task_main, (void *) body_new(frame, label, label, op), .name = label,
                              .stack = TASK_STACK, .eager_start = op_flag(op, "eager"));

    return label_add(frame->replay, label, task);
}

/* ---- members ---- */

AwFuture *
op_member(Frame *frame, JsonNode *member, const char **ret_label)
{
    if (!JSON_NODE_HOLDS_OBJECT(member)) {
        *ret_label = json_node_get_string(member);
        return label_find(frame->replay, *ret_label);
    }
    *ret_label = op_text(json_node_get_object(member), "task");
    return spawn_labelled(frame, *ret_label, json_node_get_object(member));
}

AwFuture **
op_members(Frame *frame, JsonObject *op, size_t *ret_n)
{
    JsonArray *of = json_object_get_array_member(op, "of");
    g_autoptr(GPtrArray) members = g_ptr_array_new();
    const char *label;
    size_t size;

    for (guint i = 0; i < json_array_get_length(of); i++) {
        AwFuture *member = op_member(frame, json_array_get_element(of, i), &label);
        if (member)
            g_ptr_array_add(members, member);
    }
    *ret_n = members->len;
    return (AwFuture **) aw_to_bytes(aw_bytes(members->pdata, members->len * sizeof(AwFuture *)),
                                     &size);
}
