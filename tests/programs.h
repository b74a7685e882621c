/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs.h - one small program for each thing that the library does. */
#pragma once
#include <aw.h>

enum { PROGRAM_DONE = 42 }; /* what each returns when all went well */

typedef struct {
    const char *name;
    AwFn main;
    bool recorded; /* is to be run while a recording is under way */
} Program;

/** All of them; the last has no name. */
extern const Program programs[];

/** Runs it on the virtual clock, with nothing printed: PROGRAM_DONE, or its error. */
AwValue program_run(const Program *program);
