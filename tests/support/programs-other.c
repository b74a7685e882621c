/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs-other.c - values, variables, jobs, and what is left at the end. */
#include "tests/support/programs.h"

#include <string.h>

static AwVar user = {.name = "user"};

static AwValue
reads_user(AwValue none)
{
    return aw_var_get(&user);
}

static AwValue
variables(AwValue none)
{
    AW_TRY(aw_var_set(&user, AW_TRY(aw_text("%s", "ada"))));
    AwFuture *child = aw_spawn(reads_user, AW_NONE);
    AW_TRY(aw_var_set(&user, AW_TRY(aw_text("%s", "grace"))));
    return done_if(!strcmp(aw_to_text(AW_TRY(aw_await(child))), "ada"), none);
}

static AwValue
values(AwValue none)
{
    AwValue list = AW_TRY(aw_list(1, "two", 3.0, AW_TRY(aw_bytes("four", 4))));
    AwValue items[300];

    for (int i = 0; i < 300; i++)
        items[i] = AW_TRY(aw_text("%d", i));
    AwValue nested = AW_TRY(aw_list(list, AW_TRY(aw_list_of(items, 300))));
    return done_if(aw_len(AW_TRY(aw_repr(nested))) > 1000, none);
}

static AwValue
doubles(AwValue v)
{
    return AW_TRY(aw_list(v, v));
}

static const char none_of_it[10000];

static AwValue
stumble_at_once(AwValue none)
{
    return aw_error(AW_ERROR, "stumbled");
}

static AwValue
jobs(AwValue none)
{
    AwPool *pool = aw_thread_pool(2);
    AwFuture *two[] = {aw_run_in_executor(pool, doubles, "x"),
                       aw_run_in_executor(NULL, doubles, 1)};

    AW_TRY(aw_await(aw_gather(two, 2)));
    AwJob *job = aw_submit_threadsafe(pool, doubles, 1);
    AW_TRY(aw_job_result_threadsafe(job, 100 * AW_SECOND));
    return done_if(true, none);
}

static AwValue
process_jobs(AwValue none)
{
    AwPool *pool = aw_process_pool(2);
    AwValue many = AW_TRY(aw_bytes(none_of_it, sizeof none_of_it));
    AwFuture *two[] = {aw_run_in_executor(pool, doubles, "x"),
                       aw_run_in_executor(pool, doubles, many)};

    AW_TRY(aw_await(aw_gather(two, 2)));
    AwJob *job = aw_submit_threadsafe(pool, stumble_at_once, none);
    AW_TRY(must_fail(aw_job_result_threadsafe(job, 100 * AW_SECOND), AW_ERROR));
    return done_if(true, none);
}

static AwValue
job_in_thread(AwValue none)
{
    AW_TRY(aw_var_set(&user, AW_TRY(aw_text("%s", "ada"))));
    return done_if(!strcmp(aw_to_text(AW_TRY(aw_to_thread(reads_user, none))), "ada"), none);
}

static AwValue
left_over(AwValue none)
{
    for (int i = 0; i < 3; i++)
        aw_spawn(nap, 1000);
    AW_TRY(aw_sleep(AW_MS));
    return done_if(true, none);
}

const Program other_programs[] = {
    {.name = "variables", .main = variables},
    {.name = "values", .main = values},
    {.name = "jobs", .main = jobs},
    {.name = "process_jobs", .main = process_jobs, .processes = true},
    {.name = "job_in_thread", .main = job_in_thread},
    {.name = "left_over", .main = left_over},
    {.name = NULL},
};
