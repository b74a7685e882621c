/* SPDX-License-Identifier: GPL-3.0-or-later */
/* public.h - the public functions, as the headers declare them, for tests that must not miss one.
 */
#pragma once

enum { PUBLIC_MAX = 400 };

typedef struct {
    char function[64]; /* "aw_queue_put_from" */
    char name[64];     /* as callers write it: "aw_queue_put()" */
    char parameters[256];
} PublicFunction;

/** All of them, from the headers that $AW_HEADERS names; `*ret_n` is how many. */
const PublicFunction *public_functions(int *ret_n);

/** A function's name as callers write it: without what macros add to it, and with parentheses. */
void public_name(const char *function, char name[64]);
