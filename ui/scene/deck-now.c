/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-now.c - the ring and two columns of lists. A list has boxes with two lines of words if there
 * is room for them, else boxes with one, and at last "3 more". */
#include "ui/scene/deck-now.h"

#include "ui/scene/build.h"
#include "ui/scene/now-boxes.h"
#include "ui/scene/now-more.h"

/* px */
enum {
    RADIUS = 50,
    RING_LEFT = 2,
    RING_WIDTH = 7,
    ARROW_WIDTH = 24,
    COLUMN_GAP = 22,
    LABEL = 17,
    HIGH_BOX = 37,
    LOW_BOX = 23,
    BOX_GAP = 5,
    LIST_GAP = 9,
    PAD = 8,
    MOST_SHOWN = 6,
};

/* A column: its lists from top to bottom. What is over of its height goes to the last of them that
 * `grows`. */
typedef struct {
    NowList lists[3];
    NowList grows;
} Column;

static const Column columns[] = {
    {{NOW_RUNNING, NOW_READY, NOW_WAITING}, NOW_WAITING},
    {{NOW_DONE, NOW_TIMERS, NOW_POOL}, NOW_POOL},
};

typedef struct {
    const Deck *deck;
    State *state;
    Build build;
    double width, height;
} DeckNow;

/* ---- a box ---- */

static gboolean
is_low(const NowRow *row)
{
    return row->share >= 0 || row->box == NOW_BOX_NOBODY || !*row->text;
}

/* Draws the words, or fewer where there is no room for all of them, which are the tip then. */
static void
draw_fitting(const DeckNow *now, double x, double y, double w, double h, Role role,
             const char *words, const char *brief)
{
    gboolean fit = !brief || build_text_width(&now->build, FONT_SMALL, words) <= w;
    Shape *text =
        build_text(&now->build, x, y, w, h, role, FONT_SMALL, ALIGN_CENTER, fit ? words : brief);

    if (text && !fit)
        text->tip = scene_string(now->build.scene, words);
}

static void
draw_words(const DeckNow *now, const NowRow *row, double x, double y, double w, double h)
{
    Role role = now_box_text(row->box);
    gboolean low = h < HIGH_BOX;
    g_autofree char *joined = g_strjoin(*row->text ? "  " : "", row->name, row->text, NULL);
    const char *name = row->share >= 0 ? row->text : low ? joined : row->name;

    build_text(&now->build, x + PAD / 2.0, y + (low ? 0 : 3), w - PAD, low ? h : h / 2, role,
               row->box == NOW_BOX_NOBODY || row->share >= 0 ? FONT_SMALL : FONT_SMALL_BOLD,
               row->share >= 0 ? ALIGN_LEFT : ALIGN_CENTER, name);
    if (!low)
        draw_fitting(now, x + PAD / 2.0, y + h / 2 - 1, w - PAD, h / 2, role, row->text,
                     row->brief);
}

/* What a timer has left stands at the right of its name. */
static void
draw_timer(const DeckNow *now, const NowRow *row, double x, double y, double w)
{
    const char *left = row->brief ? row->brief : row->left;
    double left_w = build_text_width(&now->build, FONT_SMALL, left);

    draw_words(now, row, x + PAD / 2.0, y, w - left_w - PAD, LOW_BOX);
    build_text(&now->build, x, y, w - PAD, LOW_BOX, ROLE_TEXT, FONT_SMALL, ALIGN_RIGHT, left);
}

static void
draw_box(const DeckNow *now, const NowRow *row, double x, double y, double w, double h)
{
    Shape *box = scene_rect(now->build.scene, x, y, w, h, now_box_fill(row->box));

    box->edge = now_box_edge(row->box);
    box->radius = 4;
    box->dashed = row->box == NOW_BOX_NOBODY;
    box->mover = row->mover;
    if (row->share >= 0)
        draw_timer(now, row, x, y, w);
    else
        draw_words(now, row, x, y, w, h);
}

/* ---- a list ---- */

static double
high_height(const NowRows *rows)
{
    double height = 0;

    for (guint i = 0; i < rows->rows->len; i++)
        height += BOX_GAP + (is_low(&g_array_index(rows->rows, NowRow, i)) ? LOW_BOX : HIGH_BOX);
    return height;
}

static void
draw_more(const DeckNow *now, const NowRows *rows, NowList list, double x, double y, double w)
{
    g_autofree char *words = now_more_words(rows, list, FALSE);
    g_autofree char *brief = now_more_words(rows, list, TRUE);

    draw_fitting(now, x, y, w, LOW_BOX, ROLE_TEXT_DIM, words, brief);
}

/* Draws the boxes in `room` px. Returns where they end. */
static double
draw_rows(const DeckNow *now, NowRows *rows, NowList list, double x, double y, double w,
          double room)
{
    gboolean high = rows->n_total == rows->rows->len && high_height(rows) <= room;
    guint fit = (guint) MAX(room / (LOW_BOX + BOX_GAP), 1), n = MIN(rows->rows->len, fit);

    if (!high)
        now_more_cut(rows, n < rows->n_total && n > 1 ? n - 1 : n);
    for (guint i = 0; i < rows->rows->len; i++) {
        const NowRow *row = &g_array_index(rows->rows, NowRow, i);
        double h = high && !is_low(row) ? HIGH_BOX : LOW_BOX;
        draw_box(now, row, x, y, w, h);
        y += h + BOX_GAP;
    }
    if (rows->rows->len >= rows->n_total)
        return y;
    draw_more(now, rows, list, x, y, w);
    return y + LOW_BOX + BOX_GAP;
}

/* What the lists below need at least. */
static double
kept_below(const DeckNow *now, const Column *column, guint i)
{
    double height = 0;

    for (guint k = i + 1; k < G_N_ELEMENTS(column->lists); k++) {
        NowRows rows = now_rows(now->deck->model, now->state, column->lists[k], 2);
        height +=
            LIST_GAP + (rows.rows->len ? LABEL : 0) + MIN(rows.rows->len, 2) * (LOW_BOX + BOX_GAP);
        now_rows_clear(&rows);
    }
    return height;
}

static void
draw_column(const DeckNow *now, const Column *column, double x, double w)
{
    double y = 0;

    for (guint i = 0; i < G_N_ELEMENTS(column->lists); i++) {
        NowRows rows = now_rows(now->deck->model, now->state, column->lists[i], MOST_SHOWN);
        double room = now->height - y - LABEL - kept_below(now, column, i);
        if (rows.rows->len) {
            build_text(&now->build, x, y, w, LABEL, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_LEFT,
                       now_list_label(column->lists[i]));
            y = draw_rows(now, &rows, column->lists[i], x, y + LABEL, w, room) + LIST_GAP;
        }
        now_rows_clear(&rows);
    }
}

/* ---- the ring ---- */

static void
draw_ring(const DeckNow *now, double to_x)
{
    Scene *scene = now->build.scene;
    gboolean asleep = state_asleep(now->state) != MODEL_NONE;
    double x = RING_LEFT + RADIUS, y = now->height * 0.45, from_x = x + RADIUS * 0.55,
           from_y = y - RADIUS * 0.92, tip_y = LABEL + HIGH_BOX / 2.0;
    StateItem item;

    scene_ring(scene, x - RADIUS, y - RADIUS, 2 * RADIUS, RING_WIDTH,
               asleep ? ROLE_NOBODY : ROLE_RING)
        ->dashed = asleep;
    scene_text(scene, x - RADIUS, y - 19, 2 * RADIUS, 19, ROLE_TEXT, FONT_BOLD, ALIGN_CENTER,
               "Event");
    scene_text(scene, x - RADIUS, y, 2 * RADIUS, 19, ROLE_TEXT, FONT_BOLD, ALIGN_CENTER,
               asleep ? "loop sleeps" : "loop");
    if (state_running(now->state, 0, &item))
        scene_arrow(scene, from_x, from_y, to_x - 4 - from_x, tip_y - from_y, ROLE_ARROW)->level =
            TRUE;
}

Scene *
deck_now(const Deck *deck, State *state, double width, double height)
{
    DeckNow now = {.deck = deck, .state = state, .width = width, .height = height};
    double x = RING_LEFT + 2 * RADIUS + ARROW_WIDTH, w = (width - x - COLUMN_GAP) / 2;

    now.build =
        (Build){.model = deck->model, .metrics = deck->metrics, .scene = scene_new(width, height)};
    if (!state_has_loop(state))
        return now.build.scene;
    draw_ring(&now, x);
    draw_column(&now, &columns[0], x, w);
    draw_column(&now, &columns[1], x + w + COLUMN_GAP, w);
    return now.build.scene;
}
