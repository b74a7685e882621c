/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shares.c - for how long of a stretch of a lane something ran or was ready: each span knows the
 * sums of those before it, so that any stretch is a subtraction. */
#include <string.h>

#include "ui/model/store.h"

/* clang-format off */
static const Share shares[TRACE_N_STATES] = {
    [TRACE_STATE_NONE]      = SHARE_CALM,
    [TRACE_STATE_READY]     = SHARE_READY,
    [TRACE_STATE_RUNNING]   = SHARE_HELD,
    [TRACE_STATE_WAITING]   = SHARE_CALM,
    [TRACE_STATE_CANCELLED] = SHARE_HELD,
    [TRACE_STATE_DONE]      = SHARE_CALM,
    [TRACE_STATE_FAILED]    = SHARE_HELD,
    [TRACE_STATE_ASLEEP]    = SHARE_CALM,
    [TRACE_STATE_CALLBACK]  = SHARE_HELD,
    [TRACE_STATE_TIMER]     = SHARE_HELD,
    [TRACE_STATE_STOPPING]  = SHARE_HELD,
    [TRACE_STATE_PENDING]   = SHARE_CALM,
    [TRACE_STATE_IDLE]      = SHARE_CALM,
};
/* clang-format on */

Share
share_of(TraceState state)
{
    return shares[state];
}

/* Of waiting, which may have begun long ago, nothing is asked: its event is not in the cache. */
static gint64
length_ns(const Model *model, const Span *span)
{
    gsize end = MIN(span->end, model->n_events - 1);

    return model_event(model, end)->time_ns - model_event(model, span->begin)->time_ns;
}

static void
add_length(const Model *model, const Span *span, gint64 ns[SHARE_CALM])
{
    Share share = shares[span->state];

    if (share != SHARE_CALM)
        ns[share] += length_ns(model, span);
}

/* Each BLOCK_SIZE spans the sums and the time are kept apart, too: so many fewer stay in the cache.
 */
enum { BLOCK_SIZE = 8, LEAST_BLOCKS = 2 };

typedef struct {
    gint64 begin_ns;
    gint64 before_ns[SHARE_CALM];
} Block;

static void
add_block(const Model *model, Lane *lane, const Span *span)
{
    Block block = {.begin_ns = model_event(model, span->begin)->time_ns};

    memcpy(block.before_ns, span->before_ns, sizeof block.before_ns);
    g_array_append_val(lane->blocks, block);
}

/* A lane of few spans has no blocks. */
static void
shares_block(const Model *model, Lane *lane, const Span *span)
{
    guint n = lane->track.spans->len;

    if (n % BLOCK_SIZE != 0 || n < LEAST_BLOCKS * BLOCK_SIZE)
        return;
    if (!lane->blocks) {
        lane->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
        for (guint i = 0; i < n; i += BLOCK_SIZE)
            add_block(model, lane, &g_array_index(lane->track.spans, Span, i));
    }
    add_block(model, lane, span);
}

void
shares_begin(const Model *model, Lane *lane, Span *span)
{
    guint n = lane->track.spans->len;

    if (n == 0)
        return;
    const Span *before = &g_array_index(lane->track.spans, Span, n - 1);
    memcpy(span->before_ns, before->before_ns, sizeof span->before_ns);
    add_length(model, before, span->before_ns);
    shares_block(model, lane, span);
}

void
track_shares_soon(const Track *track, gsize first, gsize stop)
{
    const Lane *lane = (const Lane *) track;

    if (lane->blocks && stop - first >= LEAST_BLOCKS * BLOCK_SIZE)
        __builtin_prefetch(&g_array_index(lane->blocks, Block, stop / BLOCK_SIZE));
    else
        __builtin_prefetch(&g_array_index(track->spans, Span, stop));
}

gboolean
track_shares_nearby(const Track *track, gsize first, gsize stop, gboolean not_before,
                    gint64 ret_ns[SHARE_CALM], gint64 *ret_whole_ns)
{
    const Lane *lane = (const Lane *) track;
    gsize from = (first + (not_before ? BLOCK_SIZE - 1 : 0)) / BLOCK_SIZE, to = stop / BLOCK_SIZE;

    if (stop - first < LEAST_BLOCKS * BLOCK_SIZE || !lane->blocks || to >= lane->blocks->len)
        return FALSE;
    const Block *begin = &g_array_index(lane->blocks, Block, from);
    const Block *end = &g_array_index(lane->blocks, Block, to);
    for (Share share = 0; share < SHARE_CALM; share++)
        ret_ns[share] = end->before_ns[share] - begin->before_ns[share];
    *ret_whole_ns = end->begin_ns - begin->begin_ns;
    return TRUE;
}

void
track_shares(const Model *model, const Track *track, gsize first, gsize stop,
             gint64 ret_ns[SHARE_CALM])
{
    const Span *spans = &g_array_index(track->spans, Span, 0);
    gboolean inside = stop < track->spans->len;
    const Span *last = &spans[inside ? stop : stop - 1];

    for (Share share = 0; share < SHARE_CALM; share++)
        ret_ns[share] = last->before_ns[share] - spans[first].before_ns[share];
    if (!inside)
        add_length(model, last, ret_ns);
}
