/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest.c - which states occur in a stretch of a track, found without looking at each span: a
 * pyramid over the spans. A node of the first level stands for NODE_SIZE spans, a node of the next
 * for NODE_SIZE nodes, and so on: a little over a byte for each span. A track of few spans has no
 * digest. */
#include "ui/model/digest.h"

enum { NODE_SHIFT = 3, NODE_SIZE = 1 << NODE_SHIFT, MAX_LEVELS = 16, STATE_BITS = 24 };

G_STATIC_ASSERT((int) TRACE_N_STATES <= STATE_BITS);
G_STATIC_ASSERT(NODE_SHIFT *MAX_LEVELS >= 32); /* a GArray's len is 32 bits */

/* The event that begins its first span and, in the low bits, the states of all its spans. */
typedef guint64 Node;

struct Digest {
    guint n_levels;
    GArray *levels[MAX_LEVELS]; /* of Node, from level 1; level 0 is the spans */
};

static const Node states_mask = (1 << STATE_BITS) - 1;

/* Node `i` of `level`. */
static Node
node_at(const StoredTrack *stored, guint level, gsize i)
{
    if (level > 0)
        return g_array_index(stored->digest->levels[level - 1], Node, i);
    const Span *span = &g_array_index(stored->track.spans, Span, i);
    return (Node) span->begin << STATE_BITS | (Node) 1 << span->state;
}

static guint
n_levels(const StoredTrack *stored)
{
    return stored->digest ? stored->digest->n_levels : 0;
}

static gsize
n_nodes(const StoredTrack *stored, guint level)
{
    return level > 0 ? stored->digest->levels[level - 1]->len : stored->track.spans->len;
}

/* Add `child` to node `i`; FALSE if that makes no difference. */
static gboolean
level_take(GArray *level, gsize i, Node child)
{
    if (i == level->len) {
        g_array_append_val(level, child);
        return TRUE;
    }
    Node *node = &g_array_index(level, Node, i);
    Node more = child & states_mask & ~*node;
    *node |= more;
    return more != 0;
}

/* Add a level on top, whose first node stands for NODE_SIZE nodes of the level below; that has just
 * got one more. */
static void
digest_grow(StoredTrack *stored)
{
    GArray *level = g_array_new(FALSE, FALSE, sizeof(Node));

    for (gsize i = 0; i < NODE_SIZE; i++)
        level_take(level, 0, node_at(stored, n_levels(stored), i));
    if (!stored->digest)
        stored->digest = g_new0(Digest, 1);
    stored->digest->levels[stored->digest->n_levels++] = level;
}

void
digest_amend(StoredTrack *stored, gsize i)
{
    Node node = node_at(stored, 0, i);

    for (guint level = 0; level < n_levels(stored); level++) {
        i >>= NODE_SHIFT;
        if (i < stored->digest->levels[level]->len)
            level_take(stored->digest->levels[level], i, node);
    }
}

void
digest_add(StoredTrack *stored)
{
    gsize i = stored->track.spans->len - 1;
    Node node = node_at(stored, 0, i);

    for (guint level = 0; level < n_levels(stored) || i == NODE_SIZE; level++) {
        if (level == n_levels(stored))
            digest_grow(stored);
        i >>= NODE_SHIFT;
        if (!level_take(stored->digest->levels[level], i, node))
            return;
    }
}

void
digest_free(Digest *digest)
{
    if (!digest)
        return;
    for (guint i = 0; i < digest->n_levels; i++)
        g_array_unref(digest->levels[i]);
    g_free(digest);
}

/* The event that node `i` begins with. */
static gsize
node_begin(const StoredTrack *stored, guint level, gsize i)
{
    return node_at(stored, level, i) >> STATE_BITS;
}

/* Whether all spans of node `i` begin before `event`, as far as that shows without descending. */
static gboolean
is_before(const StoredTrack *stored, guint level, gsize i, gsize event)
{
    if (level == 0)
        return i < n_nodes(stored, 0) && node_begin(stored, 0, i) < event;
    return i + 1 < n_nodes(stored, level) && node_begin(stored, level, i + 1) <= event;
}

/* Whether to stop at node `i`, which is not wholly before `event`, rather than descend into it. */
static gboolean
is_end(const StoredTrack *stored, guint level, gsize i, gsize event, gsize slack)
{
    if (level == 0 || node_begin(stored, level, i) >= event)
        return TRUE;
    return i + 1 < n_nodes(stored, level) &&
           node_begin(stored, level, i + 1) - node_begin(stored, level, i) <= slack;
}

/* Climbs a level where a node begins that can be passed whole; descends to find the end. */
gsize
track_seek(const Track *track, gsize first, gsize event, gsize slack, guint *ret_states)
{
    const StoredTrack *stored = (const StoredTrack *) track;
    guint level = 0;
    gsize i = first;
    Node states = 0;

    for (;;) {
        while (level < n_levels(stored) && i % NODE_SIZE == 0 &&
               is_before(stored, level + 1, i >> NODE_SHIFT, event)) {
            level++;
            i >>= NODE_SHIFT;
        }
        if (is_before(stored, level, i, event)) {
            states |= node_at(stored, level, i++);
        } else if (i < n_nodes(stored, level) && !is_end(stored, level, i, event, slack)) {
            level--;
            i <<= NODE_SHIFT;
        } else {
            *ret_states = (guint) (states & states_mask);
            return MIN(i << level * NODE_SHIFT, track->spans->len);
        }
    }
}

gsize
track_span_begin(const Track *track, gsize i)
{
    const StoredTrack *stored = (const StoredTrack *) track;

    return i % NODE_SIZE == 0 && n_levels(stored) > 0 ? node_begin(stored, 1, i >> NODE_SHIFT)
                                                      : node_begin(stored, 0, i);
}
