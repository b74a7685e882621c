/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shares.c - for how much of a stretch of a track something ran or was ready. Each span knows the
 * sums of those before it, so any stretch is one subtraction. */
#include "ui/model/shares.h"

#include <string.h>

static const Share shares[TRACE_N_STATES] = {
#define ROW(state, word, share, span, end, slice, brief, joins, holder, stuck)                     \
    [TRACE_STATE_##state] = SHARE_##share,
    TRACE_STATES(ROW)
#undef ROW
};

Share
share_of(TraceState state)
{
    return shares[state];
}

/* Never called for waiting: that may have begun long ago, so its event would not be in the cache.
 */
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

/* The full sums are kept every BLOCK_SIZE spans; a span has only what was added since, in half the
 * bytes. Blocks are few enough to stay in the cache. */
enum { BLOCK_SIZE = 8, LEAST_BLOCKS = 2 };

typedef struct {
    gint64 begin_ns;
    gint64 before_ns[SHARE_CALM];
} Block;

static Span *
span_at(const Track *track, gsize i)
{
    return &g_array_index(track->spans, Span, i);
}

/* The sum before the block that span `i` is in. A track of few spans has no blocks. */
static gint64
base_ns(const StoredTrack *stored, gsize i, Share share)
{
    return stored->blocks ? g_array_index(stored->blocks, Block, i / BLOCK_SIZE).before_ns[share]
                          : 0;
}

static gint64
before_ns(const StoredTrack *stored, gsize i, Share share)
{
    return base_ns(stored, i, share) + (gint64) span_at(&stored->track, i)->since_ns[share];
}

static void
add_block(const Model *model, StoredTrack *stored, const Span *span, const gint64 ns[SHARE_CALM])
{
    Block block = {.begin_ns = model_event(model, span->begin)->time_ns};

    memcpy(block.before_ns, ns, sizeof block.before_ns);
    g_array_append_val(stored->blocks, block);
}

/* Makes the first two blocks at once. The first has nothing before it; the spans of the second
 * counted from the track's beginning until now. */
static void
make_blocks(const Model *model, StoredTrack *stored)
{
    const Track *track = &stored->track;
    const gint64 none[SHARE_CALM] = {0};
    gint64 ns[SHARE_CALM];

    for (Share share = 0; share < SHARE_CALM; share++)
        ns[share] = before_ns(stored, BLOCK_SIZE, share);
    for (guint i = BLOCK_SIZE; i < track->spans->len; i++)
        for (Share share = 0; share < SHARE_CALM; share++)
            span_at(track, i)->since_ns[share] -= (float) ns[share];
    stored->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    add_block(model, stored, span_at(track, 0), none);
    add_block(model, stored, span_at(track, BLOCK_SIZE), ns);
}

void
shares_begin(const Model *model, StoredTrack *stored, Span *span)
{
    guint n = stored->track.spans->len;
    gint64 ns[SHARE_CALM];

    if (n == 0)
        return;
    for (Share share = 0; share < SHARE_CALM; share++)
        ns[share] = before_ns(stored, n - 1, share);
    add_length(model, span_at(&stored->track, n - 1), ns);
    if (n == LEAST_BLOCKS * BLOCK_SIZE)
        make_blocks(model, stored);
    if (n % BLOCK_SIZE == 0 && stored->blocks)
        add_block(model, stored, span, ns);
    for (Share share = 0; share < SHARE_CALM; share++)
        span->since_ns[share] = (float) (ns[share] - base_ns(stored, n, share));
}

void
track_shares_soon(const Track *track, gsize first, gsize stop)
{
    const StoredTrack *stored = (const StoredTrack *) track;

    if (stored->blocks && stop - first >= LEAST_BLOCKS * BLOCK_SIZE)
        __builtin_prefetch(&g_array_index(stored->blocks, Block, stop / BLOCK_SIZE));
    else
        __builtin_prefetch(&g_array_index(track->spans, Span, stop));
}

gboolean
track_shares_nearby(const Track *track, gsize first, gsize stop, gboolean not_before,
                    gint64 ret_ns[SHARE_CALM], gint64 *ret_whole_ns)
{
    const StoredTrack *stored = (const StoredTrack *) track;
    gsize from = (first + (not_before ? BLOCK_SIZE - 1 : 0)) / BLOCK_SIZE, to = stop / BLOCK_SIZE;

    if (stop - first < LEAST_BLOCKS * BLOCK_SIZE || !stored->blocks || to >= stored->blocks->len)
        return FALSE;
    const Block *begin = &g_array_index(stored->blocks, Block, from);
    const Block *end = &g_array_index(stored->blocks, Block, to);
    for (Share share = 0; share < SHARE_CALM; share++)
        ret_ns[share] = end->before_ns[share] - begin->before_ns[share];
    *ret_whole_ns = end->begin_ns - begin->begin_ns;
    return TRUE;
}

void
track_shares(const Model *model, const Track *track, gsize first, gsize stop,
             gint64 ret_ns[SHARE_CALM])
{
    const StoredTrack *stored = (const StoredTrack *) track;
    gboolean inside = stop < track->spans->len;
    gsize last = inside ? stop : stop - 1;

    for (Share share = 0; share < SHARE_CALM; share++)
        ret_ns[share] = before_ns(stored, last, share) - before_ns(stored, first, share);
    if (!inside)
        add_length(model, span_at(track, last), ret_ns);
}
