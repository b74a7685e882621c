/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.h - the commands, one file each; their table is generated from the list in
 * meson.build. */
#pragma once
#include "app/cli/call.h"

/** All commands, `ret_n` of them, in the order of --help. */
const Command *const *commands(gsize *ret_n);
