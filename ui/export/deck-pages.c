/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-pages.c - collects the pages of all chapters, and makes their scenes and names. */
#include "ui/export/deck-pages.h"

#include <gio/gio.h>
#include <string.h>

#include "ui/model/notes.h"
#include "ui/model/page-sentence.h"
#include "ui/model/text.h"
#include "ui/scene/deck-timeline.h"
#include "ui/scene/deck-title.h"

enum { SLIDE_WIDTH = 1600 /* px */ };

typedef struct {
    Deck deck;
    State *state;
    GArray *all, *pages; /* of Page; the second without those that are left out */
    GArray *lanes;
    gsize from; /* the first event of the range */
} Chapter;

struct DeckPages {
    GArray *chapters;     /* of Chapter */
    char *title, *series; /* of the whole; the second NULL if none was given */
    gboolean has_cover;
    guint n, n_all; /* pages, cover and title pages included; with those that are left out */
    gboolean on_axis;
    AxisKind axis;
    double speed;
    ExportFilm film;
    DeckProgress progress;
};

/* ---- chapters ---- */

static void
chapter_clear(gpointer data)
{
    Chapter *chapter = data;

    deck_clear(&chapter->deck);
    state_free(chapter->state);
    g_array_unref(chapter->all);
    g_array_unref(chapter->pages);
    g_array_unref(chapter->lanes);
}

/* Names are those of other chapters if none of them is one of this. */
static GArray *
lanes_of(const Model *model, const DeckOptions *options, guint *ret_n_more)
{
    g_autoptr(GArray) named = options->lanes ? export_lanes(model, options->lanes) : NULL;

    return named && named->len ? g_steal_pointer(&named)
                               : deck_lanes(model, options->from_ns, options->to_ns, ret_n_more);
}

static gsize
first_event(const Model *model, const DeckOptions *options)
{
    return options->from_ns > 0 ? model_event_at_time(model, options->from_ns - 1) + 1 : 0;
}

static GArray *
pages_of(const Model *model, gsize from, const DeckOptions *options)
{
    gsize to =
        options->to_ns < 0 ? model_n_events(model) - 1 : model_event_at_time(model, options->to_ns);

    return options->by_step ? pages_new_by_step(model, options->step, from, to)
                            : pages_new(model, from, to);
}

static gboolean
is_left_out(const DeckOptions *options, guint page)
{
    for (guint i = 0; options->left_out && i < options->left_out->len; i++)
        if (g_array_index(options->left_out, guint, i) == page)
            return TRUE;
    return FALSE;
}

/* The first of them is page `first` of the deck. */
static GArray *
without_left_out(const GArray *all, guint first, const DeckOptions *options)
{
    GArray *pages = g_array_new(FALSE, FALSE, sizeof(Page));

    for (guint i = 0; i < all->len; i++)
        if (!is_left_out(options, first + i))
            g_array_append_val(pages, g_array_index(all, Page, i));
    return pages;
}

static void
add_chapter(DeckPages *deck, const Model *model, const DeckOptions *options)
{
    guint n_more = 0;
    GArray *lanes = lanes_of(model, options, &n_more);
    const char *title = model_meta(model, "title");
    Chapter chapter = {.lanes = lanes, .from = first_event(model, options)};

    chapter.all = pages_of(model, chapter.from, options);
    chapter.pages = without_left_out(chapter.all, deck->n_all + 1, options);
    chapter.state = state_new(model);
    chapter.deck = (Deck){.model = model,
                          .title = title ? title : "",
                          .series = deck->series,
                          .outline = !options->no_outline,
                          .lanes = lanes,
                          .n_more = n_more,
                          .from_ns = options->from_ns,
                          .to_ns = options->to_ns,
                          .metrics = export_metrics()};
    g_array_append_val(deck->chapters, chapter);
    deck->n += 1 + chapter.pages->len;
    deck->n_all += 1 + chapter.all->len;
}

/* Few frames are enough where only pages turn. */
static void
set_film(DeckPages *deck, const DeckOptions *options)
{
    static const ExportFilm usual = {.width = 1280, .height = 720, .fps = 10};

    deck->on_axis = options->on_axis;
    deck->axis = options->axis;
    deck->speed = options->speed > 0 ? options->speed : 1;
    deck->film = options->film;
    if (deck->film.width == 0) {
        deck->film.width = usual.width;
        deck->film.height = usual.height;
    }
    if (deck->film.fps == 0)
        deck->film.fps = usual.fps;
}

static char *
title_of(const Model *const *models, guint n, const char *given)
{
    const char *first = model_meta(models[0], "title");

    if (given)
        return g_strdup(given);
    return n > 1 ? g_strdup_printf("%u runs of an event loop", n) : g_strdup(first ? first : "");
}

DeckPages *
deck_pages_new(const Model *const *models, guint n, const DeckOptions *options, GError **error)
{
    g_autoptr(DeckPages) deck = g_new0(DeckPages, 1);

    deck->chapters = g_array_new(FALSE, FALSE, sizeof(Chapter));
    g_array_set_clear_func(deck->chapters, chapter_clear);
    deck->progress = options->progress;
    set_film(deck, options);
    deck->series = g_strdup(options->title);
    deck->title = title_of(models, n, options->title);
    deck->has_cover = options->title || n > 1;
    deck->n = deck->n_all = deck->has_cover;
    if (options->lanes && !export_lanes_exist(models, n, options->lanes, error))
        return NULL;
    for (guint i = 0; i < n; i++)
        add_chapter(deck, models[i], options);
    guint n_titles = n + deck->has_cover;
    if (deck->n > n_titles)
        return g_steal_pointer(&deck);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s",
                deck->n_all > n_titles ? "all pages are left out" : "nothing happens in that time");
    return NULL;
}

void
deck_pages_free(DeckPages *deck)
{
    g_array_unref(deck->chapters);
    g_free(deck->title);
    g_free(deck->series);
    g_free(deck);
}

/* ---- pages ---- */

DeckPlace
deck_pages_place(const DeckPages *deck, guint i)
{
    guint chapter = 0, n = g_array_index(deck->chapters, Chapter, 0).pages->len;

    if (deck->has_cover && i-- == 0)
        return (DeckPlace){.is_cover = TRUE};
    while (i > n) {
        i -= 1 + n;
        n = g_array_index(deck->chapters, Chapter, ++chapter).pages->len;
    }
    return (DeckPlace){.chapter = chapter, .number = i};
}

static const Chapter *
chapter_at(const DeckPages *deck, DeckPlace place)
{
    return &g_array_index(deck->chapters, Chapter, place.chapter);
}

/* NULL: it is a title page, or the cover. */
static const Page *
page_at(const DeckPages *deck, DeckPlace place)
{
    return place.number == 0
               ? NULL
               : &g_array_index(chapter_at(deck, place)->pages, Page, place.number - 1);
}

guint
deck_pages_n(const DeckPages *deck)
{
    return deck->n;
}

const char *
deck_pages_title(const DeckPages *deck)
{
    return deck->title;
}

gsize
deck_pages_event(const DeckPages *deck, guint i)
{
    DeckPlace place = deck_pages_place(deck, i);
    const GArray *pages = chapter_at(deck, place)->pages;

    return pages->len == 0 ? 0 : g_array_index(pages, Page, MAX(place.number, 1) - 1).shown;
}

/* When the first page is asked for: of very many there may never be one. */
static void
plan(const DeckPages *deck, DeckPlace place)
{
    Chapter *chapter = &g_array_index(deck->chapters, Chapter, place.chapter);

    if (!chapter->deck.folds)
        deck_plan(&chapter->deck, chapter->state, chapter->pages);
}

/* The first page that there would be at `event` or later; NULL: none. */
static const Page *
next_of_all(const Chapter *chapter, gsize event)
{
    for (guint i = 0; i < chapter->all->len; i++)
        if (g_array_index(chapter->all, Page, i).shown >= event)
            return &g_array_index(chapter->all, Page, i);
    return NULL;
}

static gsize
shown_by(const Chapter *chapter, const Page *page)
{
    return page ? page->shown : model_n_events(chapter->deck.model);
}

void
deck_pages_events(const DeckPages *deck, guint i, gsize *ret_first, gsize *ret_end)
{
    DeckPlace place = deck_pages_place(deck, i);
    const Chapter *chapter = chapter_at(deck, place);
    const Page *page = page_at(deck, place);

    *ret_first = page ? page->shown : chapter->from;
    *ret_end = page             ? shown_by(chapter, next_of_all(chapter, page->shown + 1))
               : place.is_cover ? chapter->from
                                : shown_by(chapter, next_of_all(chapter, chapter->from));
}

char *
deck_pages_note(const DeckPages *deck, guint i)
{
    const Chapter *chapter = chapter_at(deck, deck_pages_place(deck, i));
    const GArray *notes = model_notes(chapter->deck.model);
    GString *text = g_string_new(NULL);
    gsize first, end;

    deck_pages_events(deck, i, &first, &end);
    for (guint n = 0; n < notes->len; n++) {
        const Note *note = &g_array_index(notes, Note, n);
        if (note->event >= first && note->event < end && *note->text)
            g_string_append_printf(text, "%s%s", text->len ? "\n" : "", note->text);
    }
    return g_string_free(text, FALSE);
}

static Scene *
cover_of(const DeckPages *deck)
{
    g_autoptr(GArray) contents = g_array_new(FALSE, FALSE, sizeof(DeckContent));

    for (guint i = 0; i < deck->chapters->len; i++) {
        const Chapter *chapter = &g_array_index(deck->chapters, Chapter, i);
        const DeckContent content = {chapter->deck.title, chapter->pages->len};
        g_array_append_val(contents, content);
    }
    return deck_cover(deck->title, (const DeckContent *) (void *) contents->data, contents->len,
                      export_metrics());
}

static Scene *
step_of(const DeckPages *deck, DeckPlace place)
{
    const Chapter *chapter = chapter_at(deck, place);

    plan(deck, place);
    return deck_page(&chapter->deck, chapter->state, page_at(deck, place), place.number,
                     chapter->pages->len);
}

Scene *
deck_pages_scene(const DeckPages *deck, guint i)
{
    DeckPlace place = deck_pages_place(deck, i);
    Scene *scene = place.is_cover      ? cover_of(deck)
                   : place.number == 0 ? deck_title(&chapter_at(deck, place)->deck,
                                                    place.chapter + 1, deck->chapters->len)
                                       : step_of(deck, place);

    scene->zoom = (double) SLIDE_WIDTH / DECK_WIDTH;
    return scene;
}

static const char *
title_at(const DeckPages *deck, DeckPlace place)
{
    return place.is_cover ? deck->title : chapter_at(deck, place)->deck.title;
}

Sentences
deck_pages_sentences(const DeckPages *deck, guint i)
{
    DeckPlace place = deck_pages_place(deck, i);
    const Chapter *chapter = chapter_at(deck, place);
    const Page *page = page_at(deck, place);

    return page ? page_sentences(chapter->deck.model, chapter->state, page)
                : (Sentences){.first = g_strdup(title_at(deck, place))};
}

/* ---- what the formats ask for ---- */

static gboolean
next(void *data, guint i, GError **error)
{
    const DeckPages *deck = data;

    if (!deck->progress.report || deck->progress.report(deck->progress.data, i, deck->n))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
    return FALSE;
}

static Scene *
scene_of(void *data, guint i)
{
    return deck_pages_scene(data, i);
}

static char *
name_of(void *data, guint i)
{
    Sentences sentences = deck_pages_sentences(data, i);

    g_free(sentences.second);
    return sentences.first;
}

static char *
words_of(void *data, guint i)
{
    DeckPlace place = deck_pages_place(data, i);
    const Chapter *chapter = chapter_at(data, place);
    const Page *page = page_at(data, place);

    return page ? page_sentences_line(chapter->deck.model, chapter->state, page)
                : g_strdup(title_at(data, place));
}

static char *
note_of(void *data, guint i)
{
    return deck_pages_note(data, i);
}

static char *
time_of(void *data, guint i)
{
    DeckPlace place = deck_pages_place(data, i);
    const Model *model = chapter_at(data, place)->deck.model;

    return text_duration(model_event(model, deck_pages_event(data, i))->time_ns);
}

static guint
number_of(void *data, guint i)
{
    return deck_pages_place(data, i).number;
}

/* Covers, title pages and the last page of a chapter stand for as long at any speed: they are there
 * to be read. */
static double
seconds_of(void *data, guint i)
{
    static const double title = 3, end = 2, step = 1;
    const DeckPages *deck = data;
    DeckPlace place = deck_pages_place(deck, i);
    const Chapter *chapter = chapter_at(deck, place);
    double from, to;

    if (place.number == 0)
        return title;
    if (place.number == chapter->pages->len)
        return end;
    if (!deck->on_axis)
        return step / deck->speed;
    from = axis_of_event(chapter->deck.model, deck->axis, deck_pages_event(deck, i));
    to = axis_of_event(chapter->deck.model, deck->axis, deck_pages_event(deck, i + 1));
    return (to - from) / axes[deck->axis].pace / deck->speed;
}

ExportPages
deck_pages_export(DeckPages *deck)
{
    return (ExportPages){.n = deck->n,
                         .has_cover = deck->has_cover,
                         .next = next,
                         .page = scene_of,
                         .name = name_of,
                         .words = words_of,
                         .note = note_of,
                         .time = time_of,
                         .number = number_of,
                         .seconds = seconds_of,
                         .film = deck->film,
                         .data = deck};
}
