/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sites.h - call sites by number. A site gets its number when it is first recorded, and keeps it.
 */
#pragma once
#include <aw.h>

/** Gives `site` a number. Any thread. */
uint32_t site_number(AwSite *site);

/** Writes all sites that have a number into the file that outlives the process; others follow when
 * they get theirs. */
void sites_keep(void);

/** The site with this number, or NULL. Safe in a signal handler. */
const AwSite *site_by_id(uint32_t id);

/** The number of `site`, 0 when there is no memory for one. */
static inline uint32_t
site_id(AwSite *site)
{
    uint32_t id = __atomic_load_n(&site->id, __ATOMIC_ACQUIRE);
    return __builtin_expect(id != 0, 1) ? id : site_number(site);
}
