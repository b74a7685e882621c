/* SPDX-License-Identifier: GPL-3.0-or-later */
/* looks.c - how each state is drawn: a row a state. The legend and the overview read it too. */
#include "ui/scene/build.h"

/* clang-format off */
const Look looks[TRACE_N_STATES] = {
    /*                        fill            edge               mark                 pattern        text                align         plate  urgency */
    [TRACE_STATE_NONE]      = {ROLE_NONE,      ROLE_NONE,         ROLE_NONE,           PATTERN_NONE,  ROLE_NONE,          ALIGN_LEFT,   FALSE, 0},
    [TRACE_STATE_READY]     = {ROLE_READY,     ROLE_NONE,         ROLE_READY_MARK,     PATTERN_DOTS,  ROLE_NONE,          ALIGN_LEFT,   FALSE, 6},
    [TRACE_STATE_RUNNING]   = {ROLE_RUNNING,   ROLE_NONE,         ROLE_NONE,           PATTERN_NONE,  ROLE_RUNNING_TEXT,  ALIGN_CENTER, FALSE, 10},
    [TRACE_STATE_WAITING]   = {ROLE_WAITING,   ROLE_WAITING_EDGE, ROLE_NONE,           PATTERN_NONE,  ROLE_WAITING_TEXT,  ALIGN_LEFT,   FALSE, 5},
    [TRACE_STATE_CANCELLED] = {ROLE_CANCELLED, ROLE_NONE,         ROLE_CANCELLED_MARK, PATTERN_HATCH, ROLE_NONE,          ALIGN_CENTER, FALSE, 11},
    [TRACE_STATE_DONE]      = {ROLE_DONE,      ROLE_NONE,         ROLE_NONE,           PATTERN_NONE,  ROLE_NONE,          ALIGN_CENTER, FALSE, 1},
    [TRACE_STATE_FAILED]    = {ROLE_FAILED,    ROLE_NONE,         ROLE_FAILED_MARK,    PATTERN_CROSS, ROLE_NONE,          ALIGN_CENTER, FALSE, 12},
    [TRACE_STATE_ASLEEP]    = {ROLE_ASLEEP,    ROLE_ASLEEP_MARK,       ROLE_ASLEEP_MARK,    PATTERN_STRIPES, ROLE_TEXT_DIM,      ALIGN_CENTER, TRUE,  3},
    [TRACE_STATE_CALLBACK]  = {ROLE_CALLBACK,  ROLE_NONE,         ROLE_NONE,           PATTERN_NONE,  ROLE_CALLBACK_TEXT, ALIGN_CENTER, FALSE, 9},
    [TRACE_STATE_TIMER]     = {ROLE_CALLBACK,  ROLE_NONE,         ROLE_NONE,           PATTERN_NONE,  ROLE_CALLBACK_TEXT, ALIGN_CENTER, FALSE, 8},
    [TRACE_STATE_STOPPING]  = {ROLE_CALLBACK,  ROLE_NONE,         ROLE_NONE,           PATTERN_NONE,  ROLE_CALLBACK_TEXT, ALIGN_CENTER, FALSE, 7},
    [TRACE_STATE_PENDING]   = {ROLE_WAITING_EDGE, ROLE_NONE,      ROLE_NONE,           PATTERN_NONE,  ROLE_NONE,          ALIGN_LEFT,   FALSE, 4},
    [TRACE_STATE_IDLE]      = {ROLE_PANEL,     ROLE_NONE,         ROLE_NONE,           PATTERN_NONE,  ROLE_NONE,          ALIGN_CENTER, FALSE, 2},
};
/* clang-format on */

TraceState
looks_most_urgent(guint states)
{
    TraceState most = TRACE_STATE_NONE;

    for (; states != 0; states &= states - 1) {
        TraceState state = (TraceState) g_bit_nth_lsf(states, -1);

        if (looks[state].urgency > looks[most].urgency)
            most = state;
    }
    return most;
}

void
piece_look(Shape *shape, const Look *look)
{
    static const double least_edged = 4, least_hatched = 8;
    gboolean dense = look->pattern == PATTERN_HATCH && shape->w < least_hatched;

    shape->fill = dense ? look->mark : look->fill;
    shape->edge = shape->w > least_edged ? look->edge : ROLE_NONE;
    shape->pattern = shape->w > least_edged && !dense ? look->pattern : PATTERN_NONE;
    shape->mark = look->mark;
}

void
lane_mark(const Lane *lane, Shape *shape, const Piece *piece)
{
    shape->hit = HIT_SPAN;
    shape->track = lane->track->id;
    shape->group = lane->band->group;
    shape->event = piece->span->begin;
}
