/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf-language.c - appends a second version of the catalog, as the format has it for changes to a
 * file: the object, where it is, and where the table of all others is. */
#include "ui/export/pdf-language.h"

#include <stdlib.h>
#include <string.h>

/* The last place of `text`; NULL: there is none. */
static const char *
find_last(const GByteArray *bytes, const char *text)
{
    gsize n = strlen(text);

    for (gsize i = bytes->len < n ? 0 : bytes->len - n + 1; i-- > 0;)
        if (memcmp(bytes->data + i, text, n) == 0)
            return (const char *) bytes->data + i;
    return NULL;
}

/* The number behind the last `name`; 0: there is none. */
static gulong
number_after(const GByteArray *bytes, const char *name)
{
    const char *found = find_last(bytes, name);

    return found ? strtoul(found + strlen(name), NULL, 10) : 0;
}

/* What is in the dictionary of object `number`; NULL: it is not to be found. */
static char *
dictionary_of(const GByteArray *bytes, gulong number)
{
    g_autofree char *begin = g_strdup_printf("\n%lu 0 obj\n<<", number);
    const char *found = find_last(bytes, begin), *inside = found ? found + strlen(begin) : NULL;
    const char *end =
        inside
            ? g_strstr_len(inside, (const char *) bytes->data + bytes->len - inside, ">>\nendobj")
            : NULL;

    return end ? g_strndup(inside, (gsize) (end - inside)) : NULL;
}

static void
append(GByteArray *bytes, const char *text)
{
    g_byte_array_append(bytes, (const guint8 *) text, (guint) strlen(text));
}

void
pdf_language_add(GByteArray *bytes, const char *language)
{
    gulong root = number_after(bytes, "/Root "), info = number_after(bytes, "/Info "),
           size = number_after(bytes, "/Size "), table = number_after(bytes, "startxref\n");
    g_autofree char *catalog = dictionary_of(bytes, root);

    if (!catalog || !size || !table)
        return;
    guint place = bytes->len;
    g_autofree char *object =
        g_strdup_printf("%lu 0 obj\n<<%s   /Lang (%s)\n>>\nendobj\n", root, catalog, language);
    g_autofree char *trailer =
        g_strdup_printf("xref\n%lu 1\n%010u 00000 n \ntrailer\n<< /Size %lu\n   /Root %lu 0 R\n"
                        "   /Info %lu 0 R\n   /Prev %lu\n>>\nstartxref\n%zu\n%%%%EOF\n",
                        root, place, size, root, info, table, place + strlen(object));
    append(bytes, object);
    append(bytes, trailer);
}
