/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-size.c - compares what each size costs with what the smallest does. */
#include "ui/scene/code-size.h"

#include <string.h>

#include "ui/scene/code-tag-row.h"

/* px, digits */
enum { LEFT = 8, NUMBERS_GAP = 12, LEAST_DIGITS = 2 };

/* From the smallest on. */
static const CodeSize sizes[] = {
    {FONT_CODE_12, 16}, {FONT_CODE_13, 17}, {FONT_CODE_14, 18},
    {FONT_CODE_15, 20}, {FONT_CODE_16, 21}, {FONT_CODE_17, 22},
};

CodeColumns
code_columns(const CodeSize *size, guint n_lines, const TextMetrics *metrics)
{
    g_autofree char *last = g_strdup_printf("%0*u", LEAST_DIGITS, n_lines);
    double right = LEFT + metrics->width(metrics->data, size->font, last);

    return (CodeColumns){right, right + NUMBERS_GAP};
}

guint
code_size_rows(const CodeSize *size, double height)
{
    return (guint) ((height - 2 * CODE_MARGIN) / size->row);
}

/* ---- lines where tasks are ---- */

typedef struct {
    const char *file;
    guint line;
    double tags_w; /* of the tags beside it, where they are widest, px */
} Marked;

static Marked *
find_marked(GArray *all, const char *file, guint line)
{
    const Marked marked = {file, line, 0};

    for (guint i = 0; i < all->len; i++) {
        Marked *one = &g_array_index(all, Marked, i);
        if (one->line == line && strcmp(one->file, file) == 0)
            return one;
    }
    g_array_append_val(all, marked);
    return &g_array_index(all, Marked, all->len - 1);
}

static void
add_page(GArray *all, const Build *build, const CodePlaces *page, double width)
{
    for (guint i = 0; i < page->all->len; i++) {
        guint line = g_array_index(page->all, guint, i);
        Marked *marked = find_marked(all, page->file, line);
        CodeTagRow row = code_tag_row_new(build, page->places, page->file, line, width);
        marked->tags_w = MAX(marked->tags_w, row.w);
        code_tag_row_clear(&row);
    }
}

static gboolean
is_cut(const Build *build, const Marked *marked, const CodeSize *size, double width)
{
    const char *source = model_source(build->model, marked->file);
    g_auto(GStrv) lines = g_strsplit(source ? source : "", "\n", -1);
    guint n = g_strv_length(lines);
    double room =
        width - CODE_MARGIN - marked->tags_w - code_columns(size, n, build->metrics).text_left;

    return marked->line <= n &&
           build_text_width(build, size->font, g_strchomp(lines[marked->line - 1])) > room;
}

/* ---- what a size costs ---- */

typedef struct {
    guint breaks, cut;
} Cost;

static Cost
cost_of(const Build *build, const GPtrArray *pages, const GArray *marked, const CodeSize *size,
        double width, double height)
{
    g_autoptr(CodeFolds) folds = code_folds_new(build->model, pages, code_size_rows(size, height));
    Cost cost = {.breaks = code_folds_breaks(folds)};

    for (guint i = 0; i < marked->len; i++)
        cost.cut += is_cut(build, &g_array_index(marked, Marked, i), size, width);
    return cost;
}

const CodeSize *
code_size_choose(const Model *model, const GPtrArray *pages, double width, double height,
                 const TextMetrics *metrics)
{
    const Build build = {.model = model, .metrics = metrics};
    g_autoptr(GArray) marked = g_array_new(FALSE, FALSE, sizeof(Marked));

    for (guint i = 0; i < pages->len; i++)
        add_page(marked, &build, g_ptr_array_index(pages, i), width);
    const Cost least = cost_of(&build, pages, marked, &sizes[0], width, height);
    for (gsize i = G_N_ELEMENTS(sizes); i-- > 1;) {
        const Cost cost = cost_of(&build, pages, marked, &sizes[i], width, height);
        if (cost.breaks <= least.breaks && cost.cut <= least.cut)
            return &sizes[i];
    }
    return &sizes[0];
}
