/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* error.c - errors: made, and looked into [VA3]. */
#include "sched/value/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "sched/value/cell.h"
#include "sched/value/object.h"
#include "sched/value/scope.h"
#include "sched/value/value.h"

static AwCell no_memory_cell = {
    .refs = 1u << 30, .kind = AW_K_ERROR, .u.text = (char[]){"no memory"}, .size = 9};

/* A cancellation without memory for its message: it must not turn into another error. */
static AwCell cancelled_cell = {.refs = 1u << 30, .kind = AW_K_ERROR, .u.text = (char[]){""}};

AwValue
error_no_memory(void)
{
    return (AwValue){.kind = AW_K_ERROR, .code = AW_NOMEM, .u.cell = &no_memory_cell};
}

static AwValue
error_make(AwCode code, const AwSite *site, const char *format, va_list args)
{
    char *text;
    int size = vasprintf(&text, format, args);
    AwCell *cell = size < 0 ? NULL : cell_new(AW_K_ERROR, size, text);

    if (!cell && code == AW_CANCELLED)
        return (AwValue){.kind = AW_K_ERROR, .code = code, .u.cell = &cancelled_cell};
    if (cell)
        cell->where = site ? *site : (AwSite){.name = ""};
    return cell_value(cell, code);
}

static AwValue
error_make_held(AwCode code, const AwSite *site, const char *format, va_list args)
{
    return holder_reserve() ? hold_value(error_make(code, site, format, args)) : error_no_memory();
}

AwValue
error_new(AwCode code, const AwSite *site, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    AwValue error = error_make(code, site, format, args);
    va_end(args);
    return error;
}

AwValue
error_held(AwCode code, const AwSite *site, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    AwValue error = error_make_held(code, site, format, args);
    va_end(args);
    return error;
}

AwValue
aw_error_from(AwCode code, AwSite *site, const char *format, ...)
{
    int os_error = errno;
    va_list args;

    if (!format)
        misuse_at(site, "aw_error() was given NULL for its message");
    va_start(args, format);
    AwValue error = error_make_held(code, site, format, args);
    va_end(args);
    if (aw_code(error) == AW_OS)
        error.u.cell->os_error = os_error;
    return error;
}

/* One without memory for it is shared by all. */
void
error_take_place(AwValue error, AwValue of)
{
    if (atomic_load(&error.u.cell->refs) == 1)
        error.u.cell->where = of.u.cell->where;
}

AwValue
error_caused(AwCode code, const AwSite *site, AwValue cause, const char *message)
{
    AwValue error = error_held(code, site, "%s", message);

    if (aw_code(error) == code)
        error.u.cell->cause = value_ref(cause);
    return error;
}

enum { GROUPS_DEEP = 64 };

/* The first error in a list; of a group's error in it, the first that made that one, unless it is
 * too deep. NULL: none. */
static const AwCell *
first_error(AwValue errors)
{
    AwValue first = AW_NONE;

    for (int i = 0; i < GROUPS_DEEP && errors.kind == AW_K_LIST && errors.u.cell->size > 0; i++) {
        first = list_item(errors.u.cell, 0, NULL);
        errors = first.kind == AW_K_ERROR && first.code == AW_GROUP_FAILED ? first.u.cell->cause
                                                                           : AW_NONE;
    }
    return first.kind == AW_K_ERROR ? first.u.cell : NULL;
}

/* "1 of the group's tasks", "the group's body", "the group's body and 2 of its tasks" */
static void
write_failed(char *text, size_t size, size_t n_tasks, bool body)
{
    if (!body)
        snprintf(text, size, "%zu of the group's tasks", n_tasks);
    else if (!n_tasks)
        snprintf(text, size, "the group's body");
    else
        snprintf(text, size, "the group's body and %zu of its tasks", n_tasks);
}

/* "1 of the group's tasks failed, at shop.c:11: service failed": of the first error, since whoever
 * reads only this one is to know what happened. */
AwValue
error_of_group(const AwSite *site, AwValue errors, size_t n_tasks, bool body)
{
    const AwCell *first = first_error(errors);
    const char *text = first ? first->u.text : "";
    char who[64], place[96] = "", message[320];

    if (first && first->where.file && *first->where.file)
        snprintf(place, sizeof place, ", %sat %s:%u", n_tasks + body > 1 ? "the first " : "",
                 first->where.file, (unsigned) first->where.line);
    write_failed(who, sizeof who, n_tasks, body);
    snprintf(message, sizeof message, "%s failed%s%s%.160s", who, place, *text ? ": " : "", text);
    return error_caused(AW_GROUP_FAILED, site, errors, message);
}

AwValue
aw_cause_from(AwValue error, AwSite *site)
{
    if (error.kind != AW_K_ERROR || error.code == AW_GROUP_FAILED)
        return AW_NONE;
    return value_held(cell_of(error, site)->cause);
}

AwValue
aw_suberrors_from(AwValue error, AwSite *site)
{
    AwValue errors = aw_code(error) == AW_GROUP_FAILED ? cell_of(error, site)->cause : AW_NONE;

    return errors.kind == AW_K_LIST ? value_held(errors) : list_held(NULL, 0, site);
}

const char *
aw_message_from(AwValue error, AwSite *site)
{
    if (error.kind != AW_K_ERROR)
        misuse_at(site, "aw_message() was given a value that is not an error");
    return cell_of(error, site)->u.text;
}

int
aw_errno_from(AwValue error, AwSite *site)
{
    return error.kind == AW_K_ERROR ? cell_of(error, site)->os_error : 0;
}

AwSite
aw_where_from(AwValue error, AwSite *site)
{
    return error.kind == AW_K_ERROR ? cell_of(error, site)->where : (AwSite){.name = ""};
}
