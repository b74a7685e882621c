/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.h - the commands that cli.c's table names. Each takes its arguments, without options,
 * and returns the exit status. */
#pragma once
#include <glib.h>

#include "ui/model/model.h"

extern const GOptionEntry list_options[], run_options[], print_options[], info_options[],
    events_options[], export_options[], convert_options[], record_options[], attach_options[];

/** Lists the scenarios. */
int command_list(char **arguments, int n);
/** Runs one. */
int command_run(char **arguments, int n);
/** Runs somebody's program, recorded. */
int command_record(char **arguments, int n);
/** Attaches to a program that runs, or lists those. */
int command_attach(char **arguments, int n);
/** Prints a recording as a text timeline. */
int command_print(char **arguments, int n);
/** Sums a recording up. */
int command_info(char **arguments, int n);
/** Lists the events of a recording. */
int command_events(char **arguments, int n);
/** Writes a recording as a picture. */
int command_export(char **arguments, int n);
/** Writes a recording in another format. */
int command_convert(char **arguments, int n);

/** Reads the recording at `path`; NULL after a message when it is none. One that was cut is read as
 * far as it goes, with a warning on stderr. The caller frees. */
Model *load_recording(const char *path);

/** A warning on stderr that events of the recording at `path` were dropped, if any were. */
void warn_of_losses(const char *path, const Losses *losses);
