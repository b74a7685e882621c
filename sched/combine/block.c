/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* block.c - blocks: enter, fail, leave, abandon. */
#include "sched/combine/block.h"

#include "sched/core/loop-report.h"
#include "sched/core/task-cancel.h"
#include "sched/sync/sync.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

void *
block_new(const BlockClass *class, const char *what, AwSite *site)
{
    AwLoop *loop = loop_must_run(what, site);
    AwBlock *block = sync_alloc(&class->object);

    if (block) {
        block->loop = loop;
        block->site = site ? site : &site_unknown;
        block->looked_at = true;
    }
    return block;
}

static const BlockClass *
class_of(const AwBlock *block)
{
    return (const BlockClass *) block->object.class;
}

static void
set_outcome(AwBlock *block, AwValue v)
{
    value_unref(block->outcome);
    block->outcome = value_ref(v);
    block->looked_at = !aw_failed(v);
}

/* Has the scope around the block keep it, whoever made it, for the end of its body and for those
 * who ask for its outcome. Usually it was just made in that scope. False: no memory. */
static bool
keep(AwBlock *block)
{
    const Holder *holder = holder_current();

    if (holder->n && holder->items[holder->n - 1].thing == (uintptr_t) block)
        return true;
    return holder_reserve() && hold_object(object_ref(block));
}

/* [TO11 TG7] */
static AwValue
entered_before(const AwBlock *block, AwSite *site)
{
    const AwSite *at = block->site;
    const char *name = object_name(block);

    if (!at->file[0])
        return error_held(AW_RUNTIME, site, "the %s has been entered already", name);
    return error_held(AW_RUNTIME, site, "the %s has been entered already, at %s:%u", name, at->file,
                      (unsigned) at->line);
}

AwBlock *
aw_block_enter(AwBlock *block, AwSite *site)
{
    AwValue v = AW_NONE;

    if (!block)
        return NULL;
    must_be_a(OBJECT_BLOCK, block, "AW_WITH()", site);
    AwLoop *loop = block->loop;
    if (loop_running != loop || !loop->current)
        v = error_held(AW_RUNTIME, site, "a block needs a task of its loop");
    else if (block->state != BLOCK_NEW)
        v = entered_before(block, site);
    else if (!keep(block))
        v = error_held(AW_NOMEM, site, "no memory");
    if (aw_failed(v)) { /* it may be open already; this call does not enter it */
        set_outcome(block, v);
        return NULL;
    }
    block->task = aw_ref(loop->current);
    block->cancels = block->task->num_cancels;
    block->n_heard = aw_cancels_heard();
    block->site = site ? site : block->site;
    block->state = BLOCK_OPEN;
    block->looked_at = false;
    v = class_of(block)->enter(block);
    if (aw_failed(v)) {
        block->state = BLOCK_OVER;
        set_outcome(block, v);
    }
    return block;
}

void
block_emit(AwBlock *block, Emit event)
{
    event.subject = object_track(&block->object);
    if (event.object == TRACE_NOBODY)
        event.object = future_track(&block->task->future);
    if (trace_on())
        recorder_emit(&event);
    sync_log_note(&block->log, block->loop, &event);
}

bool
aw_block_is_open(const AwBlock *block)
{
    return block && block->state == BLOCK_OPEN;
}

void
aw_block_fail_from(AwBlock *block, AwValue error, AwSite *site)
{
    if (!block)
        return;
    must_be_a(OBJECT_BLOCK, block, "AW_CHECK()", site);
    value_unref(block->body);
    block->body = value_ref(error);
}

/* An attempt to enter the block again while it was open ends it, too, as if the error had been
 * returned from its body; unless somebody has looked at that error, or the body has its own. */
static void
mind_second_entry(AwBlock *block)
{
    if (block->looked_at || !aw_failed(block->outcome))
        return;
    if (!aw_failed(block->body))
        aw_block_fail_from(block, block->outcome, NULL);
    else
        loop_report_about(
            block->loop,
            (AwReport){.kind = AW_REPORT_MISUSE, .error = block->outcome, .made = block->site},
            "AW_WITH() failed");
}

void
aw_block_leave(AwBlock *block)
{
    if (!aw_block_is_open(block))
        return;
    mind_second_entry(block);
    AwValue body = task_take_cancel_back(block->task, block->body);
    block->state = BLOCK_LEAVING;
    AwValue v = class_of(block)->leave(block, body);
    block->state = BLOCK_OVER;
    set_outcome(block, v);
}

/* Whether an outcome says no more than that error: it is that, or a group's error with that alone.
 */
static bool
says_only(AwValue outcome, AwValue error)
{
    if (!aw_failed(outcome) || !aw_failed(error))
        return false;
    if (outcome.u.cell == error.u.cell)
        return true;
    AwValue cause = outcome.u.cell->cause;
    return aw_code(outcome) == AW_GROUP_FAILED && cause.kind == AW_K_LIST &&
           cause.u.cell->size == 1 && cause.u.cell->u.items[0].u.cell == error.u.cell;
}

void
block_abandon(AwBlock *block, const char *what)
{
    if (!aw_block_is_open(block))
        return;
    AwValue error =
        error_new(AW_RUNTIME, block->site, "the block was left by return, break or goto");
    aw_block_fail_from(block, error, NULL);
    loop_report_about(block->loop, (AwReport){.kind = AW_REPORT_BLOCK, .made = block->site},
                      "%s was left by return, break or goto", what);
    aw_block_leave(block);
    block->looked_at |= says_only(block->outcome, error); /* it has been told */
    value_unref(error);
}

void
aw_block_abandon(AwBlock **at)
{
    must_have(at, "aw_block_abandon()", NULL);
    block_abandon(*at, "a block");
}

AwValue
aw_block_outcome_from(AwBlock *block, AwSite *site)
{
    if (!block)
        return sync_missing("block", site);
    must_be_a(OBJECT_BLOCK, block, "aw_outcome()", site);
    block->looked_at = true;
    return value_held(block->outcome);
}

/* A cancellation that nobody looked at is put back, since it was meant for the task, not for the
 * block. */
static void
mind_outcome(AwBlock *block)
{
    if (block->looked_at || !aw_failed(block->outcome)) /* its task may have gone within it */
        return;
    loop_report_about(
        block->loop,
        (AwReport){.kind = AW_REPORT_BLOCK, .error = block->outcome, .made = block->site},
        "nobody looked at the outcome of a block, aw_outcome(%s)", block->site->name);
    if (block->task && block->task == block->loop->current)
        aw_ignored(block->outcome, block->n_heard);
}

void
block_free(AwBlock *block)
{
    mind_outcome(block);
    sync_log_forget(&block->log);
    aw_unref(block->task);
    value_unref(block->body);
    value_unref(block->outcome);
    sync_give(block);
}
