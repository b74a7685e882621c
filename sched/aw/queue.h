/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* queue.h - queues [QU]. They hold references to their items. To put an error returns it. */
#pragma once
#include <aw/error.h>

#pragma GCC system_header
# 8 "<aw/queue.h>"

typedef enum { AW_FIFO, AW_LIFO, AW_PRIORITY } AwOrder; /* AW_PRIORITY: smallest first [QU9] */
typedef struct {
    size_t maxsize; /* 0: no limit */
    AwOrder order;
} AwQueueOptions;

/** A queue [QU1 QU9]. */
AW_API AwQueue *aw_queue_from(const AwQueueOptions *options, AwSite *site) AW_MUST;
#define aw_queue(...) aw_queue_from(__extension__ &(AwQueueOptions){__VA_ARGS__}, AW_SITE("queue"))
/** Puts an item; waits while it is full [QU1 QU2 QU11]. Suspends. */
AW_API AwValue aw_queue_put_from(AwQueue *queue, AwValue item, AwSite *site) AW_MUST;
#define aw_queue_put(queue, item)                                                                  \
    aw_queue_put_from(queue, aw_v(item), AW_SITE_OF("queue.put", #queue))
/** Takes an item; waits while there is none [QU1 QU3 QU8]. Suspends. */
AW_API AwValue aw_queue_get_from(AwQueue *queue, AwSite *site) AW_MUST;
#define aw_queue_get(queue) aw_queue_get_from(queue, AW_SITE_OF("queue.get", #queue))
/** Puts an item, or AW_QUEUE_FULL [QU4]. */
AW_API AwValue aw_queue_put_nowait_from(AwQueue *queue, AwValue item, AwSite *site) AW_MUST;
#define aw_queue_put_nowait(queue, item)                                                           \
    aw_queue_put_nowait_from(queue, aw_v(item), AW_SITE("queue.put"))
/** Takes an item, or AW_QUEUE_EMPTY [QU4]. */
AW_API AwValue aw_queue_get_nowait_from(AwQueue *queue, AwSite *site) AW_MUST;
#define aw_queue_get_nowait(queue) aw_queue_get_nowait_from(queue, AW_SITE("queue.get"))
/** Says that an item that was taken has been dealt with [QU5]. AW_VALUE, which is also reported,
 * when more were dealt with than were put [QU6 ER4]. */
AW_API AwValue aw_queue_task_done_from(AwQueue *queue, AwSite *site);
#define aw_queue_task_done(queue) aw_queue_task_done_from(queue, AW_SITE("queue.task_done"))
/** Waits until every item that was put has been dealt with [QU5]. Suspends. */
AW_API AwValue aw_queue_join_from(AwQueue *queue, AwSite *site) AW_MUST;
#define aw_queue_join(queue) aw_queue_join_from(queue, AW_SITE_OF("queue.join", #queue))
/** Ends puts; gets go on until the queue is empty, or end at once with `immediate` [QU10]. */
AW_API void aw_queue_shutdown_from(AwQueue *queue, bool immediate, AwSite *site);
#define aw_queue_shutdown(queue, immediate)                                                        \
    aw_queue_shutdown_from(queue, immediate, AW_SITE("queue.shutdown"))
/** How many items are in it [QU1]. */
AW_API size_t aw_queue_size_from(const AwQueue *queue, AwSite *site);
#define aw_queue_size(queue) aw_queue_size_from(queue, AW_SITE("queue_size"))
/** How many items it may hold; 0: any number [QU1]. */
AW_API size_t aw_queue_maxsize_from(const AwQueue *queue, AwSite *site);
#define aw_queue_maxsize(queue) aw_queue_maxsize_from(queue, AW_SITE("queue_maxsize"))
/** Whether no item is in it [QU1]. */
AW_API bool aw_queue_empty_from(const AwQueue *queue, AwSite *site);
#define aw_queue_empty(queue) aw_queue_empty_from(queue, AW_SITE("queue_empty"))
/** Whether it has no room for another item; never true without a limit [QU1]. */
AW_API bool aw_queue_full_from(const AwQueue *queue, AwSite *site);
#define aw_queue_full(queue) aw_queue_full_from(queue, AW_SITE("queue_full"))
