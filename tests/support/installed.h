/* SPDX-License-Identifier: GPL-3.0-or-later */
/* installed.h - the library as a user has it: what `meson install` installs, in a folder of its
 * own, and scripts that compile and run programs with it. */
#pragma once

/** Installs; for the start of a group of tests. 0: done. */
int installed_begin(void **state);

/** Removes the folder. */
int installed_end(void **state);

/** Writes a file into the folder. */
void installed_write(const char *name, const char *text);

/** Runs a shell script in the folder; returns its exit status as waitpid() says, and in
 * `ret_output` what it printed, if asked. In it `cc` is the compiler that built the library, with
 * its sanitizers, and pkg-config finds what was installed. Shows both if it fails and nobody asked.
 */
int installed_run(const char *script, char **ret_output);
