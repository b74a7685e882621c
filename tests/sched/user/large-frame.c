/* SPDX-License-Identifier: GPL-3.0-or-later */
/* large-frame.c - a task has a local array of so many KiB on its stack of 64, while others sleep
 * whose stacks are beside it. */
#include <aw.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLEEPERS = 40, THEIRS = 30000 };

/* What C programmers write: an array of which the first bytes are used. */
#define FRAME(kib)                                                                                 \
    static __attribute__((noinline)) int read_##kib(void)                                          \
    {                                                                                              \
        char bytes[(kib) *1024];                                                                   \
        int fd = open("/dev/zero", O_RDONLY);                                                      \
        ssize_t n = read(fd, bytes, sizeof bytes);                                                 \
                                                                                                   \
        close(fd);                                                                                 \
        return n < 0 ? -errno : bytes[0];                                                          \
    }                                                                                              \
    static __attribute__((noinline)) int print_##kib(void)                                         \
    {                                                                                              \
        char bytes[(kib) *1024];                                                                   \
                                                                                                   \
        snprintf(bytes, sizeof bytes, "%d KiB", kib);                                              \
        return (int) strlen(bytes);                                                                \
    }

FRAME(30)
FRAME(60)
FRAME(64)
FRAME(72)
FRAME(100)
FRAME(128)
FRAME(256)
FRAME(512)
FRAME(1024)

#define ROW(kib)                                                                                   \
    {                                                                                              \
        kib, read_##kib, print_##kib                                                               \
    }
static const struct {
    int kib;
    int (*reads)(void), (*prints)(void);
} frames[] = {ROW(30),  ROW(60),  ROW(64),  ROW(72),  ROW(100),
              ROW(128), ROW(256), ROW(512), ROW(1024)};

static int kib;

static AwValue
sleeper(AwValue none)
{
    volatile char mine[THEIRS];

    memset((char *) mine, 'v', sizeof mine);
    for (int i = 0; i < 5; i++) {
        AW_TRY(aw_sleep(AW_MS));
        for (size_t k = 0; k < sizeof mine; k++)
            if (mine[k] != 'v') {
                aw_print("byte %zu of a sleeper changed", k);
                return none;
            }
    }
    return none;
}

static AwValue
with_large_frame(AwValue reads)
{
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
        if (frames[i].kib == kib)
            aw_print("it returned %d", aw_to_int(reads) ? frames[i].reads() : frames[i].prints());
    return AW_NONE;
}

static AwValue
program(AwValue reads)
{
    AwFuture *sleepers[SLEEPERS];

    for (int i = 0; i < SLEEPERS; i++)
        sleepers[i] = aw_spawn(sleeper, AW_NONE);
    AW_TRY(aw_sleep(AW_MS));
    AW_TRY(aw_await(aw_spawn(with_large_frame, reads, .name = "large")));
    return aw_await(aw_gather(sleepers, SLEEPERS));
}

int
main(int argc, char **argv)
{
    kib = argc > 1 ? atoi(argv[1]) : 0;
    return aw_exit_status(aw_run(program, argc > 2));
}
