/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-now.c - the ring and two columns of lists. A list has boxes with two lines of words, or with
 * one, as there is room in its place. */
#include "ui/scene/deck-now.h"

#include <string.h>

#include "ui/scene/build.h"
#include "ui/scene/code-tags.h"
#include "ui/scene/now-boxes.h"
#include "ui/scene/now-more.h"

/* px */
enum {
    RADIUS = 44,
    RING_LEFT = 2,
    RING_WIDTH = 7,
    RING_LINE = 19,
    ARROW_WIDTH = 18,
    COLUMN_GAP = 8,
    PAD = 8,
    NAME_GAP = 6,
};

typedef struct {
    const Deck *deck;
    State *state;
    const DeckNowPlaces *places;
    Build build;
    double height;
} DeckNow;

/* ---- a box ---- */

static double
low_width(const DeckNow *now, const char *name, const char *text)
{
    return build_text_width(&now->build, FONT_SMALL_BOLD, name) + NAME_GAP +
           build_text_width(&now->build, FONT_SMALL, text);
}

/* Draws `shown`, which stands for `whole` where there is no room for it: that is the tip then. */
static void
draw_shown(const DeckNow *now, const Shape *box, Role role, Font font, Align align,
           const char *shown, const char *whole)
{
    Shape *text = build_text(&now->build, box->x, box->y, box->w, box->h, role, font, align, shown);

    if (text && strcmp(shown, whole) != 0)
        text->tip = scene_string(now->build.scene, whole);
}

/* Name and words side by side; in fewer words where there is no room for all of them. */
static void
draw_line(const DeckNow *now, const NowRow *row, double x, double y, double w)
{
    Role role = now_box_text(row->box);
    g_autofree char *short_name = code_tags_short_name(row->name);
    const char *name = low_width(now, row->name, row->text) <= w ? row->name : short_name;
    gboolean fit = low_width(now, name, row->text) <= w || !row->brief;
    const char *text = fit ? row->text : row->brief;
    double name_w = build_text_width(&now->build, FONT_SMALL_BOLD, name),
           left = x + MAX(w - low_width(now, name, text), 0) / 2, right = x + w;
    const Shape first = {.x = left, .y = y, .w = MIN(name_w, w), .h = DECK_NOW_LOW},
                second = {.x = left + name_w + NAME_GAP,
                          .y = y,
                          .w = right - left - name_w - NAME_GAP,
                          .h = DECK_NOW_LOW};

    draw_shown(now, &first, role, FONT_SMALL_BOLD, ALIGN_LEFT, name, row->name);
    if (second.w > 0)
        draw_shown(now, &second, role, FONT_SMALL, ALIGN_LEFT, text, row->text);
}

/* Draws the words, or fewer where there is no room for all of them. */
static void
draw_fitting(const DeckNow *now, double x, double y, double w, double h, Role role,
             const char *words, const char *brief)
{
    const Shape box = {.x = x, .y = y, .w = w, .h = h};
    gboolean fit = !brief || build_text_width(&now->build, FONT_SMALL, words) <= w;

    draw_shown(now, &box, role, FONT_SMALL, ALIGN_CENTER, fit ? words : brief, words);
}

static void
draw_two_lines(const DeckNow *now, const NowRow *row, double x, double y, double w)
{
    Role role = now_box_text(row->box);
    double h = DECK_NOW_HIGH / 2.0;

    build_text(&now->build, x, y + 3, w, h, role, FONT_SMALL_BOLD, ALIGN_CENTER, row->name);
    draw_fitting(now, x, y + h - 1, w, h, role, row->text, row->brief);
}

static void
draw_name(const DeckNow *now, const NowRow *row, double x, double y, double w)
{
    build_text(&now->build, x, y, w, DECK_NOW_LOW, now_box_text(row->box),
               row->box == NOW_BOX_NOBODY ? FONT_SMALL : FONT_SMALL_BOLD, ALIGN_CENTER, row->name);
}

/* What a timer has left stands at the right of its name. */
static void
draw_timer(const DeckNow *now, const NowRow *row, double x, double y, double w)
{
    const char *left = row->brief ? row->brief : row->left;
    double left_w = build_text_width(&now->build, FONT_SMALL, left);

    build_text(&now->build, x, y, w - left_w - PAD / 2.0, DECK_NOW_LOW, now_box_text(row->box),
               FONT_SMALL, ALIGN_LEFT, row->text);
    build_text(&now->build, x, y, w, DECK_NOW_LOW, ROLE_TEXT, FONT_SMALL, ALIGN_RIGHT, left);
}

static void
draw_words(const DeckNow *now, const NowRow *row, double x, double y, double w, double h)
{
    if (row->share >= 0)
        draw_timer(now, row, x, y, w);
    else if (deck_now_is_low(row))
        draw_name(now, row, x, y, w);
    else if (h < DECK_NOW_HIGH)
        draw_line(now, row, x, y, w);
    else
        draw_two_lines(now, row, x, y, w);
}

static void
draw_box(const DeckNow *now, const NowRow *row, double x, double y, double w, double h)
{
    Shape *box = scene_rect(now->build.scene, x, y, w, h, now_box_fill(row->box));

    box->edge = now_box_edge(row->box);
    box->radius = 4;
    box->dashed = row->box == NOW_BOX_NOBODY;
    box->mover = row->mover;
    draw_words(now, row, x + PAD / 2.0, y, w - PAD, h);
}

/* ---- a list ---- */

static void
draw_more(const DeckNow *now, const NowRows *rows, NowList list, double x, double y, double w)
{
    g_autofree char *words = now_more_words(rows, list, FALSE);
    g_autofree char *brief = now_more_words(rows, list, TRUE);

    draw_fitting(now, x, y, w, DECK_NOW_LOW, ROLE_TEXT_DIM, words, brief);
}

static void
draw_rows(const DeckNow *now, NowRows *rows, NowList list, double x, double y, double w)
{
    const DeckNowPlace *place = &now->places->of[list];

    if (rows->n_total > place->rows)
        now_more_cut(rows, MAX(place->rows, 2) - 1);
    for (guint i = 0; i < rows->rows->len; i++) {
        const NowRow *row = &g_array_index(rows->rows, NowRow, i);
        double h = place->high && !deck_now_is_low(row) ? DECK_NOW_HIGH : DECK_NOW_LOW;
        draw_box(now, row, x, y, w, h);
        y += h + DECK_NOW_GAP;
    }
    if (rows->rows->len < rows->n_total)
        draw_more(now, rows, list, x, y, w);
}

static void
draw_list(const DeckNow *now, NowList list, double x, double w)
{
    const DeckNowPlace *place = &now->places->of[list];
    NowRows rows = now_rows(now->deck->model, now->state, list, MAX(place->rows, 1));

    if (rows.rows->len) {
        build_text(&now->build, x, place->y, w, DECK_NOW_LABEL, ROLE_TEXT_DIM, FONT_SMALL,
                   ALIGN_LEFT, now_list_label(list));
        draw_rows(now, &rows, list, x, place->y + DECK_NOW_LABEL, w);
    }
    now_rows_clear(&rows);
}

static void
draw_column(const DeckNow *now, guint column, double x, double w)
{
    for (guint i = 0; i < DECK_NOW_LISTS; i++)
        draw_list(now, deck_now_columns[column][i], x, w);
}

/* ---- the ring ---- */

static void
draw_ring_line(Scene *scene, double x, double y, Role role, Font font, const char *words)
{
    scene_text(scene, x - RADIUS, y, 2 * RADIUS, RING_LINE, role, font, ALIGN_CENTER, words);
}

static void
draw_ring(const DeckNow *now, double to_x)
{
    Scene *scene = now->build.scene;
    gboolean asleep = state_asleep(now->state) != MODEL_NONE;
    double x = RING_LEFT + RADIUS, y = now->height * 0.45, from_x = x + RADIUS * 0.55,
           from_y = y - RADIUS * 0.92, tip_y = DECK_NOW_LABEL + DECK_NOW_HIGH / 2.0;
    StateItem item;

    scene_ring(scene, x - RADIUS, y - RADIUS, 2 * RADIUS, RING_WIDTH,
               asleep ? ROLE_NOBODY : ROLE_RING)
        ->dashed = asleep;
    draw_ring_line(scene, x, y - RING_LINE, ROLE_TEXT, FONT_BOLD, "Event");
    draw_ring_line(scene, x, y, ROLE_TEXT, FONT_BOLD, "loop");
    if (asleep)
        draw_ring_line(scene, x, y + RADIUS + RING_WIDTH, ROLE_TEXT_DIM, FONT_BODY, "asleep");
    if (state_running(now->state, 0, &item))
        scene_arrow(scene, from_x, from_y, to_x - 4 - from_x, tip_y - from_y, ROLE_ARROW)->level =
            TRUE;
}

Scene *
deck_now(const Deck *deck, State *state, const DeckNowPlaces *places, double width, double height)
{
    DeckNow now = {.deck = deck, .state = state, .places = places, .height = height};
    double x = RING_LEFT + 2 * RADIUS + ARROW_WIDTH, w = (width - x - COLUMN_GAP) / 2;

    now.build =
        (Build){.model = deck->model, .metrics = deck->metrics, .scene = scene_new(width, height)};
    if (!state_has_loop(state))
        return now.build.scene;
    draw_ring(&now, x);
    draw_column(&now, 0, x, w);
    draw_column(&now, 1, x + w + COLUMN_GAP, w);
    return now.build.scene;
}
