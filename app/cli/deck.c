/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck.c - reads what slides are to be, and has them written. */
#include "app/cli/deck.h"

#include <signal.h>
#include <string.h>

#include "app/cli/call.h"
#include "app/cli/range.h"
#include "app/cli/read.h"
#include "app/say/message.h"
#include "app/say/progress.h"
#include "ui/export/deck-file.h"
#include "ui/export/deck-steps.h"

const char *
deck_option(const DeckCall *call)
{
    const struct {
        const char *name, *value;
    } options[] = {
        {"--steps", call->steps},
        {"--title", call->title},
        {"--future", call->future},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
        if (options[i].value)
            return options[i].name;
    return film_option(&call->film);
}

static gboolean
read_steps(const char *name, DeckOptions *options)
{
    if (deck_steps_find(name ? name : "run", options))
        return TRUE;
    say_error("--steps %s: must be run, event, resume, turn, wake or bookmarks", name);
    return FALSE;
}

/* Pages for the bookmarks are of recordings that have some. */
static gboolean
have_bookmarks(const DeckOptions *options, const GPtrArray *models, char **paths)
{
    guint without;

    if (deck_steps_are_there(options, (const Model *const *) models->pdata, models->len, &without))
        return TRUE;
    say_error("%s has no bookmarks: M sets one in the window, and awaitscope notes here",
              paths[without]);
    return FALSE;
}

static gboolean
read_future(const char *how, DeckOptions *options)
{
    options->no_outline = g_strcmp0(how, "none") == 0;
    if (!how || options->no_outline || strcmp(how, "outline") == 0)
        return TRUE;
    say_error("--future %s: must be outline or none", how);
    return FALSE;
}

static GPtrArray *
load_all(char **paths, int n)
{
    g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func((GDestroyNotify) model_free);

    for (int i = 0; i < n; i++) {
        Model *model = load_recording(paths[i]);
        if (!model)
            return NULL;
        g_ptr_array_add(models, model);
    }
    return g_steal_pointer(&models);
}

/* The times are those of the first recording. */
static gboolean
read_range(const char *from, const char *to, const Model *model, DeckOptions *options)
{
    const RangeOptions given = {.from = (char *) from, .to = (char *) to};
    ExportOptions range = {.to_ns = -1, .at_ns = -1};

    if (!range_read(&given, model, &range))
        return FALSE;
    options->from_ns = range.from_ns;
    options->to_ns = range.to_ns;
    return TRUE;
}

static volatile sig_atomic_t interrupted;

static void
on_interrupt(int number)
{
    interrupted = 1;
}

/* The first Ctrl+C gives the slides up, and takes back what is written; the second ends at once. */
static void
heed_interrupts(void)
{
    const struct sigaction once = {.sa_handler = on_interrupt, .sa_flags = (int) SA_RESETHAND};

    sigaction(SIGINT, &once, NULL);
    sigaction(SIGTERM, &once, NULL);
}

static gboolean
show(void *data, guint done, guint n)
{
    progress_writing((double) done / n, data);
    return !interrupted;
}

static int
write_deck(const GPtrArray *models, const DeckOptions *options, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(DeckPages) deck =
        deck_pages_new((const Model *const *) models->pdata, models->len, options, &error);
    heed_interrupts();
    gboolean done = deck && export_deck(deck, options, path, &error);

    progress_end();
    if (done)
        return STATUS_DONE;
    say_error("%s", error->message);
    return interrupted ? STATUS_INTERRUPTED : STATUS_REFUSED;
}

int
deck_export(const DeckCall *call, const char *from, const char *to, char **lanes,
            const Theme *theme, char **arguments, int n)
{
    DeckOptions options = {
        .title = call->title, .lanes = lanes, .theme = theme, .progress.report = show};

    if (!read_steps(call->steps, &options) || !read_future(call->future, &options) ||
        !film_read(&call->film, &options))
        return STATUS_REFUSED;
    g_autoptr(GPtrArray) models = load_all(arguments, n - 1);
    if (!models || !have_bookmarks(&options, models, arguments) ||
        !read_range(from, to, g_ptr_array_index(models, 0), &options))
        return STATUS_REFUSED;
    return write_deck(models, &options, arguments[n - 1]);
}
