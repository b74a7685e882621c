/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.h - recordings for the commands, with warnings on stderr. */
#pragma once
#include "ui/model/model.h"

/** Reads the recording at `path`; NULL after a message when it is none. One that was cut is read as
 * far as it goes, with a warning on stderr. The caller frees. */
Model *load_recording(const char *path);

/** A warning on stderr that events of the recording at `path` were dropped, if any were. */
void warn_of_losses(const char *path, const Losses *losses);
