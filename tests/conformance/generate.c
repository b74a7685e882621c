/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generate.c - programs by seed, from a table of operations and their weights.
 *
 * Any order of events is allowed for, so tasks may wait for ever; but each can be cancelled to its
 * end, and what a block takes it gives back. A task awaits only tasks of higher numbers: no circle
 * of awaits, through which a cancel would run for ever. */
#include "tests/conformance/generate.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { MAX_DEPTH = 3, MAX_EXTRA = 64, LABEL_SIZE = 8 };

/* What a program is mostly about. */
enum { CORE, CANCEL, SYNC, TIME, JOBS, N_PROFILES };

typedef struct {
    uint64_t state; /* of the random numbers */
    GString *out;
    int profile, favourite; /* a row of the table that comes often; -1 */
    int n_tasks, n_names, n_values;
    int rank, depth; /* of the task that is being written, of the op */
    int n_extra;
    char extra[MAX_EXTRA][LABEL_SIZE]; /* tasks and futures made on the way */
} Gen;

/* ---- random choices: splitmix64 ---- */

static uint64_t
next(Gen *gen)
{
    uint64_t z = gen->state += 0x9E3779B97F4A7C15;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

static int
below(Gen *gen, int n)
{
    return (int) (next(gen) % (uint64_t) n);
}

static bool
chance(Gen *gen, int percent)
{
    return below(gen, 100) < percent;
}

static int
some_ms(Gen *gen)
{
    static const int ms[] = {0, 0, 1, 1, 2, 2, 3, 5, 5, 10};

    return ms[below(gen, G_N_ELEMENTS(ms))];
}

static int
deadline_ms(Gen *gen)
{
    static const int ms[] = {1, 2, 3, 5, 5, 7, 10, 20};

    return ms[below(gen, G_N_ELEMENTS(ms))];
}

static const char *
one_of(Gen *gen, const char *const *words, int n)
{
    return words[below(gen, n)];
}

#define WORD(gen, ...)                                                                             \
    one_of(gen, (const char *const[]){__VA_ARGS__},                                                \
           (int) (sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)))

/* ---- writing: JSON with ' for " ---- */

static void G_GNUC_PRINTF(2, 3) emit(Gen *gen, const char *format, ...)
{
    gsize from = gen->out->len;
    va_list args;

    va_start(args, format);
    g_string_append_vprintf(gen->out, format, args);
    va_end(args);
    for (char *c = gen->out->str + from; *c; c++)
        if (*c == '\'')
            *c = '"';
}

static int
fresh(Gen *gen)
{
    return ++gen->n_names;
}

/* A label that others may name; the number goes behind the letter. */
static int
fresh_label(Gen *gen, char letter)
{
    int number = fresh(gen);

    if (gen->n_extra < MAX_EXTRA)
        g_snprintf(gen->extra[gen->n_extra++], LABEL_SIZE, "%c%d", letter, number);
    return number;
}

static void make_op(Gen *gen);

static void
emit_ops(Gen *gen, int n)
{
    gen->depth++;
    emit(gen, "[");
    for (int i = 0; i < n; i++) {
        emit(gen, i ? "," : "");
        make_op(gen);
    }
    emit(gen, "]");
    gen->depth--;
}

/* The body of a task: ops, and how it ends. */
static void
emit_body(Gen *gen, int size)
{
    emit_ops(gen, size);
    g_string_truncate(gen->out, gen->out->len - 1);
    if (chance(gen, 14))
        emit(gen, ",{'op':'raise','err':'%s'}]", WORD(gen, "E1", "E2", "E3"));
    else
        emit(gen, ",{'op':'return','value':%d}]", ++gen->n_values);
}

static void
emit_task(Gen *gen, int size)
{
    emit(gen, "'task':'N%d','body':", fresh_label(gen, 'N'));
    emit_body(gen, size);
}

/* Around what may fail; returns whether it is. */
static bool
open_try(Gen *gen, int percent)
{
    bool is_safe = chance(gen, percent);

    if (is_safe)
        emit(gen, "{'op':'try','catch':['*'],'handler':[],'body':[");
    return is_safe;
}

static void
close_try(Gen *gen, bool is_safe)
{
    emit(gen, is_safe ? "]}" : "");
}

/* ---- whom to name ---- */

static bool
has_above(const Gen *gen)
{
    return gen->rank < gen->n_tasks;
}

static int
above(Gen *gen)
{
    return gen->rank + 1 + below(gen, gen->n_tasks - gen->rank);
}

static void
emit_anyone(Gen *gen)
{
    if (gen->n_extra && chance(gen, 30))
        emit(gen, "'%s'", gen->extra[below(gen, gen->n_extra)]);
    else if (chance(gen, 6))
        emit(gen, "'main'");
    else
        emit(gen, "'T%d'", 1 + below(gen, gen->n_tasks));
}

static void
emit_member(Gen *gen)
{
    if (has_above(gen) && (gen->depth >= MAX_DEPTH || chance(gen, 50))) {
        emit(gen, "'T%d'", above(gen));
        return;
    }
    emit(gen, "{");
    emit_task(gen, 1 + below(gen, 2));
    emit(gen, "}");
}

static void
emit_members(Gen *gen)
{
    int n = 1 + below(gen, 3);

    emit(gen, "'of':[");
    for (int i = 0; i < n; i++) {
        emit(gen, i ? "," : "");
        emit_member(gen);
    }
    emit(gen, "]");
}

/* ---- time and tasks ---- */

static void
make_sleep(Gen *gen)
{
    emit(gen, "{'op':'sleep','ms':%d}", some_ms(gen));
}

static void
make_block(Gen *gen)
{
    emit(gen, "{'op':'block','ms':%d}", deadline_ms(gen));
}

static void
make_await(Gen *gen)
{
    bool is_safe;

    if (!has_above(gen)) {
        make_sleep(gen);
        return;
    }
    is_safe = open_try(gen, 45);
    emit(gen, "{'op':'await','target':'T%d'}", above(gen));
    close_try(gen, is_safe);
}

static void
make_future(Gen *gen)
{
    static const char *const ops[] = {"set_result", "set_exception", "cancel", "await", "await"};
    bool is_safe = open_try(gen, 75);

    emit(gen, "{'op':'%s','target':'f%d','value':%d,'err':'E4'}",
         one_of(gen, ops, G_N_ELEMENTS(ops)), below(gen, 2), ++gen->n_values);
    close_try(gen, is_safe);
}

static void
make_cancel(Gen *gen)
{
    emit(gen,
         "{'op':'%s','target':", WORD(gen, "cancel", "cancel", "cancel", "cancel", "cancelling"));
    emit_anyone(gen);
    emit(gen, chance(gen, 20) ? ",'msg':'m%d'}" : "}", fresh(gen));
}

static void
make_spawn(Gen *gen)
{
    emit(gen, "{'op':'spawn',%s", chance(gen, 25) ? "'eager':true," : "");
    emit_task(gen, 1 + below(gen, 2));
    emit(gen, "}");
}

static void
make_look(Gen *gen)
{
    emit(gen, "{'op':'%s','target':'T%d'}", WORD(gen, "peek", "done", "cancelled", "cancelling"),
         1 + below(gen, gen->n_tasks));
}

static void
make_context(Gen *gen)
{
    emit(gen, "{'op':'%s','obj':'V','value':%d}", WORD(gen, "ctx_set", "ctx_get"), ++gen->n_values);
}

/* ---- errors ---- */

static void
make_try(Gen *gen)
{
    emit(gen, "{'op':'try','catch':[%s],'body':",
         WORD(gen, "'Cancelled'", "'Cancelled'", "'Exception'", "'*'", "'Timeout','E1'"));
    emit_ops(gen, 1 + below(gen, 2));
    emit(gen, ",'handler':");
    emit_ops(gen, 1);
    if (chance(gen, 40)) {
        g_string_truncate(gen->out, gen->out->len - 1);
        emit(gen, ",{'op':'reraise'}]");
    }
    emit(gen, "}");
}

static void
make_finally(Gen *gen)
{
    emit(gen, "{'op':'try','body':");
    emit_ops(gen, 1 + below(gen, 2));
    emit(gen, ",'finally':[{'op':'log','msg':'finally'}");
    emit(gen, chance(gen, 60) ? ",{'op':'sleep','ms':%d}]}" : "]}", some_ms(gen));
}

static void
make_call(Gen *gen)
{
    emit(gen, "{'op':'call','name':'c%d','body':", fresh(gen));
    emit_body(gen, 1 + below(gen, 2));
    emit(gen, "}");
}

/* What it repeats makes no names. */
static void
make_repeat(Gen *gen)
{
    emit(gen, "{'op':'repeat','n':%d,'body':[", 2 + below(gen, 3));
    emit(gen,
         WORD(gen, "{'op':'sleep','ms':%d}",
              "{'op':'try','catch':['Cancelled'],'body':[{'op':'sleep','ms':%d}]}",
              "{'op':'put','obj':'Q','value':%d}", "{'op':'get','obj':'Q'},{'op':'sleep','ms':%d}",
              "{'op':'with','obj':'L','body':[{'op':'sleep','ms':%d}]}",
              "{'op':'with','obj':'S','body':[{'op':'sleep','ms':%d}]}"),
         some_ms(gen));
    emit(gen, "]}");
}

/* ---- blocks and combinators ---- */

static void
make_timeout(Gen *gen)
{
    bool is_safe = open_try(gen, 70);
    int name = fresh(gen);

    emit(gen, "{'op':'timeout','name':'t%d','ms':%d,'body':", name, deadline_ms(gen));
    emit_ops(gen, 1 + below(gen, 2));
    if (chance(gen, 20)) {
        g_string_truncate(gen->out, gen->out->len - 1);
        emit(gen, ",{'op':'reschedule','name':'t%d','ms':%s},{'op':'sleep','ms':%d}]", name,
             WORD(gen, "null", "0", "1", "5", "10"), some_ms(gen));
    }
    emit(gen, "}");
    close_try(gen, is_safe);
}

static void
make_group(Gen *gen)
{
    bool is_safe = open_try(gen, 70);
    int name = fresh(gen), n = 1 + below(gen, 3);

    emit(gen, "{'op':'taskgroup','name':'G%d','body':[", name);
    for (int i = 0; i < n; i++) {
        emit(gen, "{'op':'tg_spawn','group':'G%d',", name);
        gen->depth++;
        emit_task(gen, 1 + below(gen, 2));
        gen->depth--;
        emit(gen, "},");
    }
    make_sleep(gen);
    emit(gen, "]}");
    close_try(gen, is_safe);
}

static void
make_gather(Gen *gen)
{
    bool is_safe = open_try(gen, 60), is_detached = chance(gen, 20);
    int name = fresh_label(gen, 'g');

    emit(gen, "{'op':'gather','name':'g%d',", name);
    emit_members(gen);
    emit(gen, "%s%s}", chance(gen, 35) ? ",'return_exceptions':true" : "",
         is_detached ? ",'detach':true" : "");
    if (is_detached)
        emit(gen, ",{'op':'sleep','ms':%d},{'op':'await','target':'g%d'}", some_ms(gen), name);
    close_try(gen, is_safe);
}

static void
make_wait(Gen *gen)
{
    emit(gen, "{'op':'wait','return_when':'%s',",
         WORD(gen, "ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"));
    emit_members(gen);
    emit(gen, chance(gen, 40) ? ",'ms':%d}" : "}", deadline_ms(gen));
}

static void
make_wait_for(Gen *gen)
{
    bool is_safe = open_try(gen, 70);

    if (has_above(gen) && chance(gen, 60)) {
        emit(gen, "{'op':'wait_for','target':'T%d'", above(gen));
    } else {
        emit(gen, "{'op':'wait_for','target':{'name':'c%d','body':", fresh(gen));
        emit_body(gen, 1);
        emit(gen, "}");
    }
    emit(gen, chance(gen, 80) ? ",'ms':%d}" : ",'ms':null}", below(gen, 8));
    close_try(gen, is_safe);
}

static void
make_shield(Gen *gen)
{
    bool is_safe = open_try(gen, 50);

    emit(gen, "{'op':'shield','target':");
    emit_member(gen);
    emit(gen, "}");
    close_try(gen, is_safe);
}

static void
make_completions(Gen *gen)
{
    emit(gen, "{'op':'%s',", WORD(gen, "as_completed", "as_completed_async"));
    emit_members(gen);
    emit(gen, chance(gen, 40) ? ",'ms':%d}" : "}", deadline_ms(gen));
}

/* ---- locks and queues: those of one letter early in the alphabet are taken and given back ---- */

static void
make_lock(Gen *gen)
{
    emit(gen, "{'op':'with','obj':'%s','body':", WORD(gen, "L", "L", "M"));
    emit_ops(gen, 1);
    emit(gen, "}");
}

static void
make_semaphore(Gen *gen)
{
    if (chance(gen, 25)) { /* one that nobody counts on */
        emit(gen, "{'op':'%s','obj':'U'}", WORD(gen, "acquire", "release", "locked"));
        return;
    }
    emit(gen, "{'op':'with','obj':'S','body':");
    emit_ops(gen, 1);
    emit(gen, "}");
}

static void
make_queue(Gen *gen)
{
    bool is_safe = open_try(gen, 50);

    emit(gen, "{'op':'%s','obj':'%s','value':%d}",
         WORD(gen, "put", "put", "get", "get", "put_nowait", "get_nowait", "task_done", "join"),
         WORD(gen, "Q", "Q", "Q", "H", "K", "Z"), ++gen->n_values);
    close_try(gen, is_safe);
}

static void
make_queue_shutdown(Gen *gen)
{
    emit(gen, "{'op':'queue_shutdown','obj':'Z','immediate':%s}", WORD(gen, "true", "false"));
}

static void
make_event(Gen *gen)
{
    emit(gen, "{'op':'%s','obj':'E'}",
         WORD(gen, "event_wait", "event_wait", "event_set", "event_clear", "event_is_set"));
}

static void
make_condition(Gen *gen)
{
    emit(gen, "{'op':'with','obj':'C','body':[");
    emit(gen,
         WORD(gen, "{'op':'cond_wait','obj':'C'}", "{'op':'cond_wait','obj':'C'}",
              "{'op':'notify','obj':'C','n':%d}",
              "{'op':'notify_all','obj':'C'},{'op':'sleep','ms':%d}"),
         1 + below(gen, 2));
    emit(gen, "]}");
}

static void
make_barrier(Gen *gen)
{
    bool is_safe = open_try(gen, 90);

    emit(gen, "{'op':'%s','obj':'B'}",
         WORD(gen, "barrier_wait", "barrier_wait", "barrier_wait", "barrier_wait", "barrier_wait",
              "barrier_state", "barrier_reset", "barrier_abort"));
    close_try(gen, is_safe);
}

/* ---- callbacks: ops that do not suspend ---- */

static void
emit_quick(Gen *gen)
{
    emit(gen, "[{'op':'try','catch':['*'],'handler':[],'body':[");
    if (gen->favourite < 0 || chance(gen, 40)) {
        emit(gen, "{'op':'cancel','target':'T%d'}", 1 + below(gen, gen->n_tasks));
    } else {
        emit(gen,
             WORD(gen, "{'op':'event_set','obj':'E','value':%d}", "{'op':'event_clear','obj':'E'}",
                  "{'op':'put_nowait','obj':'Q','value':%d}", "{'op':'get_nowait','obj':'Q'}",
                  "{'op':'put_nowait','obj':'H','value':%d}", "{'op':'release','obj':'U'}",
                  "{'op':'set_result','target':'f0','value':%d}",
                  "{'op':'set_exception','target':'f1','err':'E5'}", "{'op':'peek','target':'T%d'}",
                  "{'op':'call_soon','cb':'q%d','body':[]}"),
             1 + fresh(gen));
    }
    emit(gen, "]}");
    emit(gen, chance(gen, 8) ? ",{'op':'raise','err':'E6'}]" : "]");
}

static void
make_callback(Gen *gen)
{
    emit(gen,
         WORD(gen, "{'op':'call_soon','cb':'k%d',", "{'op':'call_soon','cb':'k%d',",
              "{'op':'call_later','cb':'k%d',", "{'op':'call_later','cb':'k%d',",
              "{'op':'call_at','cb':'k%d','at':7,"),
         fresh(gen));
    emit(gen, "'ms':%d,'body':", some_ms(gen));
    emit_quick(gen);
    emit(gen, "}");
}

static void
make_done_callback(Gen *gen)
{
    emit(gen, "{'op':'%s','target':'T%d','cb':'d%d','body':",
         WORD(gen, "add_callback", "add_callback", "remove_callback"), 1 + below(gen, gen->n_tasks),
         fresh(gen));
    emit_quick(gen);
    emit(gen, "}");
}

static void
make_cancel_handle(Gen *gen)
{
    emit(gen, "{'op':'cancel_handle','cb':'k%d'}", MAX(1, gen->n_names - below(gen, 8)));
}

static void
make_thread(Gen *gen)
{
    emit(gen, "{'op':'thread','name':'x%d','ms':%d,'body':[", fresh(gen), some_ms(gen));
    if (chance(gen, 30)) {
        emit(gen, "{'op':'submit_coro','job':'j%d',", fresh(gen));
        emit_task(gen, 1);
    } else {
        emit(gen, "{'op':'call_soon_threadsafe','cb':'s%d','body':", fresh(gen));
        emit_quick(gen);
    }
    emit(gen, "}]}");
}

/* ---- jobs ---- */

static void
emit_use_of_job(Gen *gen, int job)
{
    emit(gen,
         WORD(gen, "{'op':'await','target':'j%d'}", "{'op':'await','target':'j%d'}",
              "{'op':'sleep','ms':1},{'op':'cancel','target':'j%d'}",
              "{'op':'cf_cancel','job':'j%d'}", "{'op':'cf_state','job':'j%d'}",
              "{'op':'cf_result','job':'j%d','ms':3}", "{'op':'wait_for','target':'j%d','ms':4}"),
         job);
}

static void
make_job(Gen *gen)
{
    int job = fresh_label(gen, 'j');
    bool is_safe;

    emit(gen, "{'op':'submit','executor':'P','job':'j%d','ms':%d,", job, deadline_ms(gen));
    emit(gen, chance(gen, 20) ? "'err':'E7'}," : "'value':%d},", ++gen->n_values);
    is_safe = open_try(gen, 60);
    emit_use_of_job(gen, job);
    close_try(gen, is_safe);
}

/* ---- the table ---- */

static const struct {
    void (*make)(Gen *gen);
    bool nests;        /* not below MAX_DEPTH */
    bool is_primitive; /* what a program may be all about */
    int weights[N_PROFILES];
} rows[] = {
    /*                                    core cancel sync time jobs */
    {make_sleep, false, false, {20, 18, 16, 24, 14}},
    {make_block, false, false, {1, 0, 0, 4, 3}},
    {make_await, false, false, {10, 14, 4, 6, 6}},
    {make_future, false, false, {8, 5, 2, 3, 3}},
    {make_cancel, false, false, {12, 22, 10, 6, 10}},
    {make_spawn, true, false, {3, 3, 2, 2, 2}},
    {make_look, false, false, {4, 4, 4, 3, 3}},
    {make_context, false, false, {2, 1, 1, 0, 1}},
    {make_try, true, false, {10, 16, 6, 8, 8}},
    {make_finally, true, false, {5, 8, 3, 4, 3}},
    {make_call, true, false, {3, 2, 1, 2, 1}},
    {make_repeat, false, false, {3, 1, 3, 2, 2}},
    {make_timeout, true, false, {7, 6, 6, 18, 5}},
    {make_group, true, false, {4, 5, 2, 3, 3}},
    {make_gather, true, false, {9, 10, 2, 4, 6}},
    {make_wait, true, false, {5, 4, 2, 7, 4}},
    {make_wait_for, true, false, {6, 4, 3, 9, 6}},
    {make_shield, true, false, {4, 6, 1, 2, 3}},
    {make_completions, true, false, {3, 2, 0, 4, 4}},
    {make_lock, true, true, {5, 3, 14, 2, 1}},
    {make_semaphore, true, true, {3, 1, 12, 1, 3}},
    {make_queue, false, true, {6, 2, 18, 2, 3}},
    {make_queue_shutdown, false, false, {1, 0, 1, 0, 0}},
    {make_event, false, true, {4, 2, 10, 2, 2}},
    {make_condition, false, true, {2, 1, 10, 1, 0}},
    {make_barrier, false, true, {1, 0, 4, 0, 0}},
    {make_callback, false, false, {5, 6, 4, 8, 4}},
    {make_done_callback, false, false, {2, 2, 1, 1, 1}},
    {make_cancel_handle, false, false, {1, 1, 0, 3, 1}},
    {make_thread, false, false, {2, 2, 1, 1, 4}},
    {make_job, false, false, {2, 1, 0, 2, 24}},
};

enum { FAVOURED = 60 };

static int
weight(const Gen *gen, int row)
{
    if (rows[row].nests && gen->depth > MAX_DEPTH)
        return 0;
    return rows[row].weights[gen->profile] + (row == gen->favourite ? FAVOURED : 0);
}

static void
make_op(Gen *gen)
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

/* Until nothing moves; who still waits cannot be helped, which the audit checks. */
static const char drain[] =
    "{'op':'run_until_complete','task':'drain%d','body':[{'op':'sleep','ms':1000000}]},"
    "{'op':'audit'}";

/* Each time ends one more of those who caught the last cancel. What they begin in their cleanup, in
 * other threads too, is for the next round. */
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

static void
choose(Gen *gen)
{
    static const int profiles[] = {CORE,   CORE, CORE, CANCEL, CANCEL,
                                   CANCEL, SYNC, SYNC, TIME,   JOBS};
    int row = below(gen, G_N_ELEMENTS(rows));

    gen->profile = profiles[below(gen, G_N_ELEMENTS(profiles))];
    gen->favourite = rows[row].is_primitive ? row : -1;
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
    emit(&gen, objects, 1 + below(&gen, 2), below(&gen, 3), below(&gen, 3), below(&gen, 3),
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
