/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now.c - lays out the loop's picture: the ring, two columns of rows, and what does not fit. */
#include "ui/scene/now-boxes.h"

/* px */
enum {
    TOP = 10,
    GAP = 8, /* between the columns */
    RING_LEFT = 18,
    RING_WIDTH = 8,
    RING_LINE = 19,  /* of the words in it */
    LEAST_BOLD = 42, /* radius of a ring in which they are not small */
    ARROW_WIDTH = 28,
    LABEL_RIGHT = 56, /* the labels of the right column */
    LEAST_WIDE = 540, /* narrower, the right column is below the left one */
};

/* ---- how many rows each list has ---- */

static guint
rows_needed(const NowPicture *picture, NowList list)
{
    return MIN(picture->lists[list].n_total, NOW_MOST_ROWS);
}

/* The list that wants a row and has the fewest; N_NOW_LISTS if none wants any. */
static NowList
neediest(const NowPicture *picture, const NowStack *stack)
{
    NowList found = N_NOW_LISTS;

    for (NowList list = stack->first; list < stack->stop; list++)
        if (picture->shown[list] < rows_needed(picture, list) &&
            (found == N_NOW_LISTS || picture->shown[list] < picture->shown[found]))
            found = list;
    return found;
}

/* A closed list that is cut shows at least one row of its own. */
static void
stack_share(NowPicture *picture, const NowStack *stack)
{
    guint n = 0;

    for (NowList list = stack->first; list < stack->stop; list++) {
        guint least = MIN(rows_needed(picture, list), 2);
        picture->shown[list] =
            now_is_opened(picture, list) ? rows_needed(picture, list) + 1 : least;
        n += now_is_opened(picture, list) ? least : picture->shown[list];
    }
    for (; n < picture->view->rows && neediest(picture, stack) < N_NOW_LISTS; n++)
        picture->shown[neediest(picture, stack)]++;
}

static guint
stack_rows(const NowPicture *picture, const NowStack *stack)
{
    guint n = 0;

    for (NowList list = stack->first; list < stack->stop; list++)
        n += picture->shown[list];
    return MAX(n, picture->view->rows);
}

/* ---- lists ---- */

/* Draws a list at `y`. */
static void
draw_list(const NowPicture *picture, const NowStack *stack, NowList list, double y)
{
    guint n_total = picture->lists[list].n_total, shown = picture->shown[list];
    gboolean cut = shown < n_total || now_is_opened(picture, list);
    guint n = cut ? shown - 1 : shown;

    n = MIN(n, picture->lists[list].rows->len);
    build_text(&picture->build, stack->label_x, y, NOW_LABEL, NOW_ROW, ROLE_TEXT_DIM, FONT_SMALL,
               ALIGN_LEFT, now_list_label(list));
    for (guint i = 0; i < n; i++)
        now_draw_row(picture, stack, &g_array_index(picture->lists[list].rows, NowRow, i),
                     y + i * NOW_ROW);
    if (cut)
        now_draw_more(picture, stack, list, n_total - n, y + n * NOW_ROW);
}

static void
draw_stack(const NowPicture *picture, const NowStack *stack)
{
    double y = stack->y;

    for (NowList list = stack->first; list < stack->stop; list++) {
        if (picture->shown[list] > 0)
            draw_list(picture, stack, list, y);
        y += picture->shown[list] * NOW_ROW;
    }
}

/* ---- the ring ---- */

static void
ring_words(const NowPicture *picture, double x, double y, gboolean asleep)
{
    const char *const words[] = {"Event", "loop", "sleeps"};
    gsize n = asleep ? 3 : 2;
    double r = picture->radius, top = y - (double) n * RING_LINE / 2.0;
    Font font = r < LEAST_BOLD ? FONT_SMALL_BOLD : FONT_BOLD;

    for (gsize i = 0; i < n; i++)
        scene_text(picture->build.scene, x - r, top + (double) i * RING_LINE, 2 * r, RING_LINE,
                   ROLE_TEXT, font, ALIGN_CENTER, words[i]);
}

/* Awake, the ring has a head that turns, and an arrow to what runs. */
static void
draw_ring(const NowPicture *picture)
{
    Scene *scene = picture->build.scene;
    gboolean asleep = state_asleep(picture->state) != MODEL_NONE;
    StateItem item;
    double r = picture->radius, x = RING_LEFT + r, rows = picture->view->rows * NOW_ROW;
    double y = TOP + rows / 2, tip_y = TOP + NOW_ROW / 2.0, from_x = x + r * 0.62,
           from_y = y - r * 0.86;

    scene_ring(scene, x - r, y - r, 2 * r, RING_WIDTH, asleep ? ROLE_NOBODY : ROLE_RING)->dashed =
        asleep;
    ring_words(picture, x, y, asleep);
    if (state_running(picture->state, 0, &item))
        scene_arrow(scene, from_x, from_y, picture->stacks[0].label_x - 5 - from_x, tip_y - from_y,
                    ROLE_ARROW)
            ->level = TRUE;
}

/* ---- the whole ---- */

/* Columns side by side, or the right one below the left one. */
static void
picture_place(NowPicture *picture)
{
    double w = picture->view->width, wide = CLAMP((w - 580) / 140, 0, 1);
    gboolean narrow = w < LEAST_WIDE;
    double box = narrow ? 0 : CLAMP(0.28 * w, 150, 200);
    NowStack *left = &picture->stacks[0], *right = &picture->stacks[1];

    picture->radius = narrow ? 38 : 38 + 22 * wide;
    *left = (NowStack){NOW_RUNNING, NOW_TIMERS, .y = TOP, .beside = TRUE};
    left->label_x = RING_LEFT + 2 * picture->radius + ARROW_WIDTH - (narrow ? 8 : 0);
    left->box_x = left->label_x + NOW_LABEL;
    left->right = w - NOW_EDGE - (narrow ? 0 : box + LABEL_RIGHT + GAP);
    *right = (NowStack){NOW_TIMERS, N_NOW_LISTS, .y = TOP, .right = w - NOW_EDGE};
    right->box_x = narrow ? left->box_x : w - NOW_EDGE - box;
    right->label_x = narrow ? left->label_x : right->box_x - LABEL_RIGHT;
    left->far_right = narrow ? left->right : right->box_x - GAP;
}

static void
picture_measure(NowPicture *picture)
{
    NowStack *left = &picture->stacks[0], *right = &picture->stacks[1];
    guint n;

    for (NowList list = 0; list < N_NOW_LISTS; list++) {
        guint wanted = now_is_opened(picture, list) ? NOW_MOST_ROWS : picture->view->rows;
        picture->lists[list] = now_rows(picture->build.model, picture->state, list, wanted);
    }
    stack_share(picture, left);
    stack_share(picture, right);
    n = MAX(stack_rows(picture, left), stack_rows(picture, right));
    if (picture->view->width < LEAST_WIDE) {
        right->y = TOP + stack_rows(picture, left) * NOW_ROW;
        n = stack_rows(picture, left) + stack_rows(picture, right);
    }
    picture->build.scene->height = 2 * TOP + n * NOW_ROW;
}

/* Instead of a picture, why there is none; and below one, that something is unknown. */
static void
draw_note(const NowPicture *picture, const char *text, double y)
{
    build_text(&picture->build, NOW_EDGE, y, picture->view->width - 2 * NOW_EDGE, NOW_ROW,
               ROLE_TEXT_DIM, FONT_SMALL, ALIGN_LEFT, text);
}

static void
picture_draw(NowPicture *picture)
{
    Scene *scene = picture->build.scene;

    draw_ring(picture);
    draw_stack(picture, &picture->stacks[0]);
    draw_stack(picture, &picture->stacks[1]);
    if (state_gap(picture->state) != MODEL_NONE) {
        draw_note(picture, "Events are missing: there may be more than is known.",
                  scene->height - TOP);
        scene->height += NOW_ROW - TOP;
    }
}

Scene *
now_scene(const Model *model, State *state, const NowView *view, const TextMetrics *metrics)
{
    NowPicture picture = {.view = view, .state = state};

    picture.build = (Build){.model = model,
                            .metrics = metrics,
                            .scene = scene_new(view->width, 2 * TOP + view->rows * NOW_ROW)};
    if (state_event(state) == MODEL_NONE || !state_has_loop(state)) {
        draw_note(&picture,
                  state_event(state) == MODEL_NONE ? "Nothing has happened yet."
                                                   : "This recording has no event loop.",
                  TOP);
        return picture.build.scene;
    }
    picture_place(&picture);
    picture_measure(&picture);
    picture_draw(&picture);
    for (NowList list = 0; list < N_NOW_LISTS; list++)
        now_rows_clear(&picture.lists[list]);
    return picture.build.scene;
}

char *
now_describe(const Model *model, State *state)
{
    GString *text = g_string_new(NULL);

    for (NowList list = 0; state_event(state) != MODEL_NONE && list < N_NOW_LISTS; list++) {
        NowRows rows = now_rows(model, state, list, NOW_ROWS);

        if (rows.n_total > 0)
            g_string_append_printf(text, "%s%s:", text->len ? "; " : "", now_list_label(list));
        for (guint i = 0; i < rows.rows->len; i++) {
            const NowRow *row = &g_array_index(rows.rows, NowRow, i);
            g_string_append_printf(text, "%s %s%s%s", i ? "," : "", row->name,
                                   *row->text ? " " : "", row->text);
        }
        if (rows.n_total > rows.rows->len)
            g_string_append_printf(text, ", %u more", rows.n_total - rows.rows->len);
        now_rows_clear(&rows);
    }
    return g_string_free(text, FALSE);
}
