/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* known.h - what a recording that keeps the last part only has heard of locks, queues, blocks: how
 * each was made and what happened last, for whoever tells it again. */
#pragma once
#include "sched/trace/recorder.h"

struct AwLoop;

/* An event without its text. */
typedef struct {
    uint16_t kind; /* 0: none */
    uint16_t type;
    uint32_t object;
    AwSite *site;
    int64_t value;
} KnownEvent;

/* One of a loop's. All zeros: nothing was heard of it. */
typedef struct Known {
    struct Known *next, **link; /* link: what points here; NULL: it is in no list */
    struct AwLoop *loop;
    uint32_t track;
    KnownEvent made, last; /* that began a span */
} Known;

/** Keeps in mind what is recorded of one, if that may have to be told again. */
void known_note(Known *known, struct AwLoop *loop, const Emit *event);

/** It ends. */
void known_forget(Known *known);

/** The loop ends before them. */
void known_forget_all(struct AwLoop *loop);

/** Records it again. Returns roughly how many bytes that took. */
size_t known_tell(const Known *known);
