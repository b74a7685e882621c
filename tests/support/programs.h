/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs.h - one small program for each thing that the library does. */
#pragma once
#include <stddef.h>

#include <aw.h>

enum { PROGRAM_DONE = 42 }; /* what each program returns if all went well */

typedef struct {
    const char *name;
    AwFn main;
    bool recorded;  /* to be run while a recording is under way */
    bool processes; /* has worker processes, and so runs on the real clock */
} Program;

/** Program number `i`, from 0; NULL: there are no more. */
const Program *program_at(size_t i);

/** Runs it without output, on the virtual clock if possible. Returns PROGRAM_DONE, or its error. */
AwValue program_run(const Program *program);

/* Each file has an array; its last row has no name. */
extern const Program task_programs[], combinator_programs[], block_programs[], sync_programs[],
    other_programs[];

/* ---- what they share ---- */

/** What a program returns at its end: `v` if that is an error, PROGRAM_DONE if all is as it should
 * be, else an error. */
AwValue done_if(bool as_it_should, AwValue v);

/** None if `v` is an error with this code; else an error: `v` if it is one. */
AwValue must_fail(AwValue v, AwCode code);

/** A coroutine function that returns its argument. */
AwValue nothing(AwValue arg);

/** A coroutine function that sleeps for as many ms as its argument says, and returns it. */
AwValue nap(AwValue ms);

/** A coroutine function that fails after as many ms as its argument says. */
AwValue stumble(AwValue ms);
