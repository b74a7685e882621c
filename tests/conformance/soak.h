/* SPDX-License-Identifier: GPL-3.0-or-later */
/* soak.h - runs generated programs, one after the other, and checks what must hold for each. */
#pragma once
#include <stdint.h>

typedef struct {
    int64_t seed;    /* of the first program; the others follow */
    int64_t n;       /* programs; how many programs; 0: as many as there is time for */
    int64_t seconds; /* 0: as long as it takes */
} SoakOptions;

/** Runs them and says on stderr what it found. Returns 0, or 1 if a program broke a rule; that
 * program is then in soak-SEED.json in the current directory. */
int soak(const SoakOptions *options);

/** The number of blocks of memory that the library has allocated and not freed. */
long live_blocks(void);
