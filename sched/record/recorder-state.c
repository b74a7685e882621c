/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recorder-state.c - the one recorder of this process. */
#include "sched/record/recorder-state.h"

Recorder recorder;
