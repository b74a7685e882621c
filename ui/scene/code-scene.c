/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-scene.c - draws a row for each line, and its tags. */
#include "ui/scene/code-scene.h"

#include <string.h>

#include "ui/scene/build.h"
#include "ui/scene/code-tags.h"
#include "ui/scene/fold-lines.h"
#include "ui/scene/lex.h"

enum {
    NUMBERS_RIGHT = 30, /* px */
    TEXT_LEFT = 46,
    TAG_PAD = 5,
    TAG_GAP = 4,
    EDGE = 4, /* at the left of the line that runs */
};

typedef struct {
    Build build;
    const CodeSceneView *view;
    char **lines;
    GArray *places; /* of Place */
    gboolean is_python;
} CodePicture;

/* ---- a row ---- */

static GArray *
tags_at(const CodePicture *picture, guint line)
{
    GArray *tags = code_tags_new();

    for (guint i = 0; i < picture->places->len; i++) {
        const Place *place = &g_array_index(picture->places, Place, i);
        if (place->line == line && strcmp(place->file, picture->view->fold.file) == 0)
            code_tags_add(tags, place->track, place->running);
    }
    return tags;
}

static double
tag_width(void *data, const char *text, gboolean running)
{
    const CodePicture *picture = data;

    return build_text_width(&picture->build, FONT_SMALL_BOLD, text) + 2 * TAG_PAD + TAG_GAP +
           (running ? build_text_width(&picture->build, FONT_SMALL_BOLD, "▶ ") : 0);
}

/* Draws a tag that begins at `x`. Returns where the next one does. */
static double
draw_tag(CodePicture *picture, double x, double y, const char *text, gboolean running)
{
    double w = tag_width(picture, text, running) - TAG_GAP;
    g_autofree char *words = g_strconcat(running ? "▶ " : "", text, NULL);
    Shape *box = scene_rect(picture->build.scene, x, y + 1, w, CODE_ROW - 2,
                            running ? ROLE_RUNNING : ROLE_WAITING);

    box->radius = 3;
    scene_text(picture->build.scene, x, y, w, CODE_ROW,
               running ? ROLE_RUNNING_TEXT : ROLE_WAITING_TEXT, FONT_SMALL_BOLD, ALIGN_CENTER,
               words);
    return x + w + TAG_GAP;
}

/* The tags of a row stand at its right end, as many as there is room for. */
typedef struct {
    GArray *tags; /* of CodeTag */
    guint n;
    char *more; /* how many others there are; NULL: none */
    double x;   /* where the code ends, px */
} TagRow;

static TagRow
tag_row_new(CodePicture *picture, guint line)
{
    double right = picture->view->width - CODE_MARGIN;
    TagRow row = {.tags = tags_at(picture, line)};

    row.n = code_tags_fit(row.tags, picture->view->width / 2, tag_width, picture);
    row.more = row.n < row.tags->len ? g_strdup_printf("+%u", row.tags->len - row.n) : NULL;
    row.x = right - code_tags_width(row.tags, row.n, tag_width, picture);
    return row;
}

static void
tag_row_clear(TagRow *row)
{
    g_array_unref(row->tags);
    g_free(row->more);
}

static void
draw_tags(CodePicture *picture, const TagRow *row, double y)
{
    double x = row->x + TAG_GAP;

    for (guint i = 0; i < row->n; i++) {
        const CodeTag *tag = &g_array_index(row->tags, CodeTag, i);
        x = draw_tag(picture, x, y, tag->name, tag->running);
    }
    if (row->more)
        draw_tag(picture, x, y, row->more, FALSE);
}

static void
draw_ground(const CodePicture *picture, const GArray *tags, double y)
{
    gboolean runs = tags->len > 0 && g_array_index(tags, CodeTag, 0).running;

    if (tags->len > 0)
        scene_rect(picture->build.scene, 0, y, picture->view->width, CODE_ROW,
                   runs ? ROLE_GOING : ROLE_STANDING);
    if (runs)
        scene_rect(picture->build.scene, 0, y, EDGE, CODE_ROW, ROLE_RUNNING);
}

static GArray *
runs_of(const GArray *words, gsize size)
{
    static const struct {
        Role fill;
        gboolean bold;
    } colours[N_LEX] = {
        [LEX_PLAIN] = {ROLE_TEXT},    [LEX_KEYWORD] = {ROLE_KEYWORD, TRUE},
        [LEX_TYPE] = {ROLE_TYPE},     [LEX_TEXT] = {ROLE_STRING},
        [LEX_NUMBER] = {ROLE_NUMBER}, [LEX_COMMENT] = {ROLE_COMMENT},
    };
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(TextRun));

    for (guint i = 0; i < words->len; i++) {
        const LexWord *word = &g_array_index(words, LexWord, i);
        TextRun run = {(guint) word->begin,
                       (guint) (MIN(word->begin + word->size, size) - word->begin),
                       colours[word->sort].fill, colours[word->sort].bold};
        if (word->begin < size && word->sort != LEX_PLAIN)
            g_array_append_val(runs, run);
    }
    return runs;
}

static void
draw_code(const CodePicture *picture, guint line, const GArray *words, double y, double right)
{
    const char *text = picture->lines[line - 1];
    Shape *shape = build_text(&picture->build, TEXT_LEFT, y, right - TEXT_LEFT, CODE_ROW, ROLE_TEXT,
                              FONT_MONO, ALIGN_LEFT, text);

    if (!shape)
        return;
    gsize same = 0;
    while (text[same] && text[same] == shape->text[same])
        same++;
    scene_text_runs(picture->build.scene, shape, runs_of(words, same));
}

/* In the order in which it is read. */
static void
draw_row(CodePicture *picture, guint line, const GArray *words, double y)
{
    TagRow row = tag_row_new(picture, line);
    g_autofree char *number = g_strdup_printf("%u", line);

    draw_ground(picture, row.tags, y);
    scene_text(picture->build.scene, 0, y, NUMBERS_RIGHT, CODE_ROW, ROLE_TEXT_DIM, FONT_MONO,
               ALIGN_RIGHT, number);
    draw_code(picture, line, words, y, row.x);
    draw_tags(picture, &row, y);
    tag_row_clear(&row);
}

/* ---- the whole ---- */

static void
draw_lines(CodePicture *picture)
{
    const GArray *shown = picture->view->fold.lines;
    LexState state = {0};
    double y = CODE_MARGIN;

    for (guint line = 1, i = 0; i < shown->len; line++) {
        g_autoptr(GArray) words = lex_line(picture->lines[line - 1], picture->is_python, &state);
        guint next = g_array_index(shown, guint, i);
        if (next == FOLD_ELLIPSIS) {
            scene_text(picture->build.scene, TEXT_LEFT, y, TEXT_LEFT, CODE_ROW, ROLE_TEXT_DIM,
                       FONT_MONO, ALIGN_LEFT, "…");
            y += CODE_ROW;
            next = g_array_index(shown, guint, ++i);
        }
        if (next != line)
            continue;
        draw_row(picture, line, words, y);
        y += CODE_ROW;
        i++;
    }
}

/* What is there instead of a source. */
static void
draw_missing(const CodePicture *picture)
{
    const char *file = picture->view->fold.file;
    g_autofree char *name = file ? g_path_get_basename(file) : NULL;
    g_autofree char *words =
        name ? g_strdup_printf("The recording does not have the source of %s.", name)
             : g_strdup("Nothing says at which lines this happens.");
    double w = picture->view->width - 2 * TEXT_LEFT;

    build_text(&picture->build, TEXT_LEFT, picture->build.scene->height / 2 - CODE_ROW, w,
               2 * CODE_ROW, ROLE_TEXT_DIM, FONT_BODY, ALIGN_CENTER, words);
}

Scene *
code_scene(const Model *model, gsize event, const CodeSceneView *view, const TextMetrics *metrics)
{
    double height = view->rows * CODE_ROW + 2 * CODE_MARGIN;
    const char *source = view->fold.file ? model_source(model, view->fold.file) : NULL;
    g_autoptr(GArray) places = model_places(model, event);
    CodePicture picture = {.view = view, .places = places};

    picture.build =
        (Build){.model = model, .metrics = metrics, .scene = scene_new(view->width, height)};
    scene_rect(picture.build.scene, 0, 0, view->width, height, ROLE_PANEL)->radius = 6;
    if (!source) {
        draw_missing(&picture);
        return picture.build.scene;
    }
    g_auto(GStrv) lines = g_strsplit(source, "\n", -1);
    picture.lines = lines;
    picture.is_python = g_str_has_suffix(view->fold.file, ".py");
    draw_lines(&picture);
    return picture.build.scene;
}
