/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ops-lock.c - locks, events, semaphores, conditions, barriers. */
#include "tests/conformance/replay.h"

#include "sched/sync/sync.h"

static const char *
name_of(JsonObject *op)
{
    return op_text(op, "obj");
}

static AwValue
do_acquire(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_acquire(op_object(frame, op)), "acquire %s", name_of(op));
}

static AwValue
do_release(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_release(op_object(frame, op)), "release %s", name_of(op));
}

static AwValue
do_locked(Frame *frame, JsonObject *op)
{
    return op_gives(frame, op, aw_bool(aw_locked(op_object(frame, op))), "locked %s", name_of(op));
}

static AwValue
do_with(Frame *frame, JsonObject *op)
{
    AwValue v = do_acquire(frame, op);

    if (aw_failed(v))
        return v;
    v = run_member(frame, op, "body");
    AwValue released = do_release(frame, op);
    return aw_failed(released) ? released : v;
}

/* ---- events ---- */

static AwValue
do_event_wait(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_event_wait(op_object(frame, op)), "event_wait %s", name_of(op));
}

static AwValue
do_event_set(Frame *frame, JsonObject *op)
{
    aw_event_set(op_object(frame, op));
    return op_ends(frame, AW_NONE, "event_set %s", name_of(op));
}

static AwValue
do_event_clear(Frame *frame, JsonObject *op)
{
    aw_event_clear(op_object(frame, op));
    return op_ends(frame, AW_NONE, "event_clear %s", name_of(op));
}

static AwValue
do_event_is_set(Frame *frame, JsonObject *op)
{
    return op_gives(frame, op, aw_bool(aw_event_is_set(op_object(frame, op))), "event_is_set %s",
                    name_of(op));
}

/* ---- conditions ---- */

static AwValue
do_cond_wait(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_condition_wait(op_object(frame, op)), "cond_wait %s", name_of(op));
}

typedef struct {
    Frame *frame;
    JsonObject *op;
} Wanted;

static bool
is_so(void *data)
{
    Wanted *wanted = data;

    return variable_equals(wanted->frame, wanted->op);
}

static AwValue
do_cond_wait_for(Frame *frame, JsonObject *op)
{
    static AwSite site = {AW_FILE, "do_cond_wait_for", "condition.wait_for", __LINE__, 0, NULL};
    Wanted wanted = {.frame = frame, .op = op};

    return op_ends(frame, aw_condition_wait_for_from(op_object(frame, op), is_so, &wanted, &site),
                   "cond_wait_for %s", name_of(op));
}

static AwValue
do_notify(Frame *frame, JsonObject *op)
{
    int64_t n = op_int(op, "n", 1);

    return op_ends(frame, aw_notify(op_object(frame, op), (size_t) n),
                   "notify %s %" G_GINT64_FORMAT, name_of(op), n);
}

static AwValue
do_notify_all(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_notify_all(op_object(frame, op)), "notify_all %s", name_of(op));
}

/* ---- barriers ---- */

static AwValue
do_barrier_wait(Frame *frame, JsonObject *op)
{
    return op_gives(frame, op, aw_barrier_wait(op_object(frame, op)), "barrier_wait %s",
                    name_of(op));
}

static AwValue
do_barrier_reset(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_barrier_reset(op_object(frame, op)), "barrier_reset %s", name_of(op));
}

static AwValue
do_barrier_abort(Frame *frame, JsonObject *op)
{
    return op_ends(frame, aw_barrier_abort(op_object(frame, op)), "barrier_abort %s", name_of(op));
}

static AwValue
do_barrier_state(Frame *frame, JsonObject *op)
{
    const AwBarrier *barrier = op_object(frame, op);

    return op_ends(frame, AW_NONE, "barrier_state %s waiting=%" G_GINT64_FORMAT " broken=%s",
                   name_of(op), aw_barrier_waiting(barrier),
                   aw_barrier_is_broken(barrier) ? "true" : "false");
}

const Op lock_ops[] = {
    {"acquire", do_acquire},
    {"release", do_release},
    {"locked", do_locked},
    {"with", do_with},
    {"event_wait", do_event_wait},
    {"event_set", do_event_set},
    {"event_clear", do_event_clear},
    {"event_is_set", do_event_is_set},
    {"cond_wait", do_cond_wait},
    {"cond_wait_for", do_cond_wait_for},
    {"notify", do_notify},
    {"notify_all", do_notify_all},
    {"barrier_wait", do_barrier_wait},
    {"barrier_reset", do_barrier_reset},
    {"barrier_abort", do_barrier_abort},
    {"barrier_state", do_barrier_state},
    {NULL, NULL},
};
