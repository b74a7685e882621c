/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now-boxes.c - draws the rows of the loop's picture: boxes with words in or beside them. */
#include "ui/scene/now-boxes.h"

#include <math.h>

#include "ui/scene/now-more.h"

/* px */
enum {
    BOX = 23,
    BAR_BOX = 26, /* a box with a bar */
    BAR = 4,
    PAD = 12, /* inside of a box */
    NAME_PAD = 8,
    GAP = 10,        /* between a box and the words beside it */
    APART = 6,       /* between words in one box */
    LEAST_NAME = 20, /* of a timer */
};

/* Boxes have one of these widths, those of a list the same, so that the words beside them stand in
 * line. */
static const double box_widths[] = {64, 80, 104, 140};

/* What the rows of a list have in common. */
typedef struct {
    const NowPicture *picture;
    const NowStack *stack;
    double box;     /* width of the boxes that have words beside them */
    gboolean brief; /* what is left of timers is told in fewer words */
} Drawn;

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

Role
now_box_fill(NowBox box)
{
    return boxes[box].fill;
}

Role
now_box_edge(NowBox box)
{
    return boxes[box].edge;
}

Role
now_box_text(NowBox box)
{
    return boxes[box].text;
}

gboolean
now_is_opened(const NowPicture *picture, NowList list)
{
    return picture->view->opened >> list & 1;
}

double
now_row_right(const NowPicture *picture, const NowStack *stack, double y)
{
    const NowStack *other = &picture->stacks[1];
    double label_y = other->y;

    for (NowList list = other->first; list < other->stop; list++) {
        if (picture->shown[list] > 0 && label_y == y)
            return stack->right;
        label_y += picture->shown[list] * NOW_ROW;
    }
    return stack->far_right;
}

static double
text_width(const NowPicture *picture, Font font, const char *text)
{
    return build_text_width(&picture->build, font, text);
}

static double
box_width(const NowPicture *picture, const NowRow *row)
{
    double needed = text_width(picture, boxes[row->box].font, row->name) + 2 * NAME_PAD;
    guint i = 0;

    while (i + 1 < G_N_ELEMENTS(box_widths) && box_widths[i] < needed)
        i++;
    return box_widths[i];
}

static void
add_tip(const NowPicture *picture, const NowRow *row, Shape *shape)
{
    g_autofree char *tip = g_strjoin(" ", row->name, row->text, row->left, NULL);

    if (row->track != TRACE_NOBODY)
        shape->tip = scene_string(picture->build.scene, g_strstrip(tip));
}

static Shape *
add_box(const NowPicture *picture, const NowRow *row, double x, double y, double w, double h)
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
add_inside(const NowPicture *picture, const NowRow *row, double x, double y, double w, double h,
           Font font, Align align, const char *text)
{
    Shape *shape = build_text(&picture->build, x, y, w, h, boxes[row->box].text, font, align, text);

    if (shape)
        shape->mover = row->mover;
}

/* The text, or in its place the brief one if there is no room for it. */
static const char *
fitting(const NowPicture *picture, const char *text, const char *brief, double room)
{
    return brief && text_width(picture, FONT_SMALL, text) > room ? brief : text;
}

/* The name in a box, and the words to the right of it. */
static void
draw_beside(const Drawn *drawn, const NowRow *row, double y)
{
    const NowPicture *picture = drawn->picture;
    double box_x = drawn->stack->box_x, x = box_x + drawn->box + GAP;
    double top = y + floor((NOW_ROW - BOX) / 2.0);
    double room = now_row_right(picture, drawn->stack, y) - x;

    add_box(picture, row, box_x, top, drawn->box, BOX);
    add_inside(picture, row, box_x + NAME_PAD / 2.0, top, drawn->box - NAME_PAD, BOX,
               boxes[row->box].font, ALIGN_CENTER, row->name);
    build_text(&picture->build, x, y, room, NOW_ROW, ROLE_TEXT, FONT_SMALL, ALIGN_LEFT,
               fitting(picture, row->text, row->brief, room));
}

static void
draw_bar(const NowPicture *picture, const NowRow *row, double x, double y, double w)
{
    Shape *shape = scene_rect(picture->build.scene, x, y, w * row->share, BAR, ROLE_WAITING_EDGE);

    shape->radius = 2;
    shape->mover = row->mover;
}

static double
timer_name_width(const NowPicture *picture, const NowRow *row)
{
    return MAX(text_width(picture, FONT_SMALL_BOLD, row->name), LEAST_NAME);
}

/* Name, words and what is left in one box with a bar. */
static void
draw_timed(const Drawn *drawn, const NowRow *row, double y)
{
    const NowPicture *picture = drawn->picture;
    double x = drawn->stack->box_x, w = drawn->stack->right - x,
           top = y + (NOW_ROW - BAR_BOX) / 2.0;
    double h = BAR_BOX - BAR + 1, name = timer_name_width(picture, row);
    double text_x = x + NAME_PAD + name + APART;
    const char *time = drawn->brief ? row->brief : row->left;
    double left = text_width(picture, FONT_SMALL, time);
    double room = x + w - NAME_PAD - 2 * APART - text_x - left;

    add_box(picture, row, x, top, w, BAR_BOX);
    add_inside(picture, row, x + NAME_PAD, top, name, h, FONT_SMALL_BOLD, ALIGN_LEFT, row->name);
    add_inside(picture, row, text_x, top, room, h, FONT_SMALL, ALIGN_LEFT, row->text);
    add_inside(picture, row, x + w - NAME_PAD - left, top, left, h, FONT_SMALL, ALIGN_RIGHT, time);
    draw_bar(picture, row, x, top + BAR_BOX - BAR, w);
}

static char *
joined_words(const NowRow *row)
{
    return g_strjoin(*row->text ? "  " : "", row->name, row->text, NULL);
}

/* How wide a box with these words in it wants to be. */
static double
row_width(const NowPicture *picture, const NowRow *row)
{
    g_autofree char *words = joined_words(row);

    if (row->share < 0)
        return MAX(text_width(picture, boxes[row->box].font, words) + 2 * PAD, box_widths[0]);
    return 2 * NAME_PAD + 3 * APART + timer_name_width(picture, row) +
           text_width(picture, FONT_SMALL, row->text) + text_width(picture, FONT_SMALL, row->left);
}

/* Name and words in one box, no wider than they need. */
static void
draw_joined(const Drawn *drawn, const NowRow *row, double y)
{
    const NowPicture *picture = drawn->picture;
    g_autofree char *words = joined_words(row);
    double x = drawn->stack->box_x, w = MIN(row_width(picture, row), drawn->stack->right - x);
    double top = y + floor((NOW_ROW - BOX) / 2.0);

    add_box(picture, row, x, top, w, BOX);
    add_inside(picture, row, x + PAD / 2.0, top, w - PAD, BOX, boxes[row->box].font, ALIGN_CENTER,
               words);
}

static void
draw_row(const Drawn *drawn, const NowRow *row, double y)
{
    if (row->share >= 0)
        draw_timed(drawn, row, y);
    else if (drawn->stack->beside)
        draw_beside(drawn, row, y);
    else
        draw_joined(drawn, row, y);
}

static const NowRow *
row_at(const NowRows *rows, guint i)
{
    return &g_array_index(rows->rows, NowRow, i);
}

double
now_rows_width(const NowPicture *picture, NowList list)
{
    const NowRows *rows = &picture->lists[list];
    double w = 0;

    for (guint i = 0; i < rows->rows->len; i++)
        w = MAX(w, row_width(picture, row_at(rows, i)));
    return w;
}

static double
boxes_width(const NowPicture *picture, const NowRows *rows)
{
    double w = 0;

    for (guint i = 0; i < rows->rows->len; i++)
        w = MAX(w, box_width(picture, row_at(rows, i)));
    return w;
}

void
now_draw_rows(const NowPicture *picture, const NowStack *stack, NowList list, double y)
{
    const NowRows *of = &picture->lists[list];
    double room = stack->right - stack->box_x;
    const Drawn drawn = {picture, stack, MIN(boxes_width(picture, of), room),
                         now_rows_width(picture, list) > room};

    for (guint i = 0; i < of->rows->len; i++)
        draw_row(&drawn, row_at(of, i), y + i * NOW_ROW);
}

static char *
more_words(const NowPicture *picture, const NowStack *stack, NowList list)
{
    g_autofree char *more = now_more_words(&picture->lists[list], list, FALSE);

    if (now_is_opened(picture, list))
        return g_strdup("fewer");
    if (text_width(picture, FONT_SMALL, more) + 2 * PAD > stack->right - stack->box_x)
        return now_more_words(&picture->lists[list], list, TRUE);
    return g_steal_pointer(&more);
}

void
now_draw_more(const NowPicture *picture, const NowStack *stack, NowList list, double y)
{
    g_autofree char *text = more_words(picture, stack, list);
    double w = text_width(picture, FONT_SMALL, text) + 2 * PAD;
    Shape *shape = scene_rect(picture->build.scene, stack->box_x, y + floor((NOW_ROW - BOX) / 2.0),
                              w, BOX, ROLE_NONE);

    shape->edge = ROLE_LINE;
    shape->radius = BOX / 2.0;
    shape->hit = HIT_MORE;
    shape->number = list;
    build_text(&picture->build, stack->box_x + PAD, y, w, NOW_ROW, ROLE_TEXT_DIM, FONT_SMALL,
               ALIGN_LEFT, text);
}
