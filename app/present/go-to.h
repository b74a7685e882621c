/* SPDX-License-Identifier: GPL-3.0-or-later */
/* go-to.h - asks which step of a talk to show. */
#pragma once
#include "app/present/talk.h"

/** Ask above `parent`. */
void go_to_ask(Talk *talk, GtkWindow *parent);
