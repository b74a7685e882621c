/* SPDX-License-Identifier: GPL-3.0-or-later */
/* talk-keys.h - the keys of a talk, which work in all its windows. */
#pragma once
#include "app/present/talk.h"

/** Let the keys change `talk` while `window` has the focus. */
void talk_keys_add(GtkWidget *window, Talk *talk);

/* A key as it is told: "Page Down", "next". */
typedef struct {
    const char *key, *does;
} TalkKeyWords;

/** Those worth telling, `ret_n` of them. */
const TalkKeyWords *talk_keys_words(gsize *ret_n);
