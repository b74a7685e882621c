/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck.c - measures how long slides take, and how large they are: a line for each format and number
 * of pages. */
#include <stdio.h>

#include "tests/bench/run.h"
#include "ui/export/deck-pages.h"

enum { TIMES = 5, EVENTS_A_PAGE = 4 /* a few more than there are */ };

static const char source[] = "static AwValue\nwork(AwValue n)\n{\n"
                             "    AwFuture *one = AW_TRY(aw_spawn(part, aw_int(1)));\n"
                             "    AwFuture *other = AW_TRY(aw_spawn(part, aw_int(2)));\n\n"
                             "    aw_print(\"both of them go on\");\n"
                             "    for (int i = 0; i < aw_to_int(n); i++)\n"
                             "        AW_TRY(aw_sleep(i * AW_SECOND));\n"
                             "    AwValue first = AW_TRY(aw_await(one));\n"
                             "    AwValue second = AW_TRY(aw_await(other));\n\n"
                             "    aw_print(\"%d and %d\", aw_to_int(first), aw_to_int(second));\n"
                             "    return aw_int(aw_to_int(first) + aw_to_int(second));\n}\n";

static const struct {
    const char *format;
    guint n_pages;
} rows[] = {{"pdf", 40}, {"pdf", 400}, {"html", 100}, {"html", 400}};

/* The bytes of a file of the first `n` pages, made anew. */
static gsize
write_deck(const Model *model, const ExportFormat *format, guint n, double *ret_ms)
{
    const DeckOptions options = {.title = "A talk", .to_ns = -1, .theme = theme_find("light")};
    gint64 start = run_clock_ns();
    g_autoptr(DeckPages) deck = deck_pages_new(&model, 1, &options, NULL);
    ExportPages pages = deck_pages_export(deck);

    pages.n = MIN(pages.n, n);
    g_autoptr(GByteArray) bytes = format->render_pages(&pages, options.theme, "A talk", NULL);
    *ret_ms = (double) (run_clock_ns() - start) / 1e6;
    return bytes->len;
}

/* A run of about as many steps as there are pages. */
static Model *
model_for(guint n_pages)
{
    const Run run = {.n_events = n_pages * EVENTS_A_PAGE, .n_tasks = 5, .sleep = 10, .cancel = 30};
    Model *model = run_model(&run);

    model_add_source(model, "bench.c", source, sizeof source - 1);
    return model;
}

static void
measure(const char *name, guint n_pages)
{
    g_autofree char *path = g_strconcat("x.", name, NULL);
    g_autoptr(Model) model = model_for(n_pages);
    double times[TIMES];
    gsize size = 0;

    for (int i = 0; i < TIMES; i++)
        size = write_deck(model, export_format(path), n_pages, &times[i]);
    printf("%-8s %8u %10.1f %10.1f\n", name, n_pages, run_quantile(times, TIMES, 0.5),
           (double) size / 1000);
}

int
main(void)
{
    printf("slides, ms of processor time and kB\n%-8s %8s %10s %10s\n", "format", "pages", "ms",
           "kB");
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        measure(rows[i].format, rows[i].n_pages);
    return 0;
}
