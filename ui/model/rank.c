/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank.c - counts the members of a set up to an event: one bit for each event and, for each word
 * of bits, how many came before it. A quarter of a byte for each event; one look-up per question.
 */
#include "ui/model/rank.h"

enum { BITS = 64 };

typedef struct {
    guint64 bits;
    gsize before; /* bits of the words before this one */
} Word;

static Word *
word_at(const Rank *rank, gsize i)
{
    return &g_array_index(rank->words, Word, i);
}

static gsize
word_count(const Word *word)
{
    return word->before + (gsize) __builtin_popcountll(word->bits);
}

void
rank_init(Rank *rank)
{
    rank->words = g_array_new(FALSE, FALSE, sizeof(Word));
}

void
rank_clear(Rank *rank)
{
    g_array_unref(rank->words);
}

void
rank_add(Rank *rank, gsize event)
{
    while (rank->words->len <= event / BITS) {
        gsize n = rank->words->len;
        Word word = {.before = n > 0 ? word_count(word_at(rank, n - 1)) : 0};

        g_array_append_val(rank->words, word);
    }
    word_at(rank, event / BITS)->bits |= G_GUINT64_CONSTANT(1) << event % BITS;
}

gsize
rank_up_to(const Rank *rank, gsize event)
{
    gsize n = rank->words->len;

    if (event / BITS >= n)
        return n > 0 ? word_count(word_at(rank, n - 1)) : 0;
    Word word = *word_at(rank, event / BITS);
    word.bits &= ~G_GUINT64_CONSTANT(0) >> (BITS - 1 - event % BITS);
    return word_count(&word);
}
