/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kinds.c - the tables of kinds, tracks and states, by number. */
#include "sched/trace/kinds.h"

#include <stddef.h>

static const TraceKindInfo kinds[] = {
#define ROW(id, number, phase_, track_, state_, on_loop_, link_, clock, birth_, glyph_, label_)    \
    [number] = {.name = #id,                                                                       \
                .phase = TRACE_PHASE_##phase_,                                                     \
                .track = TRACE_TRACK_##track_,                                                     \
                .state = TRACE_STATE_##state_,                                                     \
                .on_loop = TRACE_LOOP_##on_loop_,                                                  \
                .link = TRACE_LINK_##link_,                                                        \
                .birth = TRACE_BIRTH_##birth_,                                                     \
                .glyph = glyph_,                                                                   \
                .label = label_},
    TRACE_KINDS(ROW)
#undef ROW
};

enum {
#define ROW(id, word, share, span, end, slice, brief, joins, holder, stuck)                        \
    ENDS_##id = TRACE_SHOWS_##end != TRACE_SHOWS_NO,
    TRACE_STATES(ROW)
#undef ROW
};

#define ROW(id, number, phase, track, state, on_loop, link, clock, birth, glyph, label)            \
    _Static_assert((TRACE_PHASE_##phase == TRACE_PHASE_POINT) == (sizeof glyph > 1),               \
                   "a point has a glyph, and nothing else has: " #id);                             \
    _Static_assert(TRACE_PHASE_##phase != TRACE_PHASE_END ||                                       \
                       TRACE_STATE_##state == TRACE_STATE_NONE || ENDS_##state,                    \
                   "a track ends in a state that is an end: " #id);
TRACE_KINDS(ROW)
#undef ROW

const TraceTrackInfo trace_tracks[TRACE_N_TRACKS] = {
#define ROW(id, heading_, prefix_, whose_, empty_, as_, joins_, named, label, summary)             \
    [TRACE_TRACK_##id] = {.heading = heading_,                                                     \
                          .prefix = prefix_,                                                       \
                          .whose = TRACE_##whose_,                                                 \
                          .empty = TRACE_EMPTY_##empty_,                                           \
                          .as = TRACE_AS_##as_,                                                    \
                          .joins = joins_},
    TRACE_TRACKS(ROW)
#undef ROW
};

const TraceStateInfo trace_states[TRACE_N_STATES] = {
#define ROW(id, word_, share, span_, end_, slice, brief_, joins_, holder_, stuck_)                 \
    [TRACE_STATE_##id] = {.word = word_,                                                           \
                          .span = TRACE_SPAN_##span_,                                              \
                          .end = TRACE_SHOWS_##end_,                                               \
                          .brief = brief_,                                                         \
                          .joins = joins_,                                                         \
                          .holder = holder_,                                                       \
                          .stuck = TRACE_STUCK_##stuck_},
    TRACE_STATES(ROW)
#undef ROW
};

const TraceKindInfo *
trace_kind(unsigned kind)
{
    return kind < sizeof kinds / sizeof kinds[0] && kinds[kind].name ? &kinds[kind] : NULL;
}
