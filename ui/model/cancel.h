/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cancel.h - conditions on who requests a cancellation: m->cause is the TASK_CANCEL. Private to
 * ui/model. */
#pragma once
#include "ui/model/moment.h"

/** The timeout {thing}, whose time is over. */
gboolean cancel_by_timeout(Moment *m);

/** The group {thing}, which cancels its tasks. */
gboolean cancel_by_group(Moment *m);

/** The task {by}, at {line}; it is not the one to be cancelled. */
gboolean cancel_by_task(Moment *m);

/** The task itself, at {line}. */
gboolean cancel_by_self(Moment *m);

/** The task {other}, which awaits it and was asked itself. */
gboolean cancel_passed_on(Moment *m);

/** The future {what}, of which it is a part, as a gather(). */
gboolean cancel_by_future(Moment *m);
