/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay.c - runs a fuzz target without libFuzzer: on the given files, or else on 20,000 generated
 * inputs, which are the same each time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

enum { ROUNDS = 20000, FRESH_EVERY = 16, SIZE_MAX_TRIED = 64 * 1024 };

static uint64_t
dice(void)
{
    static uint64_t state = 88172645463325252;

    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static void
change_byte(uint8_t *at)
{
    static const uint8_t edges[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    uint64_t how = dice() % 8;

    *at = how < 5 ? edges[how] : (uint8_t) (*at ^ 1u << dice() % 8);
}

/* Changes a few bytes; now and then removes or duplicates a stretch. */
size_t
LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t max_size)
{
    size_t at = size > 1 ? dice() % size : 0, n = dice() % 64;

    for (uint64_t i = dice() % 4; i > 0 && size > 0; i--)
        change_byte(bytes + dice() % size);
    if (dice() % 8 == 0 && at + n < size) {
        memmove(bytes + at, bytes + at + n, size - at - n);
        return size - n;
    }
    if (dice() % 8 == 0 && size + n <= max_size && at + n <= size) {
        memmove(bytes + at + n, bytes + at, size - at);
        return size + n;
    }
    return size;
}

/* Gives the target a copy in memory of its own, so that a sanitizer sees reads beyond its end. */
static void
try_copy(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);

    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void
try_own_making(void)
{
    static uint8_t bytes[SIZE_MAX_TRIED];
    size_t size = 0;

    for (int i = 0; i < ROUNDS; i++) {
        if (i % FRESH_EVERY == 0)
            size = 0;
        size = LLVMFuzzerCustomMutator(bytes, size, sizeof bytes, (unsigned) dice());
        try_copy(bytes, size);
    }
}

static int
try_file(const char *path)
{
    static uint8_t bytes[16 * 1024 * 1024];
    FILE *file = fopen(path, "rb");

    if (!file) {
        perror(path);
        return EXIT_FAILURE;
    }
    try_copy(bytes, fread(bytes, 1, sizeof bytes, file));
    fclose(file);
    return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
    int status = EXIT_SUCCESS;

    if (argc == 1)
        try_own_making();
    for (int i = 1; i < argc; i++)
        status |= try_file(argv[i]);
    return status;
}
