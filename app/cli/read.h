/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.h - reads recordings for the commands, with warnings on stderr. */
#pragma once
#include "ui/model/model.h"

/** Read the recording at `path`; NULL after a message if it is not a recording. A recording that
 * was cut is read as far as it goes, with a warning on stderr. Sources that it lacks are looked
 * for, see find_sources(). The caller frees. */
Model *load_recording(const char *path);

/** The same with a recording of ours that is whole, so that something can be noted in it; NULL
 * after a message if it is not. */
Model *load_recording_to_note(const char *path);

/** Warn on stderr if events of the recording at `path` were dropped. */
void warn_of_losses(const char *path, const Losses *losses);
