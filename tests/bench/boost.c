/* SPDX-License-Identifier: GPL-3.0-or-later */
/* boost.c - switches to another stack and back with Boost's context switch; a peer of switch.c. */
#include <stdlib.h>

#include "tests/bench/measure.h"

enum { ROUND_TRIPS = 10000000, STACK_BYTES = 64 * 1024 };

/* Declares what Boost's assembly exports, since its header is C++. */
typedef struct {
    void *context, *data;
} Transfer;

Transfer jump_fcontext(void *context, void *data);
void *make_fcontext(void *stack_end, size_t size, void (*main)(Transfer transfer));

static void
come_back(Transfer transfer)
{
    for (;;)
        transfer = jump_fcontext(transfer.context, NULL);
}

int
main(void)
{
    char *stack = malloc(STACK_BYTES);
    void *other = make_fcontext(stack + STACK_BYTES, STACK_BYTES, come_back);

    other = jump_fcontext(other, NULL).context;
    Cost start = measure_cost();
    for (int i = 0; i < ROUND_TRIPS; i++)
        other = jump_fcontext(other, NULL).context;
    measure_print_cost(start, 2 * ROUND_TRIPS);
    free(stack);
    return 0;
}
