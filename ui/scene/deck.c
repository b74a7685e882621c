/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck.c - puts the parts of a page into their places. */
#include "ui/scene/deck.h"

#include "ui/model/page-sentence.h"
#include "ui/scene/build.h"
#include "ui/scene/code-scene.h"
#include "ui/scene/deck-now.h"
#include "ui/scene/deck-timeline.h"

/* px */
enum {
    MARGIN = 36,
    INNER = DECK_WIDTH - 2 * MARGIN,
    TITLE_Y = 16,
    TITLE_HEIGHT = 38,
    STEP_WIDTH = 160,
    CODE_Y = 62,
    CODE_WIDTH = 576,
    NOW_X = MARGIN + CODE_WIDTH + 8,
    NOW_WIDTH = DECK_WIDTH - MARGIN - NOW_X,
    SAYING_HEIGHT = 54,
    SAYING_PAD = 14,
    SAYING_LINE = 23,
    GAP = 8,
    BOTTOM = DECK_HEIGHT - 14,
};

typedef struct {
    const Deck *deck;
    State *state;
    const Page *page;
    Build build;
} DeckPage;

/* The timeline is as high as its lanes are, and the code has all that is left. */
static double
timeline_y(const Deck *deck)
{
    return BOTTOM - deck_timeline_height(deck);
}

static double
saying_y(const Deck *deck)
{
    return timeline_y(deck) - GAP - SAYING_HEIGHT;
}

static double
code_height(const Deck *deck)
{
    return saying_y(deck) - GAP - CODE_Y;
}

static void
draw_part(DeckPage *page, Section section, Scene *part, double x, double y)
{
    page->build.scene->section = section;
    scene_append(page->build.scene, part, x, y);
    scene_free(part);
}

static void
draw_title(DeckPage *page, guint k, guint n)
{
    g_autofree char *step = g_strdup_printf("step %u of %u", k, n);

    page->build.scene->section = SECTION_HEADING;
    build_text(&page->build, MARGIN, TITLE_Y, INNER - STEP_WIDTH, TITLE_HEIGHT, ROLE_TEXT,
               FONT_HEADING, ALIGN_LEFT, page->deck->title);
    page->build.scene->section = SECTION_WORDS;
    scene_text(page->build.scene, DECK_WIDTH - MARGIN - STEP_WIDTH, TITLE_Y, STEP_WIDTH,
               TITLE_HEIGHT, ROLE_TEXT_DIM, FONT_SAYING, ALIGN_RIGHT, step);
}

static void
draw_saying(DeckPage *page)
{
    Sentences sentences = page_sentences(page->deck->model, page->state, page->page);
    double x = MARGIN + SAYING_PAD, w = INNER - 2 * SAYING_PAD, top = saying_y(page->deck),
           y = top + (SAYING_HEIGHT - (sentences.second ? 2 : 1) * SAYING_LINE) / 2.0;

    page->build.scene->section = SECTION_WORDS;
    scene_rect(page->build.scene, MARGIN, top, INNER, SAYING_HEIGHT, ROLE_SAYING)->radius = 6;
    build_text(&page->build, x, y, w, SAYING_LINE, ROLE_TEXT, FONT_SAYING_BOLD, ALIGN_LEFT,
               sentences.first);
    if (sentences.second)
        build_text(&page->build, x, y + SAYING_LINE, w, SAYING_LINE, ROLE_TEXT, FONT_SAYING,
                   ALIGN_LEFT, sentences.second);
    sentences_clear(&sentences);
}

void
deck_plan(Deck *deck, State *state, const GArray *pages)
{
    g_autofree gsize *events = g_new(gsize, pages->len);
    double height = code_height(deck);

    for (guint i = 0; i < pages->len; i++)
        events[i] = g_array_index(pages, Page, i).shown;
    g_autoptr(GPtrArray) places = code_places_new(deck->model, events, pages->len);
    deck->code = code_size_choose(deck->model, places, CODE_WIDTH, height, deck->metrics);
    deck->folds = code_folds_new(deck->model, places, code_size_rows(deck->code, height));
    deck->now_places = deck_now_places(deck->model, state, pages, height);
}

void
deck_clear(Deck *deck)
{
    g_clear_pointer(&deck->folds, code_folds_free);
    g_clear_pointer(&deck->now_places, g_array_unref);
}

static void
draw_code(DeckPage *page, guint k)
{
    const CodeSceneView view = {.width = CODE_WIDTH,
                                .height = code_height(page->deck),
                                .size = page->deck->code,
                                .fold = code_folds_at(page->deck->folds, k - 1)};

    draw_part(page, SECTION_CODE,
              code_scene(page->deck->model, page->page->shown, &view, page->deck->metrics), MARGIN,
              CODE_Y);
}

static void
draw_now(DeckPage *page, guint k)
{
    const DeckNowPlaces *places = &g_array_index(page->deck->now_places, DeckNowPlaces, k - 1);

    draw_part(page, SECTION_LOOP,
              deck_now(page->deck, page->state, places, NOW_WIDTH, code_height(page->deck)), NOW_X,
              CODE_Y);
}

Scene *
deck_page(const Deck *deck, State *state, const Page *page, guint k, guint n)
{
    DeckPage self = {.deck = deck, .state = state, .page = page};

    self.build = (Build){.model = deck->model,
                         .metrics = deck->metrics,
                         .scene = scene_new(DECK_WIDTH, DECK_HEIGHT)};
    state_seek(state, page->shown);
    scene_rect(self.build.scene, 0, 0, DECK_WIDTH, DECK_HEIGHT, ROLE_BACKGROUND);
    draw_title(&self, k, n);
    draw_code(&self, k);
    draw_now(&self, k);
    draw_saying(&self);
    draw_part(&self, SECTION_TIMELINE, deck_timeline(deck, page->shown, INNER), MARGIN,
              timeline_y(deck));
    return self.build.scene;
}
