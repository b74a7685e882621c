/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* future.h - futures [F]. */
#pragma once
#include <aw/value.h>

#pragma GCC system_header
# 8 "<aw/future.h>"

typedef void (*AwDoneFn)(AwFuture *future, void *data);

/** A pending future [F1]. */
AW_API AwFuture *aw_future_from(AwSite *site) AW_MUST;
#define aw_future() aw_future_from(AW_SITE("future"))
/** Whether it has a result or an error, or was cancelled [F1]. */
AW_API bool aw_done_from(const AwFuture *future, AwSite *site);
#define aw_done(future) aw_done_from(future, AW_SITE("done"))
/** Whether it was cancelled [F1]. */
AW_API bool aw_cancelled_from(const AwFuture *future, AwSite *site);
#define aw_cancelled(future) aw_cancelled_from(future, AW_SITE("cancelled"))
/** Its result or error; AW_INVALID_STATE while it is pending [F7]. Never suspends. */
AW_API AwValue aw_result_from(AwFuture *future, AwSite *site) AW_MUST;
#define aw_result(future) aw_result_from(future, AW_SITE("result"))
/** Its error, in a list of one so that it is data; none when it has a result; an error when it is
 * pending or was cancelled [F7]. */
AW_API AwValue aw_exception_from(AwFuture *future, AwSite *site) AW_MUST;
#define aw_exception(future) aw_exception_from(future, AW_SITE("exception"))
/** Completes it; an error value makes it fail. Returns none, AW_INVALID_STATE when it is done
 * already [F2], or AW_RUNTIME for a task [T9]. Callbacks are scheduled, not called [F3]; if there
 * are callbacks or waiting tasks but the loop is closed, returns AW_RUNTIME, since none of them
 * will run [L10]. A callback gives the result to aw_unhandled(). */
AW_API AwValue aw_set_result_from(AwFuture *future, AwValue v, AwSite *site) AW_MUST;
#define aw_set_result(future, v) aw_set_result_from(future, aw_v(v), AW_SITE("set_result"))
/** The same, but returns false and does nothing when it is done: for whoever may come too late
 * [F12]. Also returns false if the loop of those who wait is closed, as above. */
AW_API bool aw_set_result_if_pending_from(AwFuture *future, AwValue v, AwSite *site);
#define aw_set_result_if_pending(future, v)                                                        \
    aw_set_result_if_pending_from(future, aw_v(v), AW_SITE("set_result_if_pending"))
/** Asks to cancel it; false when it is done already [F6 C2 C3 C4], or the loop of those who wait is
 * closed, as above [L10]. `message` is copied; "" is none. */
AW_API bool aw_cancel_from(AwFuture *future, const char *message, AwSite *site);
#define aw_cancel(future, ...) aw_cancel_from(future, "" __VA_ARGS__, AW_HERE)
/** When the future is done, schedules fn(future, data), in the order of adding [F3 F4 F9]. Data
 * that is an object of the library, by its type, is kept until fn has run, was taken off, or is
 * dropped with the future or the loop [OW7]. False: there is no memory, or the future is done and
 * its loop is closed [L10]. */
AW_API bool aw_add_done_callback_from(AwFuture *future, AwDoneFn fn, void *data, AwSite *site);
#define aw_add_done_callback(future, fn, data)                                                     \
    _Generic((data), AW_OBJECTS_(aw_add_done_callback_keeping_from), default                       \
             : aw_add_done_callback_from)(future, fn, data, AW_SITE(#fn))
/** The same with data that is an object, and is kept; the future itself need not be [OW7]. */
AW_API bool aw_add_done_callback_keeping_from(AwFuture *future, AwDoneFn fn, void *data,
                                              AwSite *site);
/** Takes off every callback with this fn and data; returns how many [F5]. */
AW_API int aw_remove_done_callback_from(AwFuture *future, AwDoneFn fn, void *data, AwSite *site);
#define aw_remove_done_callback(future, fn, data)                                                  \
    aw_remove_done_callback_from(future, fn, data, AW_SITE("remove_done_callback"))
