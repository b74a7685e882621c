/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line-events.h - the events at each line of the source; private to ui/model. */
#pragma once
#include "ui/model/model.h"

typedef struct LineEvents LineEvents;

/** An empty index. It reads the events of its model when it is first asked. */
LineEvents *line_events_new(void);

/** NULL does nothing. */
void line_events_free(LineEvents *lines);
