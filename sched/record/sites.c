/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sites.c - call sites by number, in chunks that never move, so that they are read without a lock.
 */
#include "sched/record/sites.h"

#include <stdlib.h>

#include "sched/record/keep.h"
#include "sched/record/recorder-state.h"

enum { SITES_A_CHUNK = RECORDER_SITES / RECORDER_SITE_CHUNKS };

static Sites *const sites = &recorder.sites;

static bool
has_chunk(uint32_t index)
{
    uint32_t chunk = index / SITES_A_CHUNK;

    if (chunk >= RECORDER_SITE_CHUNKS)
        return false;
    if (!sites->chunks[chunk])
        __atomic_store_n(&sites->chunks[chunk], calloc(SITES_A_CHUNK, sizeof(AwSite *)),
                         __ATOMIC_RELEASE);
    return sites->chunks[chunk];
}

static void
keep_one(const AwSite *site)
{
    keep_site(&(TraceSite){.id = site->id,
                           .line = site->line,
                           .file = site->file,
                           .function = site->function,
                           .name = site->name});
}

void
sites_keep(void)
{
    pthread_mutex_lock(&sites->lock);
    keep_no_sites();
    for (uint32_t id = 1; id <= sites->n; id++)
        keep_one(site_by_id(id));
    pthread_mutex_unlock(&sites->lock);
}

uint32_t
site_number(AwSite *site)
{
    pthread_mutex_lock(&sites->lock);
    if (!site->id && has_chunk(sites->n)) {
        __atomic_store_n(&sites->chunks[sites->n / SITES_A_CHUNK][sites->n % SITES_A_CHUNK], site,
                         __ATOMIC_RELEASE);
        __atomic_store_n(&site->id, ++sites->n, __ATOMIC_RELEASE);
        keep_one(site);
    }
    pthread_mutex_unlock(&sites->lock);
    return site->id;
}

const AwSite *
site_by_id(uint32_t id)
{
    uint32_t index = id - 1;
    AwSite **chunk;

    if (!id || index / SITES_A_CHUNK >= RECORDER_SITE_CHUNKS)
        return NULL;
    chunk = __atomic_load_n(&sites->chunks[index / SITES_A_CHUNK], __ATOMIC_ACQUIRE);
    return chunk ? __atomic_load_n(&chunk[index % SITES_A_CHUNK], __ATOMIC_ACQUIRE) : NULL;
}
