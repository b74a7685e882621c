/* SPDX-License-Identifier: GPL-3.0-or-later */
/* application.h - the window's side of the program. */
#pragma once

/** Opens the window, on a recording or with a scenario running if `what` names one; NULL: neither.
 * Returns the exit status once it is closed. */
int application_run(const char *what);
