/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gen-flow.c - generates ops of time, tasks, errors, blocks and combinators. */
#include "tests/conformance/gen.h"

/* ---- time and tasks ---- */

void
make_sleep(Gen *gen)
{
    emit(gen, "{'op':'sleep','ms':%d}", some_ms(gen));
}

void
make_block(Gen *gen)
{
    emit(gen, "{'op':'block','ms':%d}", deadline_ms(gen));
}

void
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

void
make_future(Gen *gen)
{
    static const char *const ops[] = {"set_result", "set_exception", "cancel", "await", "await"};
    bool is_safe = open_try(gen, 75);

    emit(gen, "{'op':'%s','target':'f%d','value':%d,'err':'E4'}",
         one_of(gen, ops, G_N_ELEMENTS(ops)), below(gen, 2), ++gen->n_values);
    close_try(gen, is_safe);
}

void
make_cancel(Gen *gen)
{
    emit(gen,
         "{'op':'%s','target':", WORD(gen, "cancel", "cancel", "cancel", "cancel", "cancelling"));
    emit_anyone(gen);
    emit(gen, chance(gen, 20) ? ",'msg':'m%d'}" : "}", fresh(gen));
}

void
make_spawn(Gen *gen)
{
    emit(gen, "{'op':'spawn',%s", chance(gen, 25) ? "'eager':true," : "");
    emit_task(gen, 1 + below(gen, 2));
    emit(gen, "}");
}

void
make_look(Gen *gen)
{
    emit(gen, "{'op':'%s','target':'T%d'}", WORD(gen, "peek", "done", "cancelled", "cancelling"),
         1 + below(gen, gen->n_tasks));
}

void
make_context(Gen *gen)
{
    emit(gen, "{'op':'%s','obj':'V','value':%d}", WORD(gen, "ctx_set", "ctx_get"), ++gen->n_values);
}

/* ---- errors ---- */

void
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

void
make_finally(Gen *gen)
{
    emit(gen, "{'op':'try','body':");
    emit_ops(gen, 1 + below(gen, 2));
    emit(gen, ",'finally':[{'op':'log','msg':'finally'}");
    emit(gen, chance(gen, 60) ? ",{'op':'sleep','ms':%d}]}" : "]}", some_ms(gen));
}

void
make_call(Gen *gen)
{
    emit(gen, "{'op':'call','name':'c%d','body':", fresh(gen));
    emit_body(gen, 1 + below(gen, 2));
    emit(gen, "}");
}

/* The repeated ops must not create names. */
void
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

void
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

void
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

void
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

void
make_wait(Gen *gen)
{
    emit(gen, "{'op':'wait','return_when':'%s',",
         WORD(gen, "ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"));
    emit_members(gen);
    emit(gen, chance(gen, 40) ? ",'ms':%d}" : "}", deadline_ms(gen));
}

void
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

void
make_shield(Gen *gen)
{
    bool is_safe = open_try(gen, 50);

    emit(gen, "{'op':'shield','target':");
    emit_member(gen);
    emit(gen, "}");
    close_try(gen, is_safe);
}

void
make_completions(Gen *gen)
{
    emit(gen, "{'op':'%s',", WORD(gen, "as_completed", "as_completed_async"));
    emit_members(gen);
    emit(gen, chance(gen, 40) ? ",'ms':%d}" : "}", deadline_ms(gen));
}
