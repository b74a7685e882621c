/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* error.h - errors, which are values, made by the library itself. */
#pragma once
#include <aw.h>

/** AW_NOMEM, which always exists and needs no holder. */
AwValue error_no_memory(void);

/** A new error that the caller owns, in no scope; the preallocated AW_NOMEM when there is no
 * memory. */
AwValue error_new(AwCode code, const AwSite *site, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** An error held by the current scope. */
AwValue error_held(AwCode code, const AwSite *site, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Gives a new error, which nobody has seen yet, the place of another. */
void error_take_place(AwValue error, AwValue of);

/** An error that another one caused, held by the current scope. */
AwValue error_caused(AwCode code, const AwSite *site, AwValue cause, const char *message);

/** The error of a group entered at `site`, with the list of the errors of `n_tasks` tasks and,
 * after those, of its body if that failed, too; held by the current scope. */
AwValue error_of_group(const AwSite *site, AwValue errors, size_t n_tasks, bool body);
