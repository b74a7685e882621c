/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aw.h - asyncio for C: the whole public interface of `aw`. Include this one; the headers in aw/
 * are its parts, split for reading.
 *
 * Coroutines are ordinary C functions that may suspend anywhere (stackful), run by an event loop
 * with asyncio's semantics, down to the order of every callback. The letters and numbers in
 * brackets are the rules that a function follows; SEMANTICS.md, which is installed in
 * share/doc/awaitscope, names them all.
 *
 * Ownership. What the library hands out (futures, values, handles) belongs to the innermost open
 * scope of the running code, and is released when that scope closes, last first. Scopes are: a
 * task, a frame of aw_call() or of an awaited coroutine object, one run of a callback, a pool job,
 * a block from its AW_SCOPE() on, and the thread before and after a run. Whoever stores a thing
 * holds a reference of its own: a future to its result, a task to its argument. For a struct of
 * yours use aw_ref() and aw_unref().
 *
 * Threads. Values, errors, aw_print(), aw_mark() and scopes work in the thread of any loop or pool;
 * aw_work() in a pool's; names that end in _threadsafe anywhere; everything else only in the loop's
 * own thread.
 *
 * NULL. To await, gather or shield NULL gives AW_TYPE, to cancel it or shut it down does nothing,
 * and its name is "". Anywhere else, unless a comment says what NULL means, it ends the program
 * with the name of the function.
 *
 * The comment on a function says so if the function suspends. It returns AW_CANCELLED when the task
 * was cancelled: clean up and return that, as AW_TRY() does. */
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
