/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ops-block.c - timeout blocks and task groups. */
#include "tests/conformance/replay.h"

/* ---- timeouts ---- */

static AwTimeout *
timeout_of(Frame *frame, JsonObject *op)
{
    AwTimeout *limit = json_object_has_member(op, "at") ? aw_timeout_at(op_time(op, "at"))
                                                        : aw_timeout(op_time(op, "ms"));

    g_hash_table_insert(frame->replay->blocks, g_strdup(op_text(op, "name")), aw_ref(limit));
    return limit;
}

static AwValue
do_timeout(Frame *frame, JsonObject *op)
{
    const char *name = op_text(op, "name");
    AwTimeout *limit = timeout_of(frame, op);

    AW_WITH (limit) {
        write_line(frame, "timeout %s enter", name);
        AW_CHECK(limit, run_member(frame, op, "body"));
    }
    AwValue outcome = aw_outcome(limit);
    return op_ends(frame, outcome, "timeout %s exit expired=%s", name,
                   aw_expired(limit) ? "true" : "false");
}

static AwValue
do_reschedule(Frame *frame, JsonObject *op)
{
    const char *name = op_text(op, "name");
    AwTimeout *limit = g_hash_table_lookup(frame->replay->blocks, name);
    AwTime delay = op_time(op, "ms");
    g_autofree char *ms = value_text(op_value(frame, op, "ms"));

    if (!limit) {
        write_line(frame, "reschedule %s unknown", name);
        return AW_NONE;
    }
    AwTime when = delay == AW_NEVER ? AW_NEVER : aw_time() + delay;
    return op_ends(frame, aw_timeout_reschedule(limit, when), "reschedule %s %s", name, ms);
}

static AwValue
do_when(Frame *frame, JsonObject *op)
{
    const char *name = op_text(op, "name");
    AwTime when = aw_timeout_when(g_hash_table_lookup(frame->replay->blocks, name));

    return op_gives(frame, op, when == AW_NEVER ? AW_NONE : aw_int(when / AW_MS), "when %s", name);
}

/* ---- groups ---- */

static AwValue
do_taskgroup(Frame *frame, JsonObject *op)
{
    const char *name = op_text(op, "name");
    AwGroup *group = aw_group();

    g_hash_table_insert(frame->replay->blocks, g_strdup(name), aw_ref(group));
    AW_WITH (group) {
        write_line(frame, "taskgroup %s enter", name);
        AW_CHECK(group, run_member(frame, op, "body"));
        write_line(frame, "taskgroup %s body-end", name);
    }
    return op_ends(frame, aw_outcome(group), "taskgroup %s exit", name);
}

static AwValue
do_tg_spawn(Frame *frame, JsonObject *op)
{
    const char *label = op_text(op, "task");
    AwGroup *group = g_hash_table_lookup(frame->replay->blocks, op_text(op, "group"));

    if (!group) {
        write_line(frame, "tg_spawn %s unknown", label);
        return AW_NONE;
    }
    AwFuture *task = aw_group_spawn(group, task_main, (void *) body_new(frame, label, label, op),
                                    .name = label, .stack = TASK_STACK);
    if (aw_done(task)) /* it was refused, since a new task is never done */
        return op_ends(frame, aw_result(task), "tg_spawn %s", label);
    label_add(frame->replay, label, task);
    write_line(frame, "tg_spawn %s", label);
    return AW_NONE;
}

const Op block_ops[] = {
    {"timeout", do_timeout},     {"reschedule", do_reschedule}, {"when", do_when},
    {"taskgroup", do_taskgroup}, {"tg_spawn", do_tg_spawn},     {NULL, NULL},
};
