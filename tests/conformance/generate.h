/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generate.h - generates programs by seed: the same seed gives the same program on every
 * machine. */
#pragma once
#include <stdint.h>

/** A scenario as JSON: tasks do all kinds of things to each other; then the clock runs until
 * nothing moves, and the tasks left are cancelled until they have ended. Its log has arrivals and
 * audits (README.md), so that check.h can judge it. Free it. */
char *generate_scenario(uint64_t seed);
