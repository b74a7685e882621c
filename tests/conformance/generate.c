/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generate.c - generates programs by seed, from a table of ops and their weights.
 *
 * Any order of events is possible, so tasks may wait for ever; but each ends when it is cancelled
 * often enough, and what a block takes it gives back. A task awaits only tasks with higher numbers,
 * so that there is no circle of awaits, around which a cancel would run for ever.
 */
#include "tests/conformance/generate.h"

#include "tests/conformance/gen.h"

/* ---- the table ---- */

static const struct {
    void (*make)(Gen *gen);
    bool nests;           /* contains ops; not used at MAX_DEPTH */
    const char *pokes[2]; /* ops that wake those who give and who take; NULL: none */
    int weights[N_PROFILES];
} rows[] = {
    /*                                    core cancel sync time jobs focus */
    {make_sleep, false, {NULL, NULL}, {20, 18, 16, 24, 14, 22}},
    {make_block, false, {NULL, NULL}, {1, 0, 0, 4, 3, 0}},
    {make_await, false, {NULL, NULL}, {10, 14, 4, 6, 6, 0}},
    {make_future, false, {NULL, NULL}, {8, 5, 2, 3, 3, 0}},
    {make_cancel, false, {NULL, NULL}, {12, 22, 10, 6, 10, 16}},
    {make_spawn, true, {NULL, NULL}, {3, 3, 2, 2, 2, 0}},
    {make_look, false, {NULL, NULL}, {4, 4, 4, 3, 3, 2}},
    {make_context, false, {NULL, NULL}, {2, 1, 1, 0, 1, 0}},
    {make_try, true, {NULL, NULL}, {10, 16, 6, 8, 8, 6}},
    {make_finally, true, {NULL, NULL}, {5, 8, 3, 4, 3, 3}},
    {make_call, true, {NULL, NULL}, {3, 2, 1, 2, 1, 0}},
    {make_repeat, false, {NULL, NULL}, {3, 1, 3, 2, 2, 2}},
    {make_timeout, true, {NULL, NULL}, {7, 6, 6, 18, 5, 8}},
    {make_group, true, {NULL, NULL}, {4, 5, 2, 3, 3, 0}},
    {make_gather, true, {NULL, NULL}, {9, 10, 2, 4, 6, 0}},
    {make_wait, true, {NULL, NULL}, {5, 4, 2, 7, 4, 0}},
    {make_wait_for, true, {NULL, NULL}, {6, 4, 3, 9, 6, 2}},
    {make_shield, true, {NULL, NULL}, {4, 6, 1, 2, 3, 0}},
    {make_completions, true, {NULL, NULL}, {3, 2, 0, 4, 4, 0}},
    {make_lock,
     true,
     {"{'op':'cancel','target':'T1','value':%d}", "{'op':'cancel','target':'T1','value':%d}"},
     {5, 3, 14, 2, 1, 0}},
    {make_semaphore,
     true,
     {"{'op':'release','obj':'U','value':%d}", "{'op':'release','obj':'U','value':%d}"},
     {3, 1, 12, 1, 3, 0}},
    {make_queue,
     false,
     {"{'op':'get_nowait','obj':'Q','value':%d}", "{'op':'put_nowait','obj':'Q','value':%d}"},
     {6, 2, 18, 2, 3, 0}},
    {make_queue_shutdown, false, {NULL, NULL}, {1, 0, 1, 0, 0, 0}},
    {make_event,
     false,
     {"{'op':'event_set','obj':'E','value':%d}", "{'op':'event_set','obj':'E','value':%d}"},
     {4, 2, 10, 2, 2, 0}},
    {make_condition,
     false,
     {"{'op':'cancel','target':'T2','value':%d}", "{'op':'cancel','target':'T2','value':%d}"},
     {2, 1, 10, 1, 0, 0}},
    {make_barrier,
     false,
     {"{'op':'cancel','target':'T1','value':%d}", "{'op':'cancel','target':'T1','value':%d}"},
     {1, 0, 4, 0, 0, 0}},
    {make_callback, false, {NULL, NULL}, {5, 6, 4, 8, 4, 30}},
    {make_done_callback, false, {NULL, NULL}, {2, 2, 1, 1, 1, 0}},
    {make_cancel_handle, false, {NULL, NULL}, {1, 1, 0, 3, 1, 0}},
    {make_thread, false, {NULL, NULL}, {2, 2, 1, 1, 4, 0}},
    {make_job, false, {NULL, NULL}, {2, 1, 0, 2, 24, 0}},
};

enum { FAVOURED = 60 };

static int
weight(const Gen *gen, int row)
{
    if (rows[row].nests && gen->depth > MAX_DEPTH)
        return 0;
    return rows[row].weights[gen->profile] + (row == gen->favourite ? FAVOURED : 0);
}

const char *
gen_favourite_poke(Gen *gen)
{
    return gen->favourite < 0 ? NULL : rows[gen->favourite].pokes[gen->is_taking];
}

void
gen_op(Gen *gen)
{
    int sum = 0, row = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        sum += weight(gen, (int) i);
    for (int n = below(gen, sum); (n -= weight(gen, row)) >= 0; row++)
        ;
    rows[row].make(gen);
}

/* ---- the whole ---- */

static const char objects[] =
    "'L':{'kind':'lock'},'M':{'kind':'lock'},'S':{'kind':'semaphore','value':%d},"
    "'U':{'kind':'semaphore','value':1},'Q':{'kind':'queue','maxsize':%d},"
    "'H':{'kind':'priority_queue','maxsize':%d},'K':{'kind':'lifo_queue','maxsize':%d},"
    "'Z':{'kind':'queue','maxsize':%d},'E':{'kind':'event'},'C':{'kind':'condition'},"
    "'B':{'kind':'barrier','parties':2},'P':{'kind':'executor','workers':%d},"
    "'V':{'kind':'context','default':0},'f0':{'kind':'future'},'f1':{'kind':'future'}";

/* Runs until nothing moves any more. Then the audit checks that those who still wait do so
 * rightly. */
static const char drain[] =
    "{'op':'run_until_complete','task':'drain%d','body':[{'op':'sleep','ms':1000000}]},"
    "{'op':'audit'}";

/* Each shutdown ends one more of those that caught the last cancel. What they start in their
 * cleanup, also in other threads, is left to the next round. */
static const char end[] = "{'op':'repeat','n':500,'body':[{'op':'shutdown'}]}";

enum { ROUNDS = 4 };

static void
emit_main(Gen *gen)
{
    emit(gen, "[");
    for (gen->rank = 1; gen->rank <= gen->n_tasks; gen->rank++) {
        emit(gen, "{'op':'spawn','task':'T%d','body':", gen->rank);
        emit_body(gen, 1 + below(gen, 5));
        emit(gen, "},");
    }
    gen->rank = 0;
    emit(gen, "{'op':'try','catch':['*'],'handler':[],'body':");
    emit_ops(gen, 1 + below(gen, 4));
    emit(gen, "},{'op':'sleep','ms':%d}]", deadline_ms(gen));
}

static int
any_favourite(Gen *gen)
{
    int row;

    do
        row = below(gen, G_N_ELEMENTS(rows));
    while (!rows[row].pokes[0]);
    return row;
}

static void
choose(Gen *gen)
{
    static const int profiles[] = {CORE, CORE, CORE,  CANCEL, CANCEL, SYNC,
                                   TIME, JOBS, FOCUS, FOCUS,  FOCUS,  FOCUS};

    gen->profile = profiles[below(gen, G_N_ELEMENTS(profiles))];
    gen->favourite = gen->profile == FOCUS ? any_favourite(gen) : -1;
    gen->is_taking = chance(gen, 50);
    gen->n_tasks = 2 + below(gen, 6);
}

char *
generate_scenario(uint64_t seed)
{
    Gen gen = {.state = seed, .out = g_string_new(NULL)};

    choose(&gen);
    emit(&gen,
         "{'format':1,'id':'soak-%" G_GUINT64_FORMAT "','title':'random','seed':%" G_GUINT64_FORMAT
         ",'arrivals':true,'objects':{",
         seed, seed);
    emit(&gen, objects, 1 + below(&gen, 2), below(&gen, 3), below(&gen, 2) * 5, below(&gen, 3),
         below(&gen, 3), 1 + below(&gen, 3));
    emit(&gen, "},'program':[{'op':'run_until_complete','task':'main','body':");
    emit_main(&gen);
    emit(&gen, "},");
    for (int i = 0; i < ROUNDS; i++) {
        emit(&gen, drain, i);
        emit(&gen, ",%s%s", end, i < ROUNDS - 1 ? "," : "]}");
    }
    return g_string_free(gen.out, FALSE);
}
