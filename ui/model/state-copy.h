/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-copy.h - a state as one block of memory. Private to ui/model. */
#pragma once
#include "ui/model/state-table.h"

typedef struct StateCopy StateCopy;

/** A copy of the state, of `ret_size` bytes. The caller frees it by g_free(). */
StateCopy *state_copy_new(const StateTable *table, gsize *ret_size);

/** About how many bytes a copy would take. */
gsize state_copy_size(const StateTable *table);

/** Make the state what the copy says. */
void state_copy_restore(const StateCopy *copy, StateTable *table);
