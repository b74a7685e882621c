/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generate.h - programs by seed: the same seed is the same program, on every machine. */
#pragma once
#include <stdint.h>

/** A scenario as JSON: tasks that do anything to each other, then the clock runs until nothing
 * moves, what is left is cancelled until it has ended, and nothing is left. Its log has arrivals
 * and audits (README.md), so that check.h can judge it. Free it. */
char *generate_scenario(uint64_t seed);
