/* SPDX-License-Identifier: GPL-3.0-or-later */
/* looks.h - how each state is drawn, on the screen, on paper and in characters. */
#pragma once
#include "ui/scene/scene.h"

/* The sign in the disc of an end. */
typedef enum { SIGN_NONE, SIGN_TICK, SIGN_CROSS, SIGN_BANG, SIGN_BOLT, N_SIGNS } Sign;

/* How an end is drawn. */
typedef struct {
    Role disc, words; /* the disc, and the words beside it; ROLE_NONE: the state is no end */
    Sign sign;
    gunichar cell; /* in the text timeline */
    int place;     /* in the legend, labelled with the state's word */
} LookEnd;

/* How a state is drawn: a row of the table at the end of looks.c. */
typedef struct {
    Role fill, edge, mark;
    Pattern pattern;
    Role text;        /* ROLE_NONE: no label */
    Align align;      /* of the label */
    gboolean plate;   /* a plain ground behind the label, since the pattern would disturb it */
    int urgency;      /* the most urgent wins where spans are narrower than a pixel */
    gunichar cell;    /* what fills a span in the text timeline; 0: nothing */
    int place;        /* of a span in the legend, from 1; 0: not there */
    const char *name; /* in the legend */
    LookEnd end;      /* of a track */
} Look;

extern const Look looks[TRACE_N_STATES];

/** The most urgent of the states whose bits are set. */
TraceState looks_most_urgent(guint states);

/** Give `shape` the look; where a pattern has no room, its darker colour stands for it. */
void piece_look(Shape *shape, const Look *look);
