/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gen-things.c - generates ops of locks, queues, callbacks, threads and jobs. */
#include "tests/conformance/gen.h"

/* ---- locks and queues ---- */

void
make_lock(Gen *gen)
{
    emit(gen, "{'op':'with','obj':'%s','body':", WORD(gen, "L", "L", "M"));
    emit_ops(gen, 1);
    emit(gen, "}");
}

void
make_semaphore(Gen *gen)
{
    if (chance(gen, 25)) { /* one whose balance nobody relies on */
        emit(gen, "{'op':'%s','obj':'U'}", WORD(gen, "acquire", "release", "locked"));
        return;
    }
    emit(gen, "{'op':'with','obj':'%s','body':", WORD(gen, "S", "S", "U"));
    emit_ops(gen, 1);
    emit(gen, "}");
}

void
make_queue(Gen *gen)
{
    bool is_safe = open_try(gen, 50);

    if (gen->profile == FOCUS && chance(gen, 70))
        emit(gen, "{'op':'%s','obj':'Q','value':%d}", gen->is_taking ? "get" : "put",
             ++gen->n_values);
    else
        emit(gen, "{'op':'%s','obj':'%s','value':%d}",
             WORD(gen, "put", "put", "get", "get", "put_nowait", "get_nowait", "task_done", "join"),
             WORD(gen, "Q", "Q", "Q", "H", "K", "Z"), ++gen->n_values);
    close_try(gen, is_safe);
}

void
make_queue_shutdown(Gen *gen)
{
    emit(gen, "{'op':'queue_shutdown','obj':'Z','immediate':%s}", WORD(gen, "true", "false"));
}

void
make_event(Gen *gen)
{
    emit(gen, "{'op':'%s','obj':'E'}",
         WORD(gen, "event_wait", "event_wait", "event_set", "event_clear", "event_is_set"));
}

void
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

void
make_barrier(Gen *gen)
{
    bool is_safe = open_try(gen, 90);

    emit(gen, "{'op':'%s','obj':'B'}",
         WORD(gen, "barrier_wait", "barrier_wait", "barrier_wait", "barrier_wait", "barrier_wait",
              "barrier_state", "barrier_reset", "barrier_abort"));
    close_try(gen, is_safe);
}

/* ---- callbacks: ops that do not suspend ---- */

static const char *const pokes[] = {
    "{'op':'event_set','obj':'E','value':%d}",
    "{'op':'event_clear','obj':'E','value':%d}",
    "{'op':'put_nowait','obj':'Q','value':%d}",
    "{'op':'get_nowait','obj':'Q','value':%d}",
    "{'op':'put_nowait','obj':'H','value':%d}",
    "{'op':'release','obj':'U','value':%d}",
    "{'op':'set_result','target':'f0','value':%d}",
    "{'op':'set_exception','target':'f1','value':%d,'err':'E5'}",
    "{'op':'peek','target':'T1','value':%d}",
    "{'op':'call_soon','cb':'q%d','body':[]}",
};

/* An op that may wake those who wait; most often one for the object that the program is about. */
static void
emit_poke(Gen *gen)
{
    const char *poke = gen_favourite_poke(gen);

    emit(gen, poke && chance(gen, 80) ? poke : one_of(gen, pokes, G_N_ELEMENTS(pokes)),
         1000 + fresh(gen));
}

/* Cancels a task, rather one that was made early. */
static void
emit_cancel(Gen *gen)
{
    int n = below(gen, gen->n_tasks);

    emit(gen, "{'op':'cancel','target':'T%d'}", 1 + MIN(n, below(gen, gen->n_tasks)));
}

/* Several ops in one turn, some with a cancel after a poke, since that is where wake-ups get
 * lost. */
static void
emit_quick(Gen *gen)
{
    int n = 1 + below(gen, 3);
    bool is_cancel = chance(gen, 35);

    emit(gen, "[");
    for (int i = 0; i < n; i++) {
        emit(gen, "%s{'op':'try','catch':['*'],'handler':[],'body':[", i ? "," : "");
        (is_cancel ? emit_cancel : emit_poke)(gen);
        emit(gen, "]}");
        is_cancel = !is_cancel || chance(gen, 20);
    }
    emit(gen, chance(gen, 8) ? ",{'op':'raise','err':'E6'}]" : "]");
}

void
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

void
make_done_callback(Gen *gen)
{
    emit(gen, "{'op':'%s','target':'T%d','cb':'d%d','body':",
         WORD(gen, "add_callback", "add_callback", "remove_callback"), 1 + below(gen, gen->n_tasks),
         fresh(gen));
    emit_quick(gen);
    emit(gen, "}");
}

void
make_cancel_handle(Gen *gen)
{
    emit(gen, "{'op':'cancel_handle','cb':'k%d'}", MAX(1, gen->n_names - below(gen, 8)));
}

void
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

void
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
