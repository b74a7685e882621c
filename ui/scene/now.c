/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now.c - lays out the loop's picture: the ring, two columns of rows, and what does not fit. */
#include "ui/scene/now.h"

#include <math.h>

#include "ui/scene/build.h"
#include "ui/scene/now-rows.h"

/* px */
enum {
    ROW = 34,
    BOX = 23,
    BAR_BOX = 26, /* a box with a bar */
    BAR = 4,
    TOP = 10,
    EDGE = 12, /* to the right */
    PAD = 12,  /* inside of a box */
    NAME_PAD = 8,
    GAP = 10, /* between a box and the words beside it */
    LABEL = 60,
    LABEL_RIGHT = 56, /* in the right column */
    RING_LEFT = 24,
    RING_WIDTH = 8,
    ARROW_WIDTH = 32,
    LEAST_WIDE = 540, /* narrower, the right column is below the left one */
};

/* Boxes have one of these widths, so that the words beside them stand in line. */
static const double box_widths[] = {64, 96, 140};

/* How boxes look. */
static const struct {
    Role fill, edge, text;
    Font font;
} boxes[N_NOW_BOXES] = {
    [NOW_BOX_RUNNING] = {ROLE_RUNNING, ROLE_NONE, ROLE_RUNNING_TEXT, FONT_SMALL_BOLD},
    [NOW_BOX_READY] = {ROLE_READY, ROLE_NONE, ROLE_READY_TEXT, FONT_SMALL},
    [NOW_BOX_WAITING] = {ROLE_WAITING, ROLE_WAITING_EDGE, ROLE_WAITING_TEXT, FONT_SMALL},
    [NOW_BOX_CALLBACK] = {ROLE_CALLBACK, ROLE_NONE, ROLE_CALLBACK_TEXT, FONT_SMALL},
    [NOW_BOX_TIMER] = {ROLE_RULER, ROLE_NONE, ROLE_TEXT, FONT_SMALL_BOLD},
    [NOW_BOX_IDLE] = {ROLE_PANEL, ROLE_LINE, ROLE_TEXT_DIM, FONT_SMALL},
    [NOW_BOX_DONE] = {ROLE_DONE_BOX, ROLE_DONE, ROLE_DONE_TEXT, FONT_SMALL},
    [NOW_BOX_CANCELLED] = {ROLE_PANEL, ROLE_OUTCOME_GREY, ROLE_TEXT_DIM, FONT_SMALL},
    [NOW_BOX_FAILED] = {ROLE_FAILED_BOX, ROLE_FAILED, ROLE_FAILED_TEXT, FONT_SMALL},
    [NOW_BOX_NOBODY] = {ROLE_NONE, ROLE_NOBODY, ROLE_TEXT_DIM, FONT_SMALL},
};

/* A column of lists. */
typedef struct {
    NowList first, stop;
    double label_x, box_x, right, y; /* of its first row */
    gboolean beside;                 /* words are beside the boxes, not in them */
} Stack;

typedef struct {
    Build build; /* for texts */
    const NowView *view;
    State *state;
    double radius; /* of the ring */
    Stack stacks[2];
    NowRows lists[N_NOW_LISTS];
    guint shown[N_NOW_LISTS]; /* rows, one that says "8 more" included */
} Picture;

/* ---- how many rows each list has ---- */

static gboolean
is_opened(const Picture *picture, NowList list)
{
    return picture->view->opened >> list & 1;
}

static guint
rows_needed(const Picture *picture, NowList list)
{
    return MIN(picture->lists[list].n_total, NOW_MOST_ROWS);
}

/* The list that wants a row and has the fewest; N_NOW_LISTS if none wants any. */
static NowList
neediest(const Picture *picture, const Stack *stack)
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
stack_share(Picture *picture, const Stack *stack)
{
    guint n = 0;

    for (NowList list = stack->first; list < stack->stop; list++) {
        guint least = MIN(rows_needed(picture, list), 2);
        picture->shown[list] = is_opened(picture, list) ? rows_needed(picture, list) + 1 : least;
        n += is_opened(picture, list) ? least : picture->shown[list];
    }
    for (; n < picture->view->rows && neediest(picture, stack) < N_NOW_LISTS; n++)
        picture->shown[neediest(picture, stack)]++;
}

static guint
stack_rows(const Picture *picture, const Stack *stack)
{
    guint n = 0;

    for (NowList list = stack->first; list < stack->stop; list++)
        n += picture->shown[list];
    return MAX(n, picture->view->rows);
}

/* ---- boxes ---- */

static double
text_width(const Picture *picture, Font font, const char *text)
{
    return build_text_width(&picture->build, font, text);
}

static double
box_width(const Picture *picture, const NowRow *row, double room)
{
    double needed = text_width(picture, boxes[row->box].font, row->name) + 2 * NAME_PAD;
    guint i = 0;

    while (i + 1 < G_N_ELEMENTS(box_widths) && box_widths[i] < needed)
        i++;
    return MIN(box_widths[i], room);
}

static void
add_tip(const Picture *picture, const NowRow *row, Shape *shape)
{
    g_autofree char *tip = g_strjoin(" ", row->name, row->text, row->left, NULL);

    if (row->track != TRACE_NOBODY)
        shape->tip = scene_string(picture->build.scene, g_strstrip(tip));
}

static Shape *
add_box(const Picture *picture, const NowRow *row, double x, double y, double w, double h)
{
    Shape *shape = scene_rect(picture->build.scene, x, y, w, h, boxes[row->box].fill);
    gboolean hovered = row->track != TRACE_NOBODY && row->track == picture->view->hovered;
    gboolean selected = row->track != TRACE_NOBODY && row->track == picture->view->selected;

    shape->edge = hovered || selected ? ROLE_VIEWPORT_EDGE : boxes[row->box].edge;
    shape->line_width = hovered || selected ? 2 : 1;
    shape->radius = 4;
    shape->dashed = row->box == NOW_BOX_NOBODY;
    shape->mover = row->mover;
    shape->hit = row->track == TRACE_NOBODY ? HIT_NOTHING : HIT_BOX;
    shape->track = row->track;
    add_tip(picture, row, shape);
    return shape;
}

/* Adds a text that belongs to a row's box, and moves with it. */
static void
add_inside(const Picture *picture, const NowRow *row, double x, double y, double w, double h,
           Font font, Align align, const char *text)
{
    Shape *shape = build_text(&picture->build, x, y, w, h, boxes[row->box].text, font, align, text);

    if (shape)
        shape->mover = row->mover;
}

/* The name in a box, and the words to the right of it. */
static void
draw_beside(const Picture *picture, const Stack *stack, const NowRow *row, double y)
{
    double w = box_width(picture, row, stack->right - stack->box_x);
    double top = y + floor((ROW - BOX) / 2.0), x = stack->box_x + w + GAP;

    add_box(picture, row, stack->box_x, top, w, BOX);
    add_inside(picture, row, stack->box_x + NAME_PAD / 2.0, top, w - NAME_PAD, BOX,
               boxes[row->box].font, ALIGN_CENTER, row->name);
    build_text(&picture->build, x, y, stack->right - x, ROW, ROLE_TEXT, FONT_SMALL, ALIGN_LEFT,
               row->text);
}

static void
draw_bar(const Picture *picture, const NowRow *row, double x, double y, double w)
{
    Shape *shape = scene_rect(picture->build.scene, x, y, w * row->share, BAR, ROLE_WAITING_EDGE);

    shape->radius = 2;
    shape->mover = row->mover;
}

/* Name, words and what is left in one box with a bar. */
static void
draw_timed(const Picture *picture, const Stack *stack, const NowRow *row, double y)
{
    double x = stack->box_x, w = stack->right - x, top = y + (ROW - BAR_BOX) / 2.0;
    double h = BAR_BOX - BAR + 1, name = text_width(picture, FONT_SMALL_BOLD, row->name);
    double left = text_width(picture, FONT_SMALL, row->left);
    double text_x = x + 8 + MAX(name, 20) + 8, text_w = x + w - 8 - left - 8 - text_x;

    add_box(picture, row, x, top, w, BAR_BOX);
    add_inside(picture, row, x + 8, top, name, h, FONT_SMALL_BOLD, ALIGN_LEFT, row->name);
    add_inside(picture, row, text_x, top, text_w, h, FONT_SMALL, ALIGN_LEFT, row->text);
    add_inside(picture, row, x + w - 8 - left, top, left, h, FONT_SMALL, ALIGN_RIGHT, row->left);
    draw_bar(picture, row, x, top + BAR_BOX - BAR, w);
}

/* Name and words in one box, no wider than they need. */
static void
draw_joined(const Picture *picture, const Stack *stack, const NowRow *row, double y)
{
    g_autofree char *words = g_strjoin(*row->text ? "  " : "", row->name, row->text, NULL);
    double needed = text_width(picture, boxes[row->box].font, words) + 2 * PAD;
    double w = MIN(MAX(needed, box_widths[0]), stack->right - stack->box_x);
    double top = y + floor((ROW - BOX) / 2.0);

    add_box(picture, row, stack->box_x, top, w, BOX);
    add_inside(picture, row, stack->box_x + PAD / 2.0, top, w - PAD, BOX, boxes[row->box].font,
               ALIGN_CENTER, words);
}

static void
draw_row(const Picture *picture, const Stack *stack, const NowRow *row, double y)
{
    if (row->share >= 0)
        draw_timed(picture, stack, row, y);
    else if (stack->beside)
        draw_beside(picture, stack, row, y);
    else
        draw_joined(picture, stack, row, y);
}

/* "8 more", which opens the list, or "fewer", which closes it. */
static void
draw_more(const Picture *picture, const Stack *stack, NowList list, guint n, double y)
{
    g_autofree char *more = g_strdup_printf("%u more", n);
    const char *text = is_opened(picture, list) ? "fewer" : more;
    double w = text_width(picture, FONT_SMALL, text) + 2 * PAD;
    Shape *shape = scene_rect(picture->build.scene, stack->box_x, y + floor((ROW - BOX) / 2.0), w,
                              BOX, ROLE_NONE);

    shape->edge = ROLE_LINE;
    shape->radius = BOX / 2.0;
    shape->hit = HIT_MORE;
    shape->number = list;
    build_text(&picture->build, stack->box_x + PAD, y, w, ROW, ROLE_TEXT_DIM, FONT_SMALL,
               ALIGN_LEFT, text);
}

/* ---- lists ---- */

/* Draws a list at `y`. */
static void
draw_list(const Picture *picture, const Stack *stack, NowList list, double y)
{
    guint n_total = picture->lists[list].n_total, shown = picture->shown[list];
    gboolean cut = shown < n_total || is_opened(picture, list);
    guint n = cut ? shown - 1 : shown;

    n = MIN(n, picture->lists[list].rows->len);
    build_text(&picture->build, stack->label_x, y, LABEL, ROW, ROLE_TEXT_DIM, FONT_SMALL,
               ALIGN_LEFT, now_list_label(list));
    for (guint i = 0; i < n; i++)
        draw_row(picture, stack, &g_array_index(picture->lists[list].rows, NowRow, i), y + i * ROW);
    if (cut)
        draw_more(picture, stack, list, n_total - n, y + n * ROW);
}

static void
draw_stack(const Picture *picture, const Stack *stack)
{
    double y = stack->y;

    for (NowList list = stack->first; list < stack->stop; list++) {
        if (picture->shown[list] > 0)
            draw_list(picture, stack, list, y);
        y += picture->shown[list] * ROW;
    }
}

/* ---- the ring ---- */

/* Awake, the ring has a head that turns, and an arrow to what runs. */
static void
draw_ring(const Picture *picture)
{
    Scene *scene = picture->build.scene;
    gboolean asleep = state_asleep(picture->state) != MODEL_NONE;
    StateItem item;
    double r = picture->radius, x = RING_LEFT + r, rows = picture->view->rows * ROW;
    double y = TOP + rows / 2, tip_y = TOP + ROW / 2.0, from_x = x + r * 0.62,
           from_y = y - r * 0.86;

    scene_ring(scene, x - r, y - r, 2 * r, RING_WIDTH, asleep ? ROLE_NOBODY : ROLE_RING)->dashed =
        asleep;
    scene_text(scene, x - r, y - 19, 2 * r, 19, ROLE_TEXT, FONT_BOLD, ALIGN_CENTER, "Event");
    scene_text(scene, x - r, y, 2 * r, 19, ROLE_TEXT, FONT_BOLD, ALIGN_CENTER,
               asleep ? "loop sleeps" : "loop");
    if (state_running(picture->state, 0, &item))
        scene_arrow(scene, from_x, from_y, picture->stacks[0].label_x - 5 - from_x, tip_y - from_y,
                    ROLE_ARROW)
            ->level = TRUE;
}

/* ---- the whole ---- */

/* Columns side by side, or the right one below the left one. */
static void
picture_place(Picture *picture)
{
    double w = picture->view->width, wide = CLAMP((w - 580) / 140, 0, 1);
    gboolean narrow = w < LEAST_WIDE;
    double box = narrow ? 0 : 150 + 50 * wide;
    Stack *left = &picture->stacks[0], *right = &picture->stacks[1];

    picture->radius = narrow ? 34 : 40 + 20 * wide;
    *left = (Stack){NOW_RUNNING, NOW_TIMERS, .y = TOP, .beside = TRUE};
    left->label_x = RING_LEFT + 2 * picture->radius + ARROW_WIDTH - (narrow ? 8 : 0);
    left->box_x = left->label_x + LABEL;
    left->right = w - EDGE - (narrow ? 0 : box + LABEL_RIGHT + GAP);
    *right = (Stack){NOW_TIMERS, N_NOW_LISTS, .y = TOP, .right = w - EDGE};
    right->box_x = narrow ? left->box_x : w - EDGE - box;
    right->label_x = narrow ? left->label_x : right->box_x - LABEL_RIGHT;
}

static void
picture_measure(Picture *picture)
{
    Stack *left = &picture->stacks[0], *right = &picture->stacks[1];
    guint n;

    for (NowList list = 0; list < N_NOW_LISTS; list++) {
        guint wanted = is_opened(picture, list) ? NOW_MOST_ROWS : picture->view->rows;
        picture->lists[list] = now_rows(picture->build.model, picture->state, list, wanted);
    }
    stack_share(picture, left);
    stack_share(picture, right);
    n = MAX(stack_rows(picture, left), stack_rows(picture, right));
    if (picture->view->width < LEAST_WIDE) {
        right->y = TOP + stack_rows(picture, left) * ROW;
        n = stack_rows(picture, left) + stack_rows(picture, right);
    }
    picture->build.scene->height = 2 * TOP + n * ROW;
}

/* Instead of a picture, why there is none; and below one, that something is unknown. */
static void
draw_note(const Picture *picture, const char *text, double y)
{
    build_text(&picture->build, PAD, y, picture->view->width - 2 * PAD, ROW, ROLE_TEXT_DIM,
               FONT_SMALL, ALIGN_LEFT, text);
}

static void
picture_draw(Picture *picture)
{
    Scene *scene = picture->build.scene;

    draw_ring(picture);
    draw_stack(picture, &picture->stacks[0]);
    draw_stack(picture, &picture->stacks[1]);
    if (state_gap(picture->state) != MODEL_NONE) {
        draw_note(picture, "Events are missing: there may be more than is known.",
                  scene->height - TOP);
        scene->height += ROW - TOP;
    }
}

Scene *
now_scene(const Model *model, State *state, const NowView *view, const TextMetrics *metrics)
{
    Picture picture = {.view = view, .state = state};

    picture.build = (Build){.model = model,
                            .metrics = metrics,
                            .scene = scene_new(view->width, 2 * TOP + view->rows * ROW)};
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
