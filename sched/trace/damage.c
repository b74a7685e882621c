/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* damage.c - the words for a recording that is not whole. */
#include "sched/trace/damage.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PART = 64 };

__attribute__((format(printf, 3, 4))) static void
add(char *message, size_t size, const char *format, ...)
{
    size_t used = strlen(message);
    va_list args;

    va_start(args, format);
    vsnprintf(message + used, size - used, format, args);
    va_end(args);
}

static void
add_part(char *message, size_t size, const char *part)
{
    add(message, size, "%s%s", *message && *part ? ", " : "", part);
}

static const char *
say_damage(uint64_t n, char part[PART])
{
    snprintf(part, PART, "damaged in %" PRIu64 " place%s", n, n == 1 ? "" : "s");
    return n > 0 ? part : "";
}

static const char *
say_missing(uint64_t n, char part[PART])
{
    if (n == 0)
        return "no event is missing";
    snprintf(part, PART, "%" PRIu64 " event%s missing", n, n == 1 ? " is" : "s are");
    return part;
}

static const char *
say_cut(uint64_t last_number, char part[PART])
{
    if (last_number == 0)
        return "cut before its first event";
    snprintf(part, PART, "cut after event %" PRIu64, last_number);
    return part;
}

static const char *
say_last_part(const Damage *found, char part[PART])
{
    if (!found->is_last_part)
        return "";
    if (found->n_before == 0)
        return "the last part of a run, which is all of it";
    snprintf(part, PART, "the last part of a run, from event %" PRIu64 " on", found->n_before + 1);
    return part;
}

TraceWholeness
damage_judge(const Damage *found, char *ret_message, size_t size)
{
    bool damaged = found->n_damaged > 0 || found->n_missing > 0;
    char part[PART];

    ret_message[0] = '\0';
    add_part(ret_message, size, say_last_part(found, part));
    if (damaged) {
        add_part(ret_message, size, say_damage(found->n_damaged, part));
        add_part(ret_message, size, say_missing(found->n_missing, part));
    }
    if (!found->ended)
        add_part(ret_message, size, say_cut(found->last_number, part));
    if (!found->ended && !damaged)
        add(ret_message, size, ": the program was killed%s",
            found->is_last_part ? "" : ", or the file is not all there");
    if (damaged)
        return TRACE_DAMAGED;
    return found->ended ? TRACE_WHOLE : TRACE_CUT;
}
