/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-life.h - how a loop is made; the public headers have the rest of its life. */
#pragma once
#include "sched/core/clock.h"

/** A loop on `clock`. NULL: no memory or descriptors. */
AwLoop *loop_new(const Clock *clock);
