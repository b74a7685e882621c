/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker-virtual.h - workers of a pool on the virtual clock. */
#pragma once
#include "sched/pool/worker.h"

/** What a virtual worker's thread runs; `data` is the worker. */
void *virtual_worker(void *data);

/** A job was queued: somebody gets it, in the order of virtual time. */
void virtual_enqueued(AwPool *pool);

/** Holds the worker, whose thread calls, for `ns`. */
void virtual_work(Worker *worker, AwTime ns);

/** The pool was shut down for good: those that are idle stop. */
void virtual_stop(AwPool *pool);

/** Hands turns until all virtual workers have ended. */
void virtual_join(AwPool *pool);
