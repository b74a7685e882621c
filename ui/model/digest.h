/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest.h - which states the spans of a track have. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Let the last span of `track`, just appended, take effect on its digest. O(1) on average. */
void digest_add(StoredTrack *stored);

/** NULL does nothing. */
void digest_free(Digest *digest);
