/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.h - the commands that cli.c's table names. Each has its options in a struct of its own,
 * and returns the exit status. */
#pragma once
#include "app/cli/call.h"

/** Lists the scenarios. */
int command_list(const Call *call);
/** Runs one. */
int command_run(const Call *call);
/** Runs somebody's program, recorded. */
int command_record(const Call *call);
/** Attaches to a program that runs, or lists those. */
int command_attach(const Call *call);
/** Prints a recording as a text timeline. */
int command_print(const Call *call);
/** Sums a recording up. */
int command_info(const Call *call);
/** Lists the events of a recording. */
int command_events(const Call *call);
/** Writes a recording as a picture. */
int command_export(const Call *call);
/** Writes a recording in another format. */
int command_convert(const Call *call);
