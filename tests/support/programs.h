/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs.h - one small program for each thing that the library does. */
#pragma once
#include <stddef.h>

#include <aw.h>

enum { PROGRAM_DONE = 42 }; /* what each returns when all went well */

typedef struct {
    const char *name;
    AwFn main;
    bool recorded;  /* is to be run while a recording is under way */
    bool processes; /* has worker processes, and so runs on the real clock */
} Program;

/** Program number `i`, from 0; NULL: there are no more. */
const Program *program_at(size_t i);

/** Runs it, on the virtual clock if it can, with nothing printed: PROGRAM_DONE, or its error. */
AwValue program_run(const Program *program);

/* Each file has some; the last has no name. */
extern const Program task_programs[], combinator_programs[], block_programs[], sync_programs[],
    other_programs[];

/* ---- what they share ---- */

/** The end of a program: `v` when that is an error, a complaint when it is not what was due. */
AwValue done_if(bool as_it_should, AwValue v);

/** None when `v` is an error of this code; else an error: `v`, if it is one. */
AwValue must_fail(AwValue v, AwCode code);

/** A coroutine function that returns its argument. */
AwValue nothing(AwValue arg);

/** One that sleeps for as many ms as its argument, and returns that. */
AwValue nap(AwValue ms);

/** One that fails after as many ms. */
AwValue stumble(AwValue ms);
