/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kinds.c - the table of kinds, by number. */
#include "sched/trace/kinds.h"

#include <stddef.h>

static const TraceKindInfo kinds[] = {
#define ROW(id, number, phase_, track_, state_, on_loop_, link_, label_)                           \
    [number] = {.name = #id,                                                                       \
                .phase = TRACE_PHASE_##phase_,                                                     \
                .track = TRACE_TRACK_##track_,                                                     \
                .state = TRACE_STATE_##state_,                                                     \
                .on_loop = TRACE_LOOP_##on_loop_,                                                  \
                .link = TRACE_LINK_##link_,                                                        \
                .label = label_},
    TRACE_KINDS(ROW)
#undef ROW
};

const TraceKindInfo *
trace_kind(unsigned kind)
{
    return kind < sizeof kinds / sizeof kinds[0] && kinds[kind].name ? &kinds[kind] : NULL;
}
