/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sites.c - call sites by number, in chunks that never move, so that they are read without a lock.
 */
#include "sched/record/sites.h"

#include <pthread.h>
#include <stdlib.h>

enum { SITES_A_CHUNK = 1024, MAX_CHUNKS = 1024 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static AwSite **chunks[MAX_CHUNKS];
static uint32_t n_sites;

static bool
has_chunk(uint32_t index)
{
    uint32_t chunk = index / SITES_A_CHUNK;

    if (chunk >= MAX_CHUNKS)
        return false;
    if (!chunks[chunk])
        __atomic_store_n(&chunks[chunk], calloc(SITES_A_CHUNK, sizeof(AwSite *)), __ATOMIC_RELEASE);
    return chunks[chunk];
}

uint32_t
site_number(AwSite *site)
{
    pthread_mutex_lock(&lock);
    if (!site->id && has_chunk(n_sites)) {
        __atomic_store_n(&chunks[n_sites / SITES_A_CHUNK][n_sites % SITES_A_CHUNK], site,
                         __ATOMIC_RELEASE);
        __atomic_store_n(&site->id, ++n_sites, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&lock);
    return site->id;
}

const AwSite *
site_by_id(uint32_t id)
{
    uint32_t index = id - 1;
    AwSite **chunk;

    if (!id || index / SITES_A_CHUNK >= MAX_CHUNKS)
        return NULL;
    chunk = __atomic_load_n(&chunks[index / SITES_A_CHUNK], __ATOMIC_ACQUIRE);
    return chunk ? __atomic_load_n(&chunk[index % SITES_A_CHUNK], __ATOMIC_ACQUIRE) : NULL;
}
