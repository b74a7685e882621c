/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.c - the text timeline: the same scene, painted on a grid of characters. */
#include <math.h>

#include "ui/export/export.h"
#include "ui/scene/looks.h"

enum { LEAST_COLUMNS = 40, WIDE_TAIL = 0 };

typedef struct {
    guint columns, rows;
    gunichar *cells; /* WIDE_TAIL: the right half of a wide character */
} Grid;

static Grid
grid_new(guint columns, guint rows)
{
    Grid grid = {columns, rows, g_new(gunichar, (gsize) columns * rows)};

    for (gsize i = 0; i < (gsize) columns * rows; i++)
        grid.cells[i] = ' ';
    return grid;
}

static gunichar *
grid_cell(const Grid *grid, double x, double y)
{
    if (x < 0 || y < 0 || x >= grid->columns || y >= grid->rows)
        return NULL;
    return &grid->cells[(gsize) y * grid->columns + (gsize) x];
}

static void
grid_put(const Grid *grid, double x, double y, gunichar c)
{
    gunichar *cell = grid_cell(grid, x, y);

    if (cell != NULL)
        *cell = c;
}

/* How many cells a character takes on a terminal. */
static int
char_cells(gunichar c)
{
    if (g_unichar_iscntrl(c) || g_unichar_iszerowidth(c))
        return 0;
    return g_unichar_iswide(c) ? 2 : 1;
}

static double
text_cells(void *data, Font font, const char *text)
{
    double cells = 0;

    for (; *text != '\0'; text = g_utf8_next_char(text))
        cells += char_cells(g_utf8_get_char(text));
    return cells;
}

static const TextMetrics cell_metrics = {text_cells, NULL};

/* A bar that is lower than its row is drawn in eighths of the row: ▁ ▂ ▃ ... */
static gunichar
rect_cell(const Shape *shape)
{
    if (shape->h >= 1 || looks[shape->state].cell == 0)
        return looks[shape->state].cell;
    return 0x2580 + (gunichar) CLAMP(round(shape->h * 8), 1, 7);
}

static void
grid_rect(const Grid *grid, const Shape *shape)
{
    double end = MAX(round(shape->x + shape->w), round(shape->x) + 1);
    gunichar c = rect_cell(shape);

    if (c == 0)
        return;
    for (double x = round(shape->x); x < end; x++)
        grid_put(grid, x, shape->y, c);
}

static void
grid_line(const Grid *grid, const Shape *shape)
{
    if (shape->h == 0)
        for (double x = round(shape->x); x < round(shape->x + shape->w); x++)
            grid_put(grid, x, shape->y, 0x2500); /* ─ */
}

static void
grid_disc(const Grid *grid, const Shape *shape)
{
    if (looks[shape->state].end.cell != 0)
        grid_put(grid, round(shape->x), shape->y, looks[shape->state].end.cell);
}

/* A wide character is written whole or not at all. */
static double
grid_char(const Grid *grid, double x, double y, gunichar c)
{
    int cells = char_cells(c);

    if (cells == 0 || x + cells > grid->columns)
        return x;
    grid_put(grid, x, y, c);
    if (cells == 2)
        grid_put(grid, x + 1, y, WIDE_TAIL);
    return x + cells;
}

static void
grid_text(const Grid *grid, const Shape *shape)
{
    double spare = shape->w - text_cells(NULL, shape->font, shape->text);
    double x = round(shape->x + floor(MAX(spare, 0) * scene_align_part(shape->align)));

    for (const char *p = shape->text; *p != '\0'; p = g_utf8_next_char(p))
        x = grid_char(grid, x, shape->y, g_utf8_get_char(p));
}

static void (*const grid_painters[SHAPE_UNCLIP + 1])(const Grid *grid, const Shape *shape) = {
    [SHAPE_RECT] = grid_rect,
    [SHAPE_LINE] = grid_line,
    [SHAPE_TEXT] = grid_text,
    [SHAPE_DISC] = grid_disc,
};

static void
grid_row(const Grid *grid, guint row, GString *out)
{
    const gunichar *cells = &grid->cells[(gsize) row * grid->columns];
    guint n = grid->columns;

    while (n > 0 && cells[n - 1] == ' ')
        n--;
    for (guint i = 0; i < n; i++)
        if (cells[i] != WIDE_TAIL)
            g_string_append_unichar(out, cells[i]);
    g_string_append_c(out, '\n');
}

static char *
grid_paint(const Scene *scene)
{
    Grid grid = grid_new((guint) scene->width, (guint) ceil(scene->height));
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);

        if (grid_painters[shape->kind] != NULL)
            grid_painters[shape->kind](&grid, shape);
    }
    for (guint row = 0; row < grid.rows; row++)
        grid_row(&grid, row, out);
    g_free(grid.cells);
    return g_string_free(out, FALSE);
}

/* Names and outcomes may take a good third of the width; the rest is for the lanes. */
static Sizes
text_sizes(guint columns)
{
    Sizes sizes = sizes_text;

    sizes.names_width = MIN(sizes.names_width, floor(columns * 0.3));
    sizes.margin_right = MIN(sizes.margin_right, floor(columns * 0.2));
    return sizes;
}

char *
export_text(const Model *model, const ExportOptions *options, guint columns)
{
    guint width = MAX(columns, LEAST_COLUMNS);
    Sizes sizes = text_sizes(width);
    gint64 to_ns = options->to_ns < 0 ? G_MAXINT64 : options->to_ns;
    View view = view_range(model, options->axis, options->from_ns, to_ns, width, 0,
                           PART_RULER | PART_NAMES | PART_LEGEND, &sizes);
    g_autoptr(Scene) scene = layout_scene(model, &view, &cell_metrics);

    return grid_paint(scene);
}
