/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uses.h - every public function that takes an object of the library, for tests that give it one
 * that has gone, or of another kind, or call it where they must not. */
#pragma once

typedef struct {
    const char *function, *kind; /* "aw_queue_put()", "a queue" */
    void *(*make)(void);         /* makes one, for this scope */
    void (*use)(void *x);        /* calls the function with it */
} Use;

extern const Use uses[];
extern const int n_uses;
