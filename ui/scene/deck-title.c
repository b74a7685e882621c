/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-title.c - a title page from top to bottom. */
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
    TIMELINE_Y = 270,
    FOOT_Y = DECK_HEIGHT - 46,
    LINE = 24,
};

typedef struct {
    const Deck *deck;
    Build build;
    double x; /* where the next figure goes */
} TitlePage;

static void
draw_text(TitlePage *page, double y, Font font, Role role, const char *text)
{
    if (text && *text)
        build_text(&page->build, LEFT, y, INNER, LINE + 8, role, font, ALIGN_LEFT, text);
}

/* "5 tasks", the number large. */
static void
draw_figure(TitlePage *page, const char *number, const char *what)
{
    double w = build_text_width(&page->build, FONT_TITLE, number), words;

    scene_text(page->build.scene, page->x, FIGURES_Y, w, LINE, ROLE_RUNNING, FONT_TITLE, ALIGN_LEFT,
               number);
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
draw_figures(TitlePage *page)
{
    const Model *model = page->deck->model;
    g_autofree char *time = text_duration(model_duration_ns(model));
    gboolean exact = g_strcmp0(model_meta(model, "clock"), "virtual") == 0;

    page->x = LEFT;
    draw_count(page, model_tracks(model, TRACE_TRACK_TASK)->len, "task", "tasks");
    draw_count(page, model_turn(model, model_n_events(model) - 1), "turn of the loop",
               "turns of the loop");
    draw_figure(page, time, exact ? "on the exact clock" : "on the real clock");
    draw_count(page, model_n_events(model), "event", "events");
}

static void
draw_chapter(TitlePage *page, guint k, guint n)
{
    g_autofree char *chapter = n > 1 ? g_strdup_printf("%s%schapter %u of %u",
                                                       page->deck->series ? page->deck->series : "",
                                                       page->deck->series ? "  ·  " : "", k, n)
                                     : g_strdup(page->deck->series);

    draw_text(page, CHAPTER_Y, FONT_SAYING, ROLE_TEXT_DIM, chapter);
}

Scene *
deck_title(const Deck *deck, guint k, guint n)
{
    TitlePage page = {.deck = deck};
    Scene *scene = scene_new(DECK_WIDTH, DECK_HEIGHT), *timeline;

    page.build = (Build){.model = deck->model, .metrics = deck->metrics, .scene = scene};
    scene_rect(scene, 0, 0, DECK_WIDTH, DECK_HEIGHT, ROLE_BACKGROUND);
    scene_rect(scene, 0, 0, STRIPE, DECK_HEIGHT, ROLE_RING);
    scene->section = SECTION_WORDS;
    draw_chapter(&page, k, n);
    scene->section = SECTION_HEADING;
    draw_text(&page, TITLE_Y, FONT_HEADING, ROLE_TEXT, deck->title);
    scene->section = SECTION_WORDS;
    draw_text(&page, ABOUT_Y, FONT_SAYING_BOLD, ROLE_TEXT, model_meta(deck->model, "about"));
    draw_figures(&page);
    timeline = deck_timeline_whole(deck, INNER);
    scene->section = SECTION_TIMELINE;
    scene_append(scene, timeline, LEFT, TIMELINE_Y);
    scene_free(timeline);
    scene->section = SECTION_WORDS;
    scene_text(scene, LEFT, FOOT_Y, INNER, LINE, ROLE_TEXT_DIM, FONT_SAYING, ALIGN_RIGHT,
               "Made with Awaitscope");
    draw_text(&page, FOOT_Y, FONT_CODE_13, ROLE_TEXT_DIM, model_meta(deck->model, "file"));
    return scene;
}
