/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool.h - thread pools, for the loop that ends. */
#pragma once
#include <aw.h>

/** No more jobs for any pool of the loop, and waits until those under way are over [SD4]. */
void pools_join(AwLoop *loop);

/** Drops queued jobs, and frees the loop's pools once their threads have ended. */
void pools_free(AwLoop *loop);
