/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - awaitscope export: which of its options make a picture, and which slides. */
#include "ui/export/export.h"

#include <string.h>

#include "app/cli/call.h"
#include "app/cli/deck.h"
#include "app/cli/range.h"
#include "app/cli/read.h"
#include "app/cli/size.h"
#include "app/say/message.h"
#include "ui/model/text.h"

enum { MOST_RECORDINGS = 100 };

typedef struct {
    RangeOptions range;
    DeckCall deck;
    char *at, *size, *theme, *lanes; /* NULL if not given */
} PictureOptions;

static gboolean
read_theme(const char *theme, const Theme **ret_theme)
{
    *ret_theme = theme_find(theme ? theme : "light");
    if (!*ret_theme)
        say_error("--theme %s: must be light, dark or print", theme);
    return *ret_theme != NULL;
}

static gboolean
read_options(const PictureOptions *given, const Model *model, ExportOptions *options)
{
    if (!range_read(&given->range, model, options))
        return FALSE;
    options->width = export_width(model, options);
    return range_read_time("--at", given->at, model, &options->at_ns) &&
           size_read(given->size, &options->width, &options->height) &&
           read_theme(given->theme, &options->theme);
}

/* NULL: they were not given. */
static char **
lane_names(const PictureOptions *given)
{
    return given->lanes ? g_strsplit(given->lanes, ",", -1) : NULL;
}

static int
export_picture(const PictureOptions *given, char **arguments, int n)
{
    ExportOptions options = {.to_ns = -1, .at_ns = -1};
    g_autoptr(GError) error = NULL;
    const char *only_deck = deck_option(&given->deck);

    if (only_deck)
        return say_error("%s is for slides: it goes with --deck", only_deck);
    if (!export_format(arguments[n - 1])->render)
        return say_error("%s: this format is for slides: it goes with --deck", arguments[n - 1]);
    if (n != 2)
        return say_error("a picture is of one recording; --deck writes several as chapters");
    g_autoptr(Model) model = load_recording(arguments[0]);
    if (!model || !read_options(given, model, &options))
        return STATUS_REFUSED;
    g_auto(GStrv) names = lane_names(given);
    const Model *const only = model;
    if (names && !export_lanes_exist(&only, 1, names, &error))
        return say_error("%s", error->message);
    g_autoptr(GArray) lanes = names ? export_lanes(model, names) : NULL;
    options.lanes = lanes;
    text_set_plain_spaces(FALSE);
    if (!export_model(model, &options, arguments[1], &error))
        return say_error("%s", error->message);
    return STATUS_DONE;
}

/* The first option given that this format has no use for: "--fps"; NULL: none. */
static const char *
useless_option(const PictureOptions *given, const ExportFormat *format)
{
    if (given->at || format->moves)
        return given->at ? "--at" : NULL;
    if (given->size)
        return "--size";
    return given->range.axis ? "--axis" : film_option(&given->deck.film);
}

static int
export_slides(const PictureOptions *given, char **arguments, int n)
{
    DeckCall call = given->deck;
    const ExportFormat *format = export_format(arguments[n - 1]);
    const char *useless = useless_option(given, format);
    const Theme *theme;

    if (useless)
        return say_error("%s is not for slides in a file of this format: %s", useless,
                         format->extension);
    if (!read_theme(given->theme, &theme))
        return STATUS_REFUSED;
    g_auto(GStrv) lanes = lane_names(given);
    call.film.size = given->size;
    call.film.axis = given->range.axis;
    return deck_export(&call, given->range.from, given->range.to, lanes, theme, arguments, n);
}

static int export(const void *options, char **arguments, int n)
{
    const PictureOptions *given = options;

    say_outlive_limits();
    if (!export_format(arguments[n - 1])) {
        g_autofree char *endings = export_endings(".", ", ", " or ");
        return say_error("%s: the name must end in %s", arguments[n - 1], endings);
    }
    return given->deck.deck ? export_slides(given, arguments, n)
                            : export_picture(given, arguments, n);
}

static char *
list_formats(void)
{
    GString *list = g_string_new(NULL);
    gsize n;
    const ExportFormat *const *formats = export_formats(&n);

    for (gsize i = 0; i < n; i++)
        g_string_append_printf(list, "  %-8s %s%s\n", formats[i]->extension, formats[i]->about,
                               formats[i]->render ? "" : " (with --deck)");
    return g_string_free(list, FALSE);
}

static int
command(const Call *call)
{
    PictureOptions options = {0};
    const GOptionEntry entries[] = {
        RANGE_ENTRIES(options.range),
        {"at", 0, 0, G_OPTION_ARG_STRING, &options.at, "draw the playhead at this time", "T"},
        {"size", 0, 0, G_OPTION_ARG_STRING, &options.size,
         "16:9, 4:3, A4, or px, each 100 to 20000; the default is 1280 wide, as high as needed",
         "SIZE"},
        {"theme", 0, 0, G_OPTION_ARG_STRING, &options.theme, "light (the default), dark or print",
         "THEME"},
        {"lanes", 0, 0, G_OPTION_ARG_STRING, &options.lanes,
         "the lanes that are shown; the default is as many as can be read, those on which most "
         "happens; a chapter that has none of them shows that many",
         "NAME,..."},
        DECK_ENTRIES(options.deck),
        {0},
    };

    return call_run(call, entries, export, &options);
}

const Command command_export = {
    .name = "export",
    .arguments =
        "FILE... OUT.{FORMATS} [--from T] [--to T] [--at T] [--axis time|elastic|steps] [--size "
        "16:9|4:3|A4|WxH] [--theme light|dark|print] [--lanes NAME,...] [--deck [--steps STEPS] "
        "[--title TITLE] [--future outline|none] [--fps N] [--speed X] [--loop N]]",
    .about = "write the timeline as a picture, or the run as slides",
    .details = RANGE_DETAILS
    "A png has two pixels for each px, or one where two would exceed 32767.\n"
    "Slides are a pdf, what says \"with --deck\", or a file a page if OUT has a number in it:\n"
    "page-%03d.svg. Each recording is a chapter with a title page, and --title or several\n"
    "chapters make a cover. An html is light or dark as the system asks, unless --theme says\n"
    "which. In an animation or a video a page stands for a second; with --axis pages turn as the\n"
    "window plays that axis.\n" RANGE_TIMES,
    .formats = export_endings,
    .list = list_formats,
    .min_arguments = 2,
    .max_arguments = MOST_RECORDINGS + 1,
    .call = command,
};
