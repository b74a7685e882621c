/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aw.h - asyncio for C: the whole public interface of `aw`. Include this; the parts are for
 * reading.
 *
 * Coroutines are ordinary C functions that may suspend anywhere (stackful), run by an event loop
 * with asyncio's semantics, to the order of every callback. Letters and numbers in brackets are the
 * rules that a function follows; sched/SEMANTICS.md names them all.
 *
 * Ownership. What the library hands out (futures, values, handles) belongs to the innermost open
 * scope of what runs, and goes, last first, when that scope closes. Scopes are: a task, a frame of
 * aw_call() or of an awaited coroutine object, one run of a callback, a pool job, before and after
 * a run the thread, and a block that says AW_SCOPE(). Whoever stores a thing holds a reference of
 * its own: a future its result, a task its argument. In a struct of yours: aw_ref(), aw_unref().
 *
 * Threads. Values, errors, aw_print(), aw_mark() and scopes work in the thread of any loop or pool;
 * aw_work() in a pool's; names that end in _threadsafe anywhere; everything else only in the loop's
 * own thread.
 *
 * NULL: to await, gather or shield it is AW_TYPE, to cancel it or shut it down does nothing, and
 * its name is "". Elsewhere, where a comment does not say what it means, it ends the program with
 * the name of the function.
 *
 * What suspends says so. It returns AW_CANCELLED when the task was cancelled: clean up and return
 * it, which is what AW_TRY() does. */
#pragma once
#include <aw/block.h>
#include <aw/combine.h>
#include <aw/context.h>
#include <aw/error.h>
#include <aw/executor.h>
#include <aw/future.h>
#include <aw/graph.h>
#include <aw/loop.h>
#include <aw/queue.h>
#include <aw/record.h>
#include <aw/scenario.h>
#include <aw/scope.h>
#include <aw/site.h>
#include <aw/sync.h>
#include <aw/task.h>
#include <aw/value.h>
