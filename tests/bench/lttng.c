/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lttng.c - measures one event as LTTng-UST records it, if a session is active, as under lttng.sh.
 * A peer of event.c. */
#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#define LTTNG_UST_TRACEPOINT_DEFINE
#include "tests/bench/lttng-event.h"

#include "tests/bench/measure.h"

static void
record(int n)
{
    for (int i = 0; i < n; i++) {
        lttng_ust_tracepoint(bench, ready, (uint32_t) i, 1, 0, 0);
        MEASURE_USE(i);
    }
}

int
main(void)
{
    measure_events(record);
    return 0;
}
