/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-file.c - writes the pages of a deck, to one file or to one each. */
#include "ui/export/deck-file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ui/export/files.h"
#include "ui/model/text.h"

enum { MOST_PAGES = 1000 };

/* `bytes` is NULL, and `error` set, if there are none; the error is to name the file. */
static gboolean
put_file(const char *path, const GByteArray *bytes, GError **error)
{
    if (bytes)
        return file_replace(path, bytes->data, bytes->len, error);
    g_prefix_error(error, "%s: ", path);
    return FALSE;
}

static gboolean
write_whole(DeckPages *deck, const ExportFormat *format, const DeckOptions *options,
            const char *path, GError **error)
{
    const ExportPages pages = deck_pages_export(deck);
    g_autoptr(GByteArray) bytes =
        format->render_pages(&pages, options->theme, deck_pages_title(deck), error);

    return put_file(path, bytes, error);
}

/* Where the pattern has its number: "%d", "%3d" or "%03d"; NULL: it has none. */
static const char *
number_of(const char *pattern, gboolean *ret_zeros, int *ret_width, const char **ret_rest)
{
    const char *percent = strchr(pattern, '%'), *at = percent ? percent + 1 : "";

    *ret_zeros = *at == '0';
    at += *ret_zeros;
    *ret_width = g_ascii_isdigit(*at) ? *at++ - '0' : 0;
    *ret_rest = at + 1;
    return percent && *at == 'd' ? percent : NULL;
}

static char *
numbered_path(const char *pattern, guint number)
{
    gboolean zeros;
    const char *rest;
    int width;
    const char *percent = number_of(pattern, &zeros, &width, &rest);
    g_autofree char *front = g_strndup(pattern, (gsize) (percent - pattern));

    return zeros ? g_strdup_printf("%s%0*u%s", front, width, number, rest)
                 : g_strdup_printf("%s%*u%s", front, width, number, rest);
}

static gboolean
is_numbered(const char *path)
{
    gboolean zeros;
    const char *rest;
    int width;

    return number_of(path, &zeros, &width, &rest) != NULL;
}

/* The files of pages that were written. */
typedef struct {
    GPtrArray *made; /* of char *: paths of those that were not there before */
    guint n_replaced;
} Written;

static gboolean
write_page(const DeckPages *deck, guint i, const ExportFormat *format, const DeckOptions *options,
           const char *pattern, Written *written, GError **error)
{
    g_autoptr(Scene) scene = deck_pages_scene(deck, i);
    g_autofree char *path = numbered_path(pattern, i + 1);
    gboolean is_new = !g_file_test(path, G_FILE_TEST_EXISTS);
    g_autoptr(GByteArray) bytes =
        format->render(scene, options->theme, deck_pages_title(deck), error);

    if (!put_file(path, bytes, error))
        return FALSE;
    if (is_new)
        g_ptr_array_add(written->made, g_steal_pointer(&path));
    else
        written->n_replaced++;
    return TRUE;
}

static gboolean
write_pages(DeckPages *deck, const ExportFormat *format, const DeckOptions *options,
            const char *pattern, Written *written, GError **error)
{
    const ExportPages pages = deck_pages_export(deck);

    for (guint i = 0; i < pages.n; i++)
        if (!pages.next(deck, i, error) ||
            !write_page(deck, i, format, options, pattern, written, error))
            return FALSE;
    return pages.next(deck, pages.n, error);
}

/* Half of the pages are of no use. Those that took the place of others cannot be taken back. */
static void
take_back(const Written *written, GError **error)
{
    for (guint i = 0; i < written->made->len; i++)
        g_unlink(g_ptr_array_index(written->made, i));
    if (written->n_replaced > 0 && error && *error) {
        g_autofree char *before = (*error)->message;
        g_autofree char *files = text_count(written->n_replaced, "file was", "files were");
        (*error)->message = g_strdup_printf("%s; before that, %s replaced", before, files);
    }
}

static gboolean
write_numbered(DeckPages *deck, const ExportFormat *format, const DeckOptions *options,
               const char *pattern, GError **error)
{
    Written written = {.made = g_ptr_array_new_with_free_func(g_free)};
    gboolean done = write_pages(deck, format, options, pattern, &written, error);

    if (!done)
        take_back(&written, error);
    g_ptr_array_unref(written.made);
    return done;
}

static gboolean
fail(GError **error, const char *path, const char *why)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: %s", path, why);
    return FALSE;
}

static gboolean
is_short_enough(const DeckPages *deck, GError **error)
{
    guint n = deck_pages_n(deck);

    if (n > MOST_PAGES)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%u pages would be more than the %d that a deck may have: choose a part by "
                    "--from and --to, or fewer steps by --steps",
                    n, MOST_PAGES);
    return n <= MOST_PAGES;
}

gboolean
export_deck(DeckPages *deck, const DeckOptions *options, const char *path, GError **error)
{
    const ExportFormat *format = export_format(path);

    if (!is_short_enough(deck, error))
        return FALSE;
    if (is_numbered(path))
        return format->render ? write_numbered(deck, format, options, path, error)
                              : fail(error, path,
                                     "a file of this format holds all pages: its name has no "
                                     "number");
    return format->render_pages ? write_whole(deck, format, options, path, error)
                                : fail(error, path,
                                       "a file of this format is one page: name files by a number, "
                                       "as in page-%03d.svg");
}
