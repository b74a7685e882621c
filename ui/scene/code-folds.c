/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-folds.c - goes from page to page and keeps the lines of a file as long as it can: a stretch
 * of pages ends when what must be seen on the next one has no room beside what was on those before.
 * That makes as few stretches as there can be. */
#include "ui/scene/code-folds.h"

#include <string.h>

#include "ui/scene/fold-lines.h"

/* The pages that show the same lines of a file. */
typedef struct {
    const char *file;
    guint n_lines;  /* of its source */
    GArray *needed; /* of guint: lines that must be seen, each once */
    guint *times;   /* for each line, on how many pages something is there */
    GArray *lines;  /* of guint: what is shown */
} Stretch;

struct CodeFolds {
    const Model *model;
    guint rows;
    guint n_partial;      /* pages that have no room for all lines where something is */
    GPtrArray *stretches; /* of Stretch, owned */
    GPtrArray *of_pages;  /* of Stretch: that of each page; NULL: nothing says where it is */
    GHashTable *last;     /* file: its last stretch */
};

/* ---- a stretch ---- */

static guint
count_lines(const char *source)
{
    guint n = source != NULL;

    for (; source && *source; source++)
        n += *source == '\n';
    return n;
}

static Stretch *
stretch_new(const Model *model, const char *file)
{
    Stretch *stretch = g_new0(Stretch, 1);

    stretch->file = file;
    stretch->n_lines = count_lines(model_source(model, file));
    stretch->needed = g_array_new(FALSE, FALSE, sizeof(guint));
    stretch->times = g_new0(guint, stretch->n_lines + 1);
    return stretch;
}

static void
stretch_free(gpointer data)
{
    Stretch *stretch = data;

    g_array_unref(stretch->needed);
    g_clear_pointer(&stretch->lines, g_array_unref);
    g_free(stretch->times);
    g_free(stretch);
}

static gboolean
has_room(const Stretch *stretch, const GArray *lines, guint rows)
{
    g_autoptr(GArray) both = g_array_copy(stretch->needed);

    for (guint i = 0; i < lines->len; i++)
        code_places_add(both, g_array_index(lines, guint, i));
    return fold_rows(stretch->n_lines, (const guint *) (void *) both->data, both->len) <= rows;
}

static void
stretch_add(Stretch *stretch, const CodePlaces *page, const GArray *needed)
{
    for (guint i = 0; i < needed->len; i++)
        code_places_add(stretch->needed, g_array_index(needed, guint, i));
    for (guint i = 0; i < page->all->len; i++) {
        guint line = g_array_index(page->all, guint, i);
        stretch->times[line <= stretch->n_lines ? line : 0]++;
    }
}

static int
by_times(gconstpointer a, gconstpointer b, gpointer times)
{
    guint one = *(const guint *) a, other = *(const guint *) b, n = ((guint *) times)[one],
          m = ((guint *) times)[other];

    return n != m ? (n < m) - (n > m) : (one > other) - (one < other);
}

/* What is needed comes first, then lines where something is on most pages. */
static void
choose_lines(Stretch *stretch, guint rows)
{
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GArray) matters = g_array_copy(stretch->needed);

    for (guint line = 1; line <= stretch->n_lines; line++)
        if (stretch->times[line] > 0)
            g_array_append_val(others, line);
    g_array_sort_with_data(others, by_times, stretch->times);
    for (guint i = 0; i < others->len; i++)
        code_places_add(matters, g_array_index(others, guint, i));
    stretch->lines =
        fold_lines(stretch->n_lines, (const guint *) (void *) matters->data, matters->len, rows);
}

/* ---- all pages ---- */

static Stretch *
begin_stretch(CodeFolds *folds, const char *file)
{
    Stretch *stretch = stretch_new(folds->model, file);

    g_ptr_array_add(folds->stretches, stretch);
    g_hash_table_insert(folds->last, (gpointer) file, stretch);
    return stretch;
}

/* The lines that must be seen: all, if there is room for them on one page. */
static const GArray *
needed_of_page(CodeFolds *folds, const CodePlaces *page)
{
    guint n_lines = count_lines(model_source(folds->model, page->file)),
          rows = fold_rows(n_lines, (const guint *) (void *) page->all->data, page->all->len);

    if (rows <= folds->rows)
        return page->all;
    folds->n_partial++;
    return page->must;
}

static Stretch *
stretch_of_page(CodeFolds *folds, const CodePlaces *page)
{
    Stretch *last = g_hash_table_lookup(folds->last, page->file);
    const GArray *needed = needed_of_page(folds, page);

    if (!last || !has_room(last, needed, folds->rows))
        last = begin_stretch(folds, page->file);
    stretch_add(last, page, needed);
    return last;
}

/* Before anything happens that has a line, the code is there already. */
static void
fill_beginning(CodeFolds *folds)
{
    for (guint i = folds->of_pages->len; i-- > 1;)
        if (!folds->of_pages->pdata[i - 1])
            folds->of_pages->pdata[i - 1] = folds->of_pages->pdata[i];
}

CodeFolds *
code_folds_new(const Model *model, const GPtrArray *pages, guint rows)
{
    CodeFolds *folds = g_new0(CodeFolds, 1);

    folds->model = model;
    folds->rows = rows;
    folds->stretches = g_ptr_array_new_with_free_func(stretch_free);
    folds->of_pages = g_ptr_array_new();
    folds->last = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < pages->len; i++) {
        const CodePlaces *page = g_ptr_array_index(pages, i);
        g_ptr_array_add(folds->of_pages, page->file ? stretch_of_page(folds, page) : NULL);
    }
    fill_beginning(folds);
    for (guint i = 0; i < folds->stretches->len; i++)
        choose_lines(g_ptr_array_index(folds->stretches, i), rows);
    return folds;
}

guint
code_folds_breaks(const CodeFolds *folds)
{
    return folds->stretches->len + folds->n_partial;
}

void
code_folds_free(CodeFolds *folds)
{
    if (!folds)
        return;
    g_ptr_array_unref(folds->stretches);
    g_ptr_array_unref(folds->of_pages);
    g_hash_table_unref(folds->last);
    g_free(folds);
}

CodeFold
code_folds_at(const CodeFolds *folds, guint i)
{
    const Stretch *stretch = g_ptr_array_index(folds->of_pages, i);

    return stretch ? (CodeFold){stretch->file, stretch->lines} : (CodeFold){NULL, NULL};
}
