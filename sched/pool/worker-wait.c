/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker-wait.c - real workers that find no job. They sleep until a submitter claims them: a burst
 * of jobs wakes each worker at most once. */
#include "sched/pool/worker-wait.h"

#include "sched/base/futex.h"
#include "sched/core/loop.h"

static AwJob *
look_for_job(AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    AwJob *job = worker_next_job(pool);
    pthread_mutex_unlock(&pool->lock);
    return job;
}

/* Takes one from a count; false when it is 0. */
static bool
take_one(_Atomic uint32_t *count)
{
    uint32_t n = atomic_load(count);

    while (n > 0)
        if (atomic_compare_exchange_weak(count, &n, n - 1))
            return true;
    return false;
}

static void
claim(AwPool *pool, uint32_t n)
{
    atomic_fetch_add(&pool->n_claims, n);
    futex_wake(&pool->n_claims, (int) n);
}

void
worker_claim_all(AwPool *pool)
{
    claim(pool, atomic_exchange(&pool->n_idle, 0));
}

/* Does nothing if a worker is already waking up, which looks for more work once it is awake. So
 * while a wake-up takes its time, jobs pile up without a system call for each. */
void
worker_rouse(AwPool *pool, bool may_start)
{
    while (atomic_load(&pool->n_idle) > 0) {
        if (atomic_load(&pool->is_rising) || atomic_exchange(&pool->is_rising, true))
            return;
        if (take_one(&pool->n_idle)) {
            claim(pool, 1);
            return;
        }
        atomic_store(&pool->is_rising, false);
    }
    if (!may_start || atomic_load(&pool->spins) || atomic_load(&pool->n_started) >= pool->n_workers)
        return;
    pthread_mutex_lock(&pool->lock);
    worker_start(pool); /* as CPython does: one more worker as long as none is idle */
    pthread_mutex_unlock(&pool->lock);
}

static void
answer_claim(AwPool *pool)
{
    while (!take_one(&pool->n_claims))
        futex_wait(&pool->n_claims, 0, NULL);
    atomic_store(&pool->is_rising, false);
}

/* A worker looks again once it counts as idle, since a job may have come just before that. If so,
 * it stops counting as idle or, if somebody has claimed it already, answers the claim. */
static AwJob *
sleep_till_claimed(AwPool *pool)
{
    atomic_fetch_add(&pool->n_idle, 1);
    AwJob *job = look_for_job(pool);
    if (!job && !post_is_closed(&pool->queue)) {
        answer_claim(pool);
        job = look_for_job(pool);
    } else if (!take_one(&pool->n_idle)) {
        answer_claim(pool);
    }
    if (job && worker_has_more(pool))
        worker_rouse(pool, true);
    return job;
}

/* One worker of the pool at a time stays awake. It counts as rising, so that submitters wake nobody
 * else, and as idle. When it no longer does, it looks again, since submitters relied on it until
 * then. */
static AwJob *
look_a_while(AwPool *pool, SpinWait *spin)
{
    if (!spin->stays || atomic_exchange(&pool->is_rising, true))
        return NULL;
    atomic_store(&pool->spins, true);
    while (!post_waits(&pool->queue) && spin_wait_again(spin))
        ;
    atomic_store(&pool->is_rising, false);
    atomic_store(&pool->spins, false);
    AwJob *job = look_for_job(pool);
    if (job && worker_has_more(pool))
        worker_rouse(pool, true);
    return job;
}

AwJob *
worker_wait_for_job(AwPool *pool, SpinWait *spin)
{
    AwJob *job = look_for_job(pool);

    if (job)
        return job;
    spin_wait_begin(spin);
    job = look_a_while(pool, spin);
    while (!job && !post_is_closed(&pool->queue))
        job = sleep_till_claimed(pool);
    spin_wait_end(spin);
    return job ? job : look_for_job(pool);
}
