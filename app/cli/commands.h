/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.h - the commands, a file each; meson.build has the list that their table is made of. */
#pragma once
#include "app/cli/call.h"

/** All commands, `ret_n` of them, in the order of --help. */
const Command *const *commands(gsize *ret_n);
