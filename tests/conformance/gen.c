/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gen.c - what all parts of the generator need: random choices, writing, names. */
#include "tests/conformance/gen.h"

#include <string.h>

/* ---- random choices: splitmix64 ---- */

static uint64_t
next(Gen *gen)
{
    uint64_t z = gen->state += 0x9E3779B97F4A7C15;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

int
below(Gen *gen, int n)
{
    return (int) (next(gen) % (uint64_t) n);
}

bool
chance(Gen *gen, int percent)
{
    return below(gen, 100) < percent;
}

int
some_ms(Gen *gen)
{
    static const int ms[] = {0, 0, 1, 1, 2, 2, 3, 5, 5, 10};

    return ms[below(gen, G_N_ELEMENTS(ms))];
}

int
deadline_ms(Gen *gen)
{
    static const int ms[] = {1, 2, 3, 5, 5, 7, 10, 20};

    return ms[below(gen, G_N_ELEMENTS(ms))];
}

const char *
one_of(Gen *gen, const char *const *words, int n)
{
    return words[below(gen, n)];
}

/* ---- writing: JSON with ' for " ---- */

void
emit(Gen *gen, const char *format, ...)
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

int
fresh(Gen *gen)
{
    return ++gen->n_names;
}

/* The number of a new label that other ops may name: the letter followed by this number. */
int
fresh_label(Gen *gen, char letter)
{
    int number = fresh(gen);

    if (gen->n_extra < MAX_EXTRA)
        g_snprintf(gen->extra[gen->n_extra++], LABEL_SIZE, "%c%d", letter, number);
    return number;
}

void
emit_ops(Gen *gen, int n)
{
    gen->depth++;
    emit(gen, "[");
    for (int i = 0; i < n; i++) {
        emit(gen, i ? "," : "");
        gen_op(gen);
    }
    emit(gen, "]");
    gen->depth--;
}

/* The body of a task: ops, and then a return or an error. */
void
emit_body(Gen *gen, int size)
{
    emit_ops(gen, size);
    g_string_truncate(gen->out, gen->out->len - 1);
    if (chance(gen, 14))
        emit(gen, ",{'op':'raise','err':'%s'}]", WORD(gen, "E1", "E2", "E3"));
    else
        emit(gen, ",{'op':'return','value':%d}]", ++gen->n_values);
}

void
emit_task(Gen *gen, int size)
{
    emit(gen, "'task':'N%d','body':", fresh_label(gen, 'N'));
    emit_body(gen, size);
}

/* Puts a try around what may fail, with that probability. Returns whether it did. */
bool
open_try(Gen *gen, int percent)
{
    bool is_safe = chance(gen, percent);

    if (is_safe)
        emit(gen, "{'op':'try','catch':['*'],'handler':[],'body':[");
    return is_safe;
}

void
close_try(Gen *gen, bool is_safe)
{
    emit(gen, is_safe ? "]}" : "");
}

/* ---- whom to name ---- */

bool
has_above(const Gen *gen)
{
    return gen->rank < gen->n_tasks;
}

int
above(Gen *gen)
{
    return gen->rank + 1 + below(gen, gen->n_tasks - gen->rank);
}

void
emit_anyone(Gen *gen)
{
    if (gen->n_extra && chance(gen, 30))
        emit(gen, "'%s'", gen->extra[below(gen, gen->n_extra)]);
    else if (chance(gen, 6))
        emit(gen, "'main'");
    else
        emit(gen, "'T%d'", 1 + below(gen, gen->n_tasks));
}

void
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

void
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
