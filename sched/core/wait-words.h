/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wait-words.h - where and for what tasks wait, in words. */
#pragma once
#include "sched/core/hold.h"

/* A text that is being written. All zeros but for `text` and `size`: it is empty. */
typedef struct {
    char *text;
    size_t size, length;
    int n_tasks; /* that it names */
} WaitWords;

/** Adds words, cut where the text is full. */
void wait_words_say(WaitWords *words, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Adds where and for what a task waits, and who holds that, after a comma if it is not the first.
 */
void wait_words_add(WaitWords *words, const Task *task);

/** Adds the name of a task, or what was called to make another future: "acquire(till)". */
void wait_words_name(WaitWords *words, AwFuture *future);

/** For when nothing can go on: writes that of the loop's first tasks. */
void wait_words_describe(const AwLoop *loop, char *text, size_t size);
