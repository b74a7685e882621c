/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-scene.c - draws a row for each line, and its tags. */
#include "ui/scene/code-scene.h"

#include <string.h>

#include "ui/scene/build.h"
#include "ui/scene/code-tag-row.h"
#include "ui/scene/fold-lines.h"
#include "ui/scene/lex.h"

enum { EDGE = 4 /* px, at the left of the line that runs */ };

typedef struct {
    Build build;
    const CodeSceneView *view;
    char **lines;
    const GArray *places; /* of Place */
    CodeColumns columns;
    gboolean is_python;
} CodePicture;

/* ---- a row ---- */

static void
draw_ground(const CodePicture *picture, const GArray *tags, double y)
{
    gboolean runs = tags->len > 0 && g_array_index(tags, CodeTag, 0).running;

    if (tags->len > 0)
        scene_rect(picture->build.scene, 0, y, picture->view->width, picture->view->size->row,
                   runs ? ROLE_GOING : ROLE_STANDING);
    if (runs)
        scene_rect(picture->build.scene, 0, y, EDGE, picture->view->size->row, ROLE_RUNNING);
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
    double x = picture->columns.text_left;
    Shape *shape = build_text(&picture->build, x, y, right - x, picture->view->size->row, ROLE_TEXT,
                              picture->view->size->font, ALIGN_LEFT, text);

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
    const CodeSize *size = picture->view->size;
    CodeTagRow tags = code_tag_row_new(&picture->build, picture->places, picture->view->fold.file,
                                       line, picture->view->width);
    double right = picture->view->width - CODE_MARGIN - tags.w;
    g_autofree char *number = g_strdup_printf("%u", line);

    draw_ground(picture, tags.tags, y);
    scene_text(picture->build.scene, 0, y, picture->columns.numbers_right, size->row, ROLE_TEXT_DIM,
               size->font, ALIGN_RIGHT, number);
    draw_code(picture, line, words, y, right);
    code_tag_row_draw(&picture->build, &tags, right, y, size->row);
    code_tag_row_clear(&tags);
}

/* ---- the whole ---- */

static void
draw_lines(CodePicture *picture)
{
    const GArray *shown = picture->view->fold.lines;
    const CodeSize *size = picture->view->size;
    LexState state = {0};
    double y = CODE_MARGIN;

    for (guint line = 1, i = 0; i < shown->len; line++) {
        g_autoptr(GArray) words = lex_line(picture->lines[line - 1], picture->is_python, &state);
        guint next = g_array_index(shown, guint, i);
        if (next == FOLD_ELLIPSIS) {
            scene_text(picture->build.scene, picture->columns.text_left, y, size->row, size->row,
                       ROLE_TEXT_DIM, size->font, ALIGN_LEFT, "…");
            y += size->row;
            next = g_array_index(shown, guint, ++i);
        }
        if (next != line)
            continue;
        draw_row(picture, line, words, y);
        y += size->row;
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
    double w = picture->view->width - 2 * CODE_MARGIN;

    build_text(&picture->build, CODE_MARGIN, 0, w, picture->view->height, ROLE_TEXT_DIM, FONT_BODY,
               ALIGN_CENTER, words);
}

Scene *
code_scene(const Model *model, gsize event, const CodeSceneView *view, const TextMetrics *metrics)
{
    const char *source = view->fold.file ? model_source(model, view->fold.file) : NULL;
    g_autoptr(GArray) places = model_places(model, event);
    CodePicture picture = {.view = view, .places = places};

    picture.build =
        (Build){.model = model, .metrics = metrics, .scene = scene_new(view->width, view->height)};
    scene_rect(picture.build.scene, 0, 0, view->width, view->height, ROLE_PANEL)->radius = 6;
    if (!source) {
        draw_missing(&picture);
        return picture.build.scene;
    }
    g_auto(GStrv) lines = g_strsplit(source, "\n", -1);
    picture.lines = lines;
    picture.columns = code_columns(view->size, g_strv_length(lines), metrics);
    picture.is_python = g_str_has_suffix(view->fold.file, ".py");
    draw_lines(&picture);
    return picture.build.scene;
}
