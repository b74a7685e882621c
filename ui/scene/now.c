/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now.c - lays out the loop's picture: the ring, two columns of rows, and what does not fit. */
#include "ui/scene/now-boxes.h"

#include <math.h>

#include "ui/scene/now-more.h"

/* px */
enum {
    TOP = 10,
    GAP = 8, /* between the columns */
    RING_LEFT = 8,
    RING_WIDTH = 8,
    RING_LINE = 19,  /* of the words in it */
    SMALL_LINE = 15, /* of small ones */
    LEAST_BOLD = 42, /* radius of a ring in which they are not small */
    ARROW_WIDTH = 18,
    LABEL_RIGHT = 52, /* the labels of the right column */
    LEAST_WIDE = 540, /* narrower, the right column is below the left one */
    LEAST_BOX = 96,   /* of the right column */
    BOX_STEP = 24,    /* by which it grows, so that it does not change with each event */
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

/* Whether a list ends in "8 more", or "fewer". */
static gboolean
has_more(const NowPicture *picture, NowList list)
{
    return picture->shown[list] < picture->lists[list].n_total || now_is_opened(picture, list);
}

/* Draws a list at `y`. */
static void
draw_list(const NowPicture *picture, const NowStack *stack, NowList list, double y)
{
    guint n = picture->lists[list].rows->len;

    build_text(&picture->build, stack->label_x, y, NOW_LABEL, NOW_ROW, ROLE_TEXT_DIM, FONT_SMALL,
               ALIGN_LEFT, now_list_label(list));
    now_draw_rows(picture, stack, list, y);
    if (has_more(picture, list))
        now_draw_more(picture, stack, list, y + n * NOW_ROW);
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
    double r = picture->radius, h = r < LEAST_BOLD ? SMALL_LINE : RING_LINE;
    Font font = r < LEAST_BOLD ? FONT_SMALL_BOLD : FONT_BOLD;

    for (gsize i = 0; i < n; i++)
        scene_text(picture->build.scene, x - r, y + ((double) i - (double) n / 2) * h, 2 * r, h,
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

static gboolean
is_narrow(const NowPicture *picture)
{
    return picture->view->width < LEAST_WIDE;
}

/* Takes the rows, and leaves out those that there is no place for. */
static void
picture_fill(NowPicture *picture)
{
    for (NowList list = 0; list < N_NOW_LISTS; list++) {
        guint wanted = now_is_opened(picture, list) ? NOW_MOST_ROWS : picture->view->rows;
        picture->lists[list] = now_rows(picture->build.model, picture->state, list, wanted);
    }
    for (guint i = 0; i < G_N_ELEMENTS(picture->stacks); i++)
        stack_share(picture, &picture->stacks[i]);
    for (NowList list = 0; list < N_NOW_LISTS; list++)
        now_more_cut(&picture->lists[list],
                     picture->shown[list] - (has_more(picture, list) ? 1 : 0));
}

/* No wider than its rows need, so that the words of the left column have the rest. */
static double
right_width(const NowPicture *picture)
{
    const NowStack *right = &picture->stacks[1];
    double most = CLAMP(picture->view->width / 2 - 137, 150, 240), needed = LEAST_BOX;

    for (NowList list = right->first; list < right->stop; list++)
        needed = MAX(needed, now_rows_width(picture, list));
    return MIN(LEAST_BOX + ceil((needed - LEAST_BOX) / BOX_STEP) * BOX_STEP, most);
}

/* Columns side by side, or the right one below the left one. */
static void
picture_place(NowPicture *picture)
{
    double w = picture->view->width, wide = CLAMP((w - 660) / 140, 0, 1);
    gboolean narrow = is_narrow(picture);
    double box = narrow ? 0 : right_width(picture);
    NowStack *left = &picture->stacks[0], *right = &picture->stacks[1];

    picture->radius = 41 + 19 * wide;
    left->label_x = RING_LEFT + 2 * picture->radius + ARROW_WIDTH;
    left->box_x = left->label_x + NOW_LABEL;
    left->right = w - NOW_EDGE - (narrow ? 0 : box + LABEL_RIGHT + GAP);
    right->right = w - NOW_EDGE;
    right->box_x = narrow ? left->box_x : w - NOW_EDGE - box;
    right->label_x = narrow ? left->label_x : right->box_x - LABEL_RIGHT;
    left->far_right = narrow ? left->right : right->box_x - GAP;
    left->y = TOP;
    right->y = TOP + (narrow ? stack_rows(picture, left) * NOW_ROW : 0);
}

static double
picture_height(const NowPicture *picture)
{
    guint left = stack_rows(picture, &picture->stacks[0]);
    guint right = stack_rows(picture, &picture->stacks[1]);

    return 2 * TOP + (is_narrow(picture) ? left + right : MAX(left, right)) * NOW_ROW;
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
    NowPicture picture = {
        .view = view,
        .state = state,
        .stacks = {{NOW_RUNNING, NOW_TIMERS, .beside = TRUE}, {NOW_TIMERS, N_NOW_LISTS}}};

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
    picture_fill(&picture);
    picture_place(&picture);
    picture.build.scene->height = picture_height(&picture);
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
        if (rows.n_total > rows.rows->len) {
            g_autofree char *more = now_more_words(&rows, list, FALSE);
            g_string_append_printf(text, ", %s", more);
        }
        now_rows_clear(&rows);
    }
    return g_string_free(text, FALSE);
}
