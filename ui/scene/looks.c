/* SPDX-License-Identifier: GPL-3.0-or-later */
/* looks.c - how each state is drawn; the table at the end has a row for each state. */
#include "ui/scene/looks.h"

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

/* clang-format off */
/* A row for each state of sched/trace/kinds.h; looks.h says what the columns are. */
#define NO_END {ROLE_NONE, ROLE_NONE, SIGN_NONE, 0, 0}
#define END(disc, words, sign, cell, place) {ROLE_##disc, ROLE_##words, SIGN_##sign, cell, place}
#define LOOKS(X)                                                                                                                                                                        \
    /* state     fill          edge          mark            pattern  text           align   plate  urgency cell  place name               disc, words, sign, cell, place */            \
    X(NONE,      NONE,         NONE,         NONE,           NONE,    NONE,          LEFT,   FALSE, 0,      0,    0,    "",                NO_END)                                      \
    X(READY,     READY,        NONE,         READY_MARK,     DOTS,    READY_TEXT,    CENTER, TRUE,  6,      U'▒', 2,    "ready",           NO_END)                                      \
    X(RUNNING,   RUNNING,      NONE,         NONE,           NONE,    RUNNING_TEXT,  CENTER, FALSE, 10,     U'█', 1,    "running",         NO_END)                                      \
    X(WAITING,   WAITING,      WAITING_EDGE, NONE,           NONE,    WAITING_TEXT,  LEFT,   FALSE, 5,      U'─', 3,    "waiting",         NO_END)                                      \
    X(CANCELLED, CANCELLED,    NONE,         CANCELLED_MARK, HATCH,   TEXT,          CENTER, TRUE,  11,     U'╳', 4,    "cancelling",      END(OUTCOME_GREY, TEXT_DIM, CROSS, U'✕', 6)) \
    X(DONE,      DONE,         NONE,         NONE,           NONE,    NONE,          CENTER, FALSE, 1,      U'✓', 0,    "",                END(DONE, DONE_TEXT, TICK, U'✓', 5))         \
    X(FAILED,    FAILED,       NONE,         FAILED_MARK,    CROSS,   NONE,          CENTER, FALSE, 12,     U'!', 0,    "",                END(FAILED, FAILED_TEXT, BANG, U'!', 7))     \
    X(ASLEEP,    ASLEEP,       ASLEEP_MARK,  ASLEEP_MARK,    STRIPES, TEXT_DIM,      CENTER, TRUE,  3,      U'·', 8,    "loop asleep",     NO_END)                                      \
    X(CALLBACK,  CALLBACK,     NONE,         NONE,           NONE,    CALLBACK_TEXT, CENTER, FALSE, 9,      U'▓', 9,    "callback, timer", NO_END)                                      \
    X(TIMER,     CALLBACK,     NONE,         NONE,           NONE,    CALLBACK_TEXT, CENTER, FALSE, 8,      U'▓', 0,    "",                NO_END)                                      \
    X(STOPPING,  CALLBACK,     NONE,         NONE,           NONE,    CALLBACK_TEXT, CENTER, FALSE, 7,      U'▓', 0,    "",                NO_END)                                      \
    X(PENDING,   WAITING_EDGE, NONE,         NONE,           NONE,    NONE,          LEFT,   FALSE, 4,      U'─', 0,    "",                NO_END)                                      \
    X(IDLE,      PANEL,        NONE,         NONE,           NONE,    TEXT_DIM,      CENTER, FALSE, 2,      U'·', 0,    "",                NO_END)                                      \
    X(FRAME,     FRAME,        FRAME_EDGE,   NONE,           NONE,    FRAME_TEXT,    CENTER, FALSE, 1,      U'┈', 10,   "coroutine",       NO_END)                                      \
    X(HELD,      HELD,         HELD_EDGE,    NONE,           NONE,    HELD_TEXT,     CENTER, FALSE, 7,      U'■', 11,   "held",            NO_END)                                      \
    X(CRASHED,   NONE,         NONE,         NONE,           NONE,    NONE,          CENTER, FALSE, 0,      0,    0,    "",                END(FAILED, FAILED_TEXT, BOLT, U'↯', 0))
/* clang-format on */

const Look looks[TRACE_N_STATES] = {
#define ROW(state, fill_, edge_, mark_, pattern_, text_, align_, plate_, urgency_, cell_, place_,  \
            name_, end_)                                                                           \
    [TRACE_STATE_##state] = {.fill = ROLE_##fill_,                                                 \
                             .edge = ROLE_##edge_,                                                 \
                             .mark = ROLE_##mark_,                                                 \
                             .pattern = PATTERN_##pattern_,                                        \
                             .text = ROLE_##text_,                                                 \
                             .align = ALIGN_##align_,                                              \
                             .plate = plate_,                                                      \
                             .urgency = urgency_,                                                  \
                             .cell = cell_,                                                        \
                             .place = place_,                                                      \
                             .name = name_,                                                        \
                             .end = end_},
    LOOKS(ROW)
#undef ROW
};

#define BIT(state, ...) | 1u << TRACE_STATE_##state
_Static_assert((0 LOOKS(BIT)) == (1u << TRACE_N_STATES) - 1, "each state has a row");
#undef BIT
