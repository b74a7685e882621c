/* SPDX-License-Identifier: GPL-3.0-or-later */
/* late.c - objects that are used after their scope dropped them, or dropped twice. */
#include <aw.h>
#include <string.h>

static AwValue
use_queue(AwValue none)
{
    AwQueue *queue;

    {
        AW_SCOPE();
        queue = aw_queue();
    }
    AW_IGNORE(none);
    return aw_queue_put(queue, 1);
}

static void
ignore(void *data)
{
    (void) data;
}

static AwValue
cancel_handle(AwValue none)
{
    AwHandle *handle;

    {
        AW_SCOPE();
        handle = aw_call_soon(ignore, NULL);
        AW_TRY(aw_sleep(AW_MS));
    }
    aw_handle_cancel(handle);
    return none;
}

static AwValue
give(AwValue v)
{
    return v;
}

static AwValue
use_pool(AwValue none)
{
    AwPool *pool;

    {
        AW_SCOPE();
        pool = aw_thread_pool(1);
        AW_TRY(aw_await(aw_run_in_executor(pool, give, 1)));
    }
    AW_IGNORE(none);
    return aw_await(aw_run_in_executor(pool, give, 1));
}

/* After its thread has ended, and its memory was given back. */
static AwValue
use_pool_later(AwValue none)
{
    AwPool *pool;

    {
        AW_SCOPE();
        pool = aw_thread_pool(1);
    }
    AW_IGNORE(aw_sleep(20 * AW_MS));
    (void) !aw_thread_pool(1);
    AW_IGNORE(none);
    return aw_await(aw_run_in_executor(pool, give, 1));
}

static AwValue
call_off(AwValue none)
{
    AwHandle *handle;

    {
        AW_SCOPE();
        handle = aw_call_soon_handle_threadsafe(aw_running_loop(), ignore, NULL);
        AW_TRY(aw_sleep(AW_MS));
    }
    AW_IGNORE(none);
    aw_handle_cancel_threadsafe(handle);
    return AW_NONE;
}

static AwValue
drop_twice(AwValue none)
{
    AwFuture *future = aw_ref(aw_future());

    for (int i = 0; i < 3; i++)
        aw_unref(future);
    return none;
}

static const struct {
    const char *name;
    AwFn fn;
} ways[] = {{"queue", use_queue},      {"handle", cancel_handle}, {"pool", use_pool},
            {"later", use_pool_later}, {"posted", call_off},      {"twice", drop_twice}};

int
main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof ways / sizeof *ways; i++)
        if (!strcmp(argv[1], ways[i].name))
            AW_IGNORE(aw_run(ways[i].fn, AW_NONE));
    return 0;
}
