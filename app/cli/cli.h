/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli.h - the command line: commands, options, exit statuses. They change only by addition. */
#pragma once

/** Runs the program: a command, or the window. Returns its exit status. */
int cli_main(int argc, char **argv);
