/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.c - numbers names, up to a limit: readers of the format keep all names in memory, and so do
 * we. */
#include "ui/interchange/names.h"

enum { MAX_NAMES = 100000 };

struct Names {
    GHashTable *numbers; /* name -> its number */
};

Names *
names_new(void)
{
    Names *names = g_new(Names, 1);

    names->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return names;
}

void
names_free(Names *names)
{
    if (!names)
        return;
    g_hash_table_unref(names->numbers);
    g_free(names);
}

guint64
names_number(Names *names, const char *name, gboolean *ret_is_new)
{
    guint n = g_hash_table_size(names->numbers);
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(names->numbers, name));

    *ret_is_new = number == 0 && n < MAX_NAMES;
    if (*ret_is_new) {
        number = n + 1;
        g_hash_table_insert(names->numbers, g_strdup(name), GUINT_TO_POINTER(number));
    }
    return number;
}
