/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lex.c - takes a word after another off a line, by what it begins with. */
#include "ui/scene/lex.h"

#include <string.h>

static const char *const c_keywords[] = {
    "break",  "case",   "const", "continue", "default",  "do",     "else",   "enum",
    "extern", "for",    "goto",  "if",       "inline",   "return", "sizeof", "static",
    "struct", "switch", "union", "typedef",  "volatile", "while",  NULL,
};
static const char *const c_types[] = {
    "bool",    "char",    "double",   "float",    "int",      "long",
    "short",   "signed",  "size_t",   "void",     "int32_t",  "int64_t",
    "ssize_t", "uint8_t", "uint32_t", "uint64_t", "unsigned", NULL,
};
static const char *const python_keywords[] = {
    "and",  "as",     "assert", "async",  "await",  "break",   "class",    "continue", "def",
    "del",  "elif",   "else",   "except", "False",  "finally", "for",      "from",     "global",
    "if",   "import", "in",     "is",     "lambda", "None",    "nonlocal", "not",      "or",
    "pass", "raise",  "return", "True",   "try",    "while",   "with",     "yield",    NULL,
};

/* What begins a comment or a text, and what ends it; NULL: the end of the line. */
typedef struct {
    const char *begins, *ends;
    LexSort sort;
    gboolean goes_on; /* over the end of a line */
} Quote;

static const Quote c_quotes[] = {
    {"//", NULL, LEX_COMMENT, FALSE}, {"/*", "*/", LEX_COMMENT, TRUE},
    {"\"", "\"", LEX_TEXT, FALSE},    {"'", "'", LEX_TEXT, FALSE},
    {NULL, NULL, 0, FALSE},
};
static const Quote python_quotes[] = {
    {"#", NULL, LEX_COMMENT, FALSE}, {"\"\"\"", "\"\"\"", LEX_TEXT, TRUE},
    {"'''", "'''", LEX_TEXT, TRUE},  {"\"", "\"", LEX_TEXT, FALSE},
    {"'", "'", LEX_TEXT, FALSE},     {NULL, NULL, 0, FALSE},
};

typedef struct {
    const char *line;
    gsize at;
    gboolean is_python;
    LexState *state;
    GArray *words;
} Lexer;

/* Joins it to the word before if that is of the same sort. */
static void
add(Lexer *lexer, gsize size, LexSort sort)
{
    LexWord word = {lexer->at, size, sort};
    LexWord *last =
        lexer->words->len ? &g_array_index(lexer->words, LexWord, lexer->words->len - 1) : NULL;

    lexer->at += size;
    if (last && last->sort == sort)
        last->size += size;
    else if (size > 0)
        g_array_append_val(lexer->words, word);
}

/* Up to and including what ends it, or to the end of the line; a backslash hides what follows. */
static gsize
quoted_size(const char *text, const char *ends, gboolean *ret_ended)
{
    const char *at = text;

    *ret_ended = FALSE;
    for (; *at; at++) {
        if (*at == '\\' && at[1]) {
            at++;
        } else if (ends && g_str_has_prefix(at, ends)) {
            *ret_ended = TRUE;
            return (gsize) (at - text) + strlen(ends);
        }
    }
    return (gsize) (at - text);
}

static void
take_inside(Lexer *lexer)
{
    gboolean ended;
    gsize size = quoted_size(lexer->line + lexer->at, lexer->state->ends_by, &ended);

    add(lexer, size, lexer->state->inside);
    if (ended)
        lexer->state->ends_by = NULL;
}

static gboolean
take_quoted(Lexer *lexer)
{
    const Quote *quote = lexer->is_python ? python_quotes : c_quotes;
    const char *text = lexer->line + lexer->at;
    gboolean ended;

    while (quote->begins && !g_str_has_prefix(text, quote->begins))
        quote++;
    if (!quote->begins)
        return FALSE;
    gsize begins = strlen(quote->begins);
    add(lexer, begins + quoted_size(text + begins, quote->ends, &ended), quote->sort);
    if (!ended && quote->goes_on)
        *lexer->state = (LexState){quote->ends, quote->sort};
    return TRUE;
}

static gboolean
is_word_char(char c)
{
    return g_ascii_isalnum(c) || c == '_' || (c & 0x80);
}

/* AwValue, but not AW_TRY. */
static gboolean
is_like_a_type(const char *word)
{
    return g_ascii_isupper(*word) && strpbrk(word, "abcdefghijklmnopqrstuvwxyz") &&
           !strchr(word, '_');
}

static LexSort
sort_of(const Lexer *lexer, const char *word)
{
    if (g_strv_contains(lexer->is_python ? python_keywords : c_keywords, word))
        return LEX_KEYWORD;
    if (lexer->is_python)
        return LEX_PLAIN;
    return g_strv_contains(c_types, word) || is_like_a_type(word) ? LEX_TYPE : LEX_PLAIN;
}

static void
take_word(Lexer *lexer)
{
    const char *text = lexer->line + lexer->at;
    gsize size = 0;

    while (is_word_char(text[size]) || (g_ascii_isdigit(*text) && text[size] == '.'))
        size++;
    g_autofree char *word = g_strndup(text, size);
    add(lexer, MAX(size, 1), g_ascii_isdigit(*text) ? LEX_NUMBER : sort_of(lexer, word));
}

GArray *
lex_line(const char *line, gboolean is_python, LexState *state)
{
    Lexer lexer = {line, 0, is_python, state, g_array_new(FALSE, FALSE, sizeof(LexWord))};

    while (line[lexer.at])
        if (state->ends_by)
            take_inside(&lexer);
        else if (!take_quoted(&lexer))
            take_word(&lexer);
    return lexer.words;
}
