/* SPDX-License-Identifier: GPL-3.0-or-later */
/* leaks.c - tasks that leak, or tasks that only seem to: what they point to is on their stacks, and
 * what values hold is held by scopes, futures and variables. */
#include <aw.h>
#include <stdlib.h>
#include <string.h>

static AwValue
leak(AwValue none)
{
    for (int i = 0; i < 50; i++) {
        char *volatile memory = malloc(1234);
        memset(memory, 0, 1234);
        AW_TRY(aw_sleep(AW_MS));
        memory = NULL;
    }
    return none;
}

static AwValue
leak_values(AwValue none)
{
    for (int i = 0; i < 50; i++) {
        AW_SCOPE();
        aw_ref_value(aw_text("nobody drops %d", i));
        AW_TRY(aw_sleep(AW_MS));
    }
    return none;
}

static AwVar kept = {.name = "kept"};

static AwValue
leave_values(AwValue none)
{
    static AwValue mine;
    AwQueue *queue = aw_queue();
    AwFuture *future = aw_future();

    mine = aw_ref_value(aw_text("in a %s", "variable of the program"));
    AW_TRY(aw_var_set(&kept, aw_text("in a %s", "context variable")));
    AW_TRY(aw_queue_put(queue, aw_text("in a %s", "queue")));
    AW_TRY(aw_set_result(future, aw_list(aw_text("in a %s", "list of a future"))));
    aw_spawn(leak_values, aw_text("in a %s", "task"));
    AwValue held = aw_text("in a %s", "scope");
    AW_TRY(aw_sleep(AW_MS));
    exit(aw_len(held) && aw_len(mine) ? 0 : 1);
    return none;
}

static AwValue
keep(AwValue none)
{
    char *volatile memory = malloc(4321);
    AwValue v = aw_sleep(60 * AW_SECOND);

    free(memory);
    (void) none;
    return v;
}

static AwValue
leave(AwValue none)
{
    char *volatile memory = malloc(4321);

    AW_IGNORE(aw_sleep(AW_MS));
    exit(memory ? 0 : 1);
    return none;
}

static AwValue
leak_and_wait(AwValue none)
{
    return aw_await(aw_spawn(leak, none));
}

static AwValue
leave_others(AwValue none)
{
    for (int i = 0; i < 10; i++)
        aw_spawn(keep, none);
    return aw_await(aw_spawn(leave, none));
}

static const struct {
    const char *name;
    AwFn fn;
} ways[] = {{"leak", leak_and_wait},
            {"leak-values", leak_values},
            {"leave-values", leave_values},
            {"leave", leave_others}};

int
main(int argc, char **argv)
{
    char *volatile memory = malloc(4321);
    int status = 0;

    for (size_t i = 0; argc > 1 && i < sizeof ways / sizeof *ways; i++)
        if (!strcmp(argv[1], ways[i].name))
            status = aw_exit_status(aw_run(ways[i].fn, AW_NONE));

    free(memory);
    return status;
}
