/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recorder-state.c - the one recorder that a process has. */
#include "sched/record/recorder-state.h"

Recorder recorder;
