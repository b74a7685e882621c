/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* setting.c - reads the settings. */
#include "sched/record/setting.h"

#include <stdlib.h>
#include <string.h>

#include "sched/record/flight.h"
#include "sched/value/error.h"

static const char ring[] = "ring:", listening[] = "listen:";
static const char units[] = "KMG";

/* A size in front of `end_char`. False: there is none, or it is too large. */
static bool
read_size(const char *text, char end_char, size_t *ret_size, const char **ret_end)
{
    char *end;
    unsigned long long n = strtoull(text, &end, 10);
    const char *unit = *end ? strchr(units, *end) : NULL;
    unsigned shift = unit ? 10 * (unsigned) (unit - units + 1) : 0;

    end += unit != NULL;
    if (*text < '0' || *text > '9' || *end != end_char || n > (SIZE_MAX / 4) >> shift)
        return false;
    *ret_size = (size_t) (n << shift);
    *ret_end = end;
    return true;
}

static AwValue
read_trace(const char *trace, AwRecordOptions *options)
{
    const char *size = trace + strlen(ring), *end;

    options->path = trace;
    if (strncmp(trace, listening, strlen(listening)) == 0)
        return error_held(AW_VALUE, NULL,
                          "AW_TRACE=%s: listen stands alone; a file of this name is ./%s", trace,
                          trace);
    if (strncmp(trace, ring, strlen(ring)) != 0)
        return AW_NONE;
    if (!read_size(size, ':', &options->last_bytes, &end) || options->last_bytes < FLIGHT_LEAST ||
        !end[1])
        return error_held(AW_VALUE, NULL,
                          "AW_TRACE=%s: not ring:SIZE:FILE with a SIZE like 64M, 64K at least",
                          trace);
    options->path = end + 1;
    return AW_NONE;
}

AwValue
setting_read(const char *trace, const char *memory, AwRecordOptions *options)
{
    const char *end;

    if (memory && *memory && !read_size(memory, 0, &options->memory_bytes, &end))
        return error_held(AW_VALUE, NULL, "AW_TRACE_MEMORY=%s: not a size like 64M", memory);
    return read_trace(trace, options);
}
