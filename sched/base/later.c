/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* later.c - frees the things that wait, the last one first. */
#include "sched/base/later.h"

_Thread_local LaterList later_list;

void
later_free_all(void)
{
    Later *self;

    while ((self = later_list.first)) {
        later_list.first = self->next;
        self->free(self);
    }
}
