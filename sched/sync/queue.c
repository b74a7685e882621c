/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* queue.c - queues [QU]: who puts, who gets, and who waits to. */
#include "sched/sync/queue.h"

#include "sched/sync/event.h"
#include "sched/sync/queue-items.h"
#include "sched/sync/stay.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

struct AwQueue {
    Sync sync;
    AwQueueOptions options;
    QueueItems items;
    Waiters getters, putters;
    int64_t unfinished;
    AwEvent *finished; /* counted */
    bool is_shut_down;
    Later later; /* while it waits to be freed */
};

/* ---- life ---- */

static void
queue_free_now(Later *self)
{
    AwQueue *queue = LATER_OWNER(self, AwQueue);

    queue_items_clear(&queue->items);
    waiters_clear(&queue->getters);
    waiters_clear(&queue->putters);
    aw_unref(queue->finished);
    sync_free(&queue->sync);
}

static void
queue_free(void *object)
{
    later_free(&((AwQueue *) object)->later, queue_free_now);
}

static const ObjectClass queue_class = {
    .kind = OBJECT_QUEUE, .free = queue_free, SYNC_OBJECT(AwQueue)};

AwQueue *
queue_new(const AwQueueOptions *options, Sync *owner, AwSite *site)
{
    if (options->order > AW_PRIORITY)
        misuse_at(site, "aw_queue() was given an unknown order: %d", (int) options->order);
    AwQueue *queue = sync_new(&queue_class, owner, "aw_queue()", site);

    if (!queue)
        return NULL;
    queue->options = *options;
    queue->finished = aw_ref(event_new(&queue->sync, site));
    aw_event_set_from(queue->finished, NULL);
    return queue->finished ? queue : NULL;
}

AwQueue *
aw_queue_from(const AwQueueOptions *options, AwSite *site)
{
    must_have(options, "aw_queue()", site);
    AwQueue *queue = queue_new(options, NULL, site);

    if (queue)
        sync_made(&queue->sync, site, .kind = TRACE_QUEUE_CREATED,
                  .type = options->maxsize ? TRACE_VALUE_INT : TRACE_VALUE_NONE,
                  .value = (int64_t) options->maxsize, .text = queue_orders[options->order].name,
                  .text_size = strlen(queue_orders[options->order].name));
    return queue;
}

void
queue_is_filled_by(AwQueue *queue, const Holds *holds)
{
    queue->getters.holds = holds;
}

bool
queue_reserve(AwQueue *queue, size_t n)
{
    return queue && queue_items_reserve(&queue->items, n);
}

static bool
is_full(const AwQueue *queue)
{
    return queue->options.maxsize > 0 && queue->items.n >= queue->options.maxsize;
}

/* The woken task leaves the line at once, and so do those before it, which were cancelled. If it
 * finds nothing, it joins again at the back [QU8]. */
static void
wake_next(Waiters *waiters)
{
    waiters_wake_first(waiters);
    while (waiters->n_settled)
        aw_unref(waiters_take_first(waiters));
}

/* ---- putting ---- */

static AwValue
refuse_item(AwQueue *queue, AwValue item, AwSite *site)
{
    if (aw_failed(item))
        return item; /* an error is raised, not put */
    if (queue->is_shut_down)
        return error_held(AW_QUEUE_SHUTDOWN, site, "the queue is shut down");
    return AW_NONE;
}

static AwValue
put_now(AwQueue *queue, AwValue item, AwSite *site)
{
    AwValue refused = refuse_item(queue, item, site);

    if (aw_failed(refused))
        return refused;
    if (is_full(queue))
        return error_held(AW_QUEUE_FULL, site, "the queue is full");
    if (!queue_reserve(queue, 1))
        return error_held(AW_NOMEM, site, "no memory");
    sync_trace_item(&queue->sync, TRACE_QUEUE_PUT, item, queue->items.n + 1, site);
    queue_orders[queue->options.order].push(&queue->items, value_ref_at(item, site));
    queue->unfinished++;
    event_clear(queue->finished, NULL);
    wake_next(&queue->getters);
    return AW_NONE;
}

AwValue
aw_queue_put_nowait_from(AwQueue *queue, AwValue item, AwSite *site)
{
    sync_must_be_mine(OBJECT_QUEUE, queue, "aw_queue_put_nowait()", site);
    return queue ? put_now(queue, item, site) : sync_missing("queue", site);
}

/* The scope keeps the item, too. */
static AwValue
wait_and_put(AwQueue *queue, AwValue item, AwSite *site)
{
    Stay stay;
    AwValue v = stay_begin(&stay, &queue->sync, &queue->putters, site);
    bool woken;

    if (!aw_failed(v) && !holder_reserve())
        v = error_held(AW_NOMEM, site, "no memory");
    if (!aw_failed(v))
        hold_value(value_ref_at(item, site));
    while (!aw_failed(v) && is_full(queue) && !queue->is_shut_down) {
        v = stay_wait(&stay, &woken);
        if (aw_failed(v) && !is_full(queue) && woken)
            wake_next(&queue->putters); /* [QU7] */
    }
    if (!aw_failed(v) && aw_code(v = put_now(queue, item, site)) == AW_NOMEM)
        wake_next(&queue->putters); /* it was woken for a place that it cannot use */
    return stay_end(&stay, v);
}

AwValue
aw_queue_put_from(AwQueue *queue, AwValue item, AwSite *site)
{
    sync_must_be_mine(OBJECT_QUEUE, queue, "aw_queue_put()", site);
    if (!queue)
        return sync_missing("queue", site);
    return is_full(queue) && !queue->is_shut_down ? wait_and_put(queue, item, site)
                                                  : put_now(queue, item, site);
}

/* ---- getting ---- */

static void
trace_get(AwQueue *queue, AwSite *site)
{
    const QueueItems *items = &queue->items;
    size_t next = queue_orders[queue->options.order].next(items);

    sync_trace_item(&queue->sync, items->n > 1 ? TRACE_QUEUE_GET : TRACE_QUEUE_EMPTIED,
                    items->values[next], items->n - 1, site);
}

static AwValue
get_now(AwQueue *queue, AwSite *site)
{
    if (queue->items.n == 0 && queue->is_shut_down)
        return error_held(AW_QUEUE_SHUTDOWN, site, "the queue is shut down");
    if (queue->items.n == 0)
        return error_held(AW_QUEUE_EMPTY, site, "the queue is empty");
    if (!holder_reserve())
        return error_held(AW_NOMEM, site, "no memory");
    if (sync_log_wanted())
        trace_get(queue, site);
    AwValue v = hold_value(queue_orders[queue->options.order].pop(&queue->items));
    wake_next(&queue->putters);
    return v;
}

AwValue
aw_queue_get_nowait_from(AwQueue *queue, AwSite *site)
{
    sync_must_be_mine(OBJECT_QUEUE, queue, "aw_queue_get_nowait()", site);
    return queue ? get_now(queue, site) : sync_missing("queue", site);
}

static AwValue
wait_and_get(AwQueue *queue, AwSite *site)
{
    Stay stay;
    AwValue v = stay_begin(&stay, &queue->sync, &queue->getters, site);
    bool woken;

    while (!aw_failed(v) && queue->items.n == 0 && !queue->is_shut_down) {
        v = stay_wait(&stay, &woken);
        if (aw_failed(v) && queue->items.n > 0 && woken)
            wake_next(&queue->getters); /* [QU7] */
    }
    if (!aw_failed(v) && aw_code(v = get_now(queue, site)) == AW_NOMEM && queue->items.n)
        wake_next(&queue->getters); /* it was woken for an item that it cannot take */
    return stay_end(&stay, v);
}

AwValue
aw_queue_get_from(AwQueue *queue, AwSite *site)
{
    sync_must_be_mine(OBJECT_QUEUE, queue, "aw_queue_get()", site);
    if (!queue)
        return sync_missing("queue", site);
    return queue->items.n == 0 && !queue->is_shut_down ? wait_and_get(queue, site)
                                                       : get_now(queue, site);
}

/* ---- joining and shutting down ---- */

static void
finish_one(AwQueue *queue)
{
    if (queue->unfinished > 0 && --queue->unfinished == 0)
        aw_event_set_from(queue->finished, NULL);
}

AwValue
aw_queue_task_done_from(AwQueue *queue, AwSite *site)
{
    sync_must_be_mine(OBJECT_QUEUE, queue, "aw_queue_task_done()", site);
    if (!queue)
        return sync_missing("queue", site);
    if (queue->unfinished <= 0) /* [QU6] */
        return sync_misused(&queue->sync,
                            error_held(AW_VALUE, site, "task_done() was called too often"),
                            "aw_queue_task_done()");
    sync_trace(&queue->sync, .kind = TRACE_QUEUE_TASK_DONE, .site = site,
               SYNC_COUNT(queue->unfinished - 1));
    finish_one(queue);
    return AW_NONE;
}

AwValue
aw_queue_join_from(AwQueue *queue, AwSite *site)
{
    sync_must_be_mine(OBJECT_QUEUE, queue, "aw_queue_join()", site);
    if (!queue)
        return sync_missing("queue", site);
    return queue->unfinished > 0 ? aw_event_wait_from(queue->finished, site) : AW_NONE;
}

static void
wake_all(Waiters *waiters)
{
    while (waiters->n)
        wake_next(waiters);
}

void
aw_queue_shutdown_from(AwQueue *queue, bool immediate, AwSite *site)
{
    sync_must_be_mine(OBJECT_QUEUE, queue, "aw_queue_shutdown()", site);
    if (!queue)
        return;
    sync_trace(&queue->sync, .kind = TRACE_QUEUE_SHUT_DOWN, .site = site,
               SYNC_COUNT(immediate ? 0 : queue->items.n));
    queue->is_shut_down = true;
    while (immediate && queue->items.n) {
        value_unref(queue_orders[queue->options.order].pop(&queue->items));
        finish_one(queue);
    }
    wake_all(&queue->getters);
    wake_all(&queue->putters);
}

size_t
aw_queue_size_from(const AwQueue *queue, AwSite *site)
{
    must_be_a(OBJECT_QUEUE, queue, "aw_queue_size()", site);
    return queue ? queue->items.n : 0;
}

size_t
aw_queue_maxsize_from(const AwQueue *queue, AwSite *site)
{
    must_be_a(OBJECT_QUEUE, queue, "aw_queue_maxsize()", site);
    return queue ? queue->options.maxsize : 0;
}

bool
aw_queue_empty_from(const AwQueue *queue, AwSite *site)
{
    must_be_a(OBJECT_QUEUE, queue, "aw_queue_empty()", site);
    return !queue || queue->items.n == 0;
}

bool
aw_queue_full_from(const AwQueue *queue, AwSite *site)
{
    must_be_a(OBJECT_QUEUE, queue, "aw_queue_full()", site);
    return queue && is_full(queue);
}
