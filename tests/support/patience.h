/* SPDX-License-Identifier: GPL-3.0-or-later */
/* patience.h - how long tests wait for something that must happen. Even on a busy machine only a
 * hang takes this long; the test then says what it waited for, which meson's time limit could
 * not. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_S = 200, LOOK_EVERY_MS = 2 };

/** Sleeps until it is time to check again whether `what` is there. Takes the number of ms waited so
 * far and returns the new number; fails the test if that is too large. */
static inline int
patience_look_again(int waited_ms, const char *what)
{
    if (waited_ms >= PATIENCE_S * 1000)
        fail_msg("%s did not come in %d s", what, PATIENCE_S);
    usleep(LOOK_EVERY_MS * 1000);
    return waited_ms + LOOK_EVERY_MS;
}
