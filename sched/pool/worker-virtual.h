/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker-virtual.h - workers of a pool on the virtual clock. */
#pragma once
#include "sched/pool/worker.h"

/** What a virtual worker's thread runs; `data` is the worker. */
void *virtual_worker(void *data);

/** A job was queued: a worker will get it, in the order of virtual time. */
void virtual_enqueued(AwPool *pool);

/** Keeps the worker busy for `ns`; called in its thread. */
void virtual_work(Worker *worker, AwTime ns);

/** The pool was shut down for good: idle workers stop. */
void virtual_stop(AwPool *pool);

/** Hands turns until all virtual workers have ended. */
void virtual_join(AwPool *pool);
