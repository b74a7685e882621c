/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-title.c - a title page, and a cover, from top to bottom. */
#include "ui/scene/deck-title.h"

#include "ui/model/text.h"
#include "ui/scene/build.h"
#include "ui/scene/deck-timeline.h"

/* px */
enum {
    STRIPE = 10,
    LEFT = 76,
    INNER = DECK_WIDTH - LEFT - 36,
    CHAPTER_Y = 60,
    TITLE_Y = 102,
    ABOUT_Y = 156,
    FIGURES_Y = 206,
    FIGURE_GAP = 32,
    FIGURE_LINE = 36,
    TIMELINE_Y = 270,
    FOOT_Y = DECK_HEIGHT - 46,
    LINE = 24,
    TITLE_LINE = 48,
    CONTENTS_Y = 212,
    CONTENT_LINE = 32,
    STEPS_WIDTH = 120,
    NUMBERS_WIDTH = 36,
};

enum { MOST_CONTENTS = 9 };

typedef struct {
    Build build;
    double x; /* where the next figure goes */
} TitlePage;

static TitlePage
title_page_new(const Model *model, const TextMetrics *metrics)
{
    TitlePage page = {
        {.model = model, .metrics = metrics, .scene = scene_new(DECK_WIDTH, DECK_HEIGHT)}, LEFT};

    scene_rect(page.build.scene, 0, 0, DECK_WIDTH, DECK_HEIGHT, ROLE_BACKGROUND);
    scene_rect(page.build.scene, 0, 0, STRIPE, DECK_HEIGHT, ROLE_RING);
    return page;
}

static void
draw_text(TitlePage *page, double y, Font font, Role role, const char *text)
{
    if (text && *text)
        build_text(&page->build, LEFT, y, INNER, LINE + 8, role, font, ALIGN_LEFT, text);
}

/* In smaller letters where there is no room for large ones. */
static void
draw_title(TitlePage *page, const char *title)
{
    Font font =
        build_text_width(&page->build, FONT_COVER, title) <= INNER ? FONT_COVER : FONT_HEADING;

    page->build.scene->section = SECTION_HEADING;
    if (*title)
        build_text(&page->build, LEFT, TITLE_Y, INNER, TITLE_LINE, ROLE_TEXT, font, ALIGN_LEFT,
                   title);
    page->build.scene->section = SECTION_WORDS;
}

static void
draw_foot(TitlePage *page)
{
    scene_text(page->build.scene, LEFT, FOOT_Y, INNER, LINE, ROLE_TEXT_DIM, FONT_SAYING,
               ALIGN_RIGHT, "Made with Awaitscope");
}

/* ---- a title page ---- */

/* "5 tasks", the number large. */
static void
draw_figure(TitlePage *page, const char *number, const char *what)
{
    double w = build_text_width(&page->build, FONT_HEADING, number), words;

    scene_text(page->build.scene, page->x, FIGURES_Y - (FIGURE_LINE - LINE) / 2, w, FIGURE_LINE,
               ROLE_RUNNING, FONT_HEADING, ALIGN_LEFT, number);
    words = build_text_width(&page->build, FONT_SAYING, what);
    scene_text(page->build.scene, page->x + w + 8, FIGURES_Y + 2, words, LINE, ROLE_TEXT_DIM,
               FONT_SAYING, ALIGN_LEFT, what);
    page->x += w + 8 + words + FIGURE_GAP;
}

static void
draw_count(TitlePage *page, gsize n, const char *one, const char *many)
{
    g_autofree char *number = g_strdup_printf("%zu", n);

    if (n > 0)
        draw_figure(page, number, n == 1 ? one : many);
}

static void
draw_duration(TitlePage *page)
{
    const Model *model = page->build.model;
    g_autofree char *time = text_duration(model_duration_ns(model));
    gboolean simulated = g_strcmp0(model_meta(model, "clock"), "virtual") == 0;

    if (model_duration_ns(model) > 0)
        draw_figure(page, time, simulated ? "of simulated time" : "long");
}

static void
draw_figures(TitlePage *page)
{
    const Model *model = page->build.model;

    draw_count(page, model_tracks(model, TRACE_TRACK_TASK)->len, "task", "tasks");
    draw_count(page, model_turn(model, model_n_events(model) - 1), "turn of the loop",
               "turns of the loop");
    draw_duration(page);
    draw_count(page, model_n_events(model), "event", "events");
}

static void
draw_chapter(TitlePage *page, const char *series, guint k, guint n)
{
    g_autofree char *chapter = n > 1 ? g_strdup_printf("%s%schapter %u of %u", series ? series : "",
                                                       series ? "  ·  " : "", k, n)
                                     : g_strdup(series);

    draw_text(page, CHAPTER_Y, FONT_SAYING, ROLE_TEXT_DIM, chapter);
}

static void
draw_timeline(TitlePage *page, const Deck *deck)
{
    g_autoptr(Scene) timeline = deck_timeline_whole(deck, INNER);

    page->build.scene->section = SECTION_TIMELINE;
    scene_append(page->build.scene, timeline, LEFT, TIMELINE_Y);
    page->build.scene->section = SECTION_WORDS;
}

Scene *
deck_title(const Deck *deck, guint k, guint n)
{
    TitlePage page = title_page_new(deck->model, deck->metrics);

    page.build.scene->section = SECTION_WORDS;
    draw_chapter(&page, deck->series, k, n);
    draw_title(&page, deck->title);
    draw_text(&page, ABOUT_Y, FONT_SAYING_BOLD, ROLE_TEXT, model_meta(deck->model, "about"));
    draw_figures(&page);
    draw_timeline(&page, deck);
    draw_foot(&page);
    draw_text(&page, FOOT_Y, FONT_CODE_13, ROLE_TEXT_DIM, model_meta(deck->model, "file"));
    return page.build.scene;
}

/* ---- the cover ---- */

static void
draw_content(TitlePage *page, const DeckContent *chapter, guint number, double y)
{
    g_autofree char *k = g_strdup_printf("%u", number);
    g_autofree char *steps = text_count(chapter->n_steps, "step", "steps");
    double x = LEFT + NUMBERS_WIDTH, right = LEFT + INNER - STEPS_WIDTH;

    build_text(&page->build, LEFT, y, NUMBERS_WIDTH, CONTENT_LINE, ROLE_RUNNING, FONT_SAYING_BOLD,
               ALIGN_LEFT, k);
    build_text(&page->build, x, y, right - x, CONTENT_LINE, ROLE_TEXT, FONT_SAYING, ALIGN_LEFT,
               chapter->title);
    build_text(&page->build, right, y, STEPS_WIDTH, CONTENT_LINE, ROLE_TEXT_DIM, FONT_SAYING,
               ALIGN_RIGHT, steps);
}

static void
draw_more(TitlePage *page, guint n, double y)
{
    g_autofree char *more = text_count(n, "more chapter", "more chapters");

    build_text(&page->build, LEFT + NUMBERS_WIDTH, y, INNER, CONTENT_LINE, ROLE_TEXT_DIM,
               FONT_SAYING, ALIGN_LEFT, more);
}

Scene *
deck_cover(const char *title, const DeckContent *chapters, guint n, const TextMetrics *metrics)
{
    TitlePage page = title_page_new(NULL, metrics);
    guint shown = n > MOST_CONTENTS ? MOST_CONTENTS - 1 : n;

    draw_title(&page, title);
    for (guint i = 0; i < shown; i++)
        draw_content(&page, &chapters[i], i + 1, CONTENTS_Y + i * CONTENT_LINE);
    if (shown < n)
        draw_more(&page, n - shown, CONTENTS_Y + shown * CONTENT_LINE);
    draw_foot(&page);
    return page.build.scene;
}
