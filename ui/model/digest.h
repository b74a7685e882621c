/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest.h - which states occur among the spans of a track. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Add the last span of `stored`, which was just appended, to its digest. O(1) on average. */
void digest_add(StoredTrack *stored);

/** Span `i` of `stored` has got another state. O(log n). */
void digest_amend(StoredTrack *stored, gsize i);

/** NULL does nothing. */
void digest_free(Digest *digest);
