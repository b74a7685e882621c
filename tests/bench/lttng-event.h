/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lttng-event.h - an event for LTTng-UST with the content of an event of aw; kind and clock are
 * LTTng's own. LTTng's macros include this file several times. */
#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER bench
#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "tests/bench/lttng-event.h"

#if !defined(LTTNG_EVENT_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define LTTNG_EVENT_H

#include <lttng/tracepoint.h>
#include <stdint.h>

/* clang-format off */
LTTNG_UST_TRACEPOINT_EVENT(
    bench, ready,
    LTTNG_UST_TP_ARGS(uint32_t, subject, uint32_t, object, uint32_t, site, int64_t, value),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_integer(uint32_t, subject, subject)
        lttng_ust_field_integer(uint32_t, object, object)
        lttng_ust_field_integer(uint32_t, site, site)
        lttng_ust_field_integer(int64_t, value, value)
    )
)
/* clang-format on */

#endif

#include <lttng/tracepoint-event.h>
