/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* site.h - what all the others need: time, attributes, and where a call stands in the source. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#error "aw.h is C: it uses _Generic and statement expressions"
#endif

/* Time is in nanoseconds. */
typedef int64_t AwTime;
#define AW_NS ((AwTime) 1)
#define AW_US (1000 * AW_NS)
#define AW_MS (1000 * AW_US)
#define AW_SECOND (1000 * AW_MS)
#define AW_NEVER INT64_MAX /* no timeout; a timeout of 0 or less is over at once */

#define AW_API __attribute__((visibility("default")))
#define AW_PRINTF(text, first) __attribute__((format(printf, text, first)))
#define AW_CLEANUP(fn) __attribute__((cleanup(fn), unused))
#define AW_CAT_(a, b) a##b
#define AW_CAT(a, b) AW_CAT_(a, b)
#define AW_PRAGMA_(x) _Pragma(#x)
/* On functions whose result nobody should drop: it may be an error, or it is all that the call is
 * for, such as a lock or a gather. Functions that begin what goes on by itself, such as a task or a
 * job, are without. AW_IGNORE() drops a value on purpose, `(void) !call` a pointer.
 *
 * gcc says nothing of what macros of a system header expand to, and -isystem makes every header
 * one. Therefore, from the macros of such functions on, a line marker, `# 7 "<aw/task.h>"`, says
 * that the rest of its header is none. The pragma before it, which says the opposite, keeps
 * -Wpedantic from complaining of the marker. Inline functions come before both, since debuggers
 * would look for a file of that name. */
#define AW_MUST __attribute__((warn_unused_result))
/* For macros that take more than one type: stops the compiler with this sentence unless the
 * constant `condition` holds. Evaluates nothing. */
#define AW_ONLY_IF_(condition, sentence)                                                           \
    ((void) sizeof(struct {                                                                        \
        _Static_assert(condition, sentence);                                                       \
        char aw_;                                                                                  \
    }))

/* A call in the source. The macros below make it; `id` belongs to the recorder. */
typedef struct {
    const char *file, *function;
    const char *name; /* what is called there: "get_item", "sleep"; never NULL */
    uint32_t line;
    uint32_t id;    /* 0 until it is first recorded */
    const char *of; /* the argument it is called on, as written: "till"; NULL: not known */
} AwSite;

/* How sites name this source file. */
#ifndef AW_FILE
#define AW_FILE __FILE__
#endif
#define AW_SITE_(variable, what, of)                                                               \
    __extension__({                                                                                \
        static AwSite variable = {AW_FILE, __func__, what, __LINE__, 0, of};                       \
        &variable;                                                                                 \
    })
#define AW_SITE_OF(what, of) AW_SITE_(AW_CAT(aw_site_, __COUNTER__), what, of)
#define AW_SITE(what) AW_SITE_OF(what, 0)
#define AW_HERE AW_SITE("")
