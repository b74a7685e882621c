/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pot.c - prints a template for translations of the sentences, as msginit and msgmerge read it. */
#include <stdio.h>

#include "ui/model/sentence-text.h"

static void
print_text(const char *keyword, const char *text)
{
    g_autofree char *escaped = g_strescape(text, "\x80\xe2\x80\x9c\x9d\x99\xa6");

    printf("%s \"%s\"\n", keyword, escaped);
}

static void
print_row(const SentenceRow *row)
{
    if (!row->one || !*row->one)
        return;
    puts("");
    print_text("msgctxt", row->context);
    print_text("msgid", row->one);
    if (row->many)
        print_text("msgid_plural", row->many);
    puts(row->many ? "msgstr[0] \"\"\nmsgstr[1] \"\"" : "msgstr \"\"");
}

static void
print_tables(const SentenceRow *const *tables)
{
    for (guint i = 0; sentence_row(tables, i); i++)
        print_row(sentence_row(tables, i));
}

int
main(void)
{
    puts("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
         "\"Plural-Forms: nplurals=2; plural=n != 1;\\n\"");
    print_tables(sentence_tables);
    print_tables(page_tables);
    for (const SentenceRow *row = sentence_parts; row->context; row++)
        print_row(row);
    return 0;
}
