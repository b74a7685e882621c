/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* interrupt.h - SIGINT, as the loop sees it. */
#pragma once
#include <aw.h>

/** Cancels the main task if SIGINT came; at the beginning of each turn. */
void interrupt_check(AwLoop *loop);
