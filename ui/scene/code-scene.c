/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-scene.c - chooses the file and the lines, and draws a row for each. */
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
    MOST_LINES = 64,
};

typedef struct {
    Build build;
    const CodeSceneView *view;
    gsize event;
    const char *file;
    char **lines;
    guint n_lines;
    GArray *places; /* of Place */
    gboolean is_python;
} CodePicture;

/* ---- which file, which lines ---- */

static const char *
file_at(const Model *model, gsize event, const GArray *places)
{
    if (places->len > 0 && g_array_index(places, Place, 0).running)
        return g_array_index(places, Place, 0).file;
    for (gsize i = event + 1; i-- > 0;) {
        const TraceSite *site = model_site(model, model_event(model, i)->site);
        if (site && *site->file)
            return site->file;
    }
    return places->len > 0 ? g_array_index(places, Place, 0).file : NULL;
}

static void
add_line(GArray *lines, guint line)
{
    for (guint i = 0; i < lines->len; i++)
        if (g_array_index(lines, guint, i) == line)
            return;
    if (line > 0 && lines->len < MOST_LINES)
        g_array_append_val(lines, line);
}

/* Lines of the file where tasks are at any time, each once. */
static GArray *
named_lines(const CodePicture *picture)
{
    g_autoptr(GArray) all = model_task_lines(picture->build.model, picture->file);
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < all->len; i++)
        add_line(lines, g_array_index(all, guint, i));
    return lines;
}

/* Where tasks are, those that run first, and then what else there is. */
static GArray *
lines_that_matter(const CodePicture *picture, const GArray *named)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < picture->places->len; i++) {
        const Place *place = &g_array_index(picture->places, Place, i);
        if (strcmp(place->file, picture->file) == 0)
            add_line(lines, place->line);
    }
    for (guint i = 0; i < named->len; i++)
        add_line(lines, g_array_index(named, guint, i));
    return lines;
}

/* If all lines that are named have room, so have those where tasks are: the same at each moment. */
static GArray *
lines_shown(const CodePicture *picture)
{
    g_autoptr(GArray) named = named_lines(picture);
    g_autoptr(GArray) matters = lines_that_matter(picture, named);
    g_autoptr(GArray) all = fold_lines(picture->n_lines, (guint *) (void *) named->data, named->len,
                                       picture->view->rows);
    gboolean fit = matters->len <= named->len;

    for (guint i = 0, k = 0; i < named->len; i++, k++) {
        while (k < all->len && g_array_index(all, guint, k) < g_array_index(named, guint, i))
            k++;
        fit = fit && k < all->len && g_array_index(all, guint, k) == g_array_index(named, guint, i);
    }
    return fit ? g_steal_pointer(&all)
               : fold_lines(picture->n_lines, (guint *) (void *) matters->data, matters->len,
                            picture->view->rows);
}

/* ---- a row ---- */

static GArray *
tags_at(const CodePicture *picture, guint line)
{
    GArray *tags = code_tags_new();

    for (guint i = 0; i < picture->places->len; i++) {
        const Place *place = &g_array_index(picture->places, Place, i);
        if (place->line == line && strcmp(place->file, picture->file) == 0)
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

/* Draws a tag that ends at `right`. Returns where it begins. */
static double
draw_tag(CodePicture *picture, double right, double y, const char *text, gboolean running)
{
    double w = tag_width(picture, text, running) - TAG_GAP;
    g_autofree char *words = g_strconcat(running ? "▶ " : "", text, NULL);
    Shape *box = scene_rect(picture->build.scene, right - w, y + 1, w, CODE_ROW - 2,
                            running ? ROLE_RUNNING : ROLE_WAITING);

    box->radius = 3;
    scene_text(picture->build.scene, right - w, y, w, CODE_ROW,
               running ? ROLE_RUNNING_TEXT : ROLE_WAITING_TEXT, FONT_SMALL_BOLD, ALIGN_CENTER,
               words);
    return right - w - TAG_GAP;
}

/* Draws the tags from right to left. Returns where they begin. */
static double
draw_tags(CodePicture *picture, const GArray *tags, double y)
{
    double right = picture->view->width - CODE_MARGIN;
    guint n = code_tags_fit(tags, picture->view->width / 2, tag_width, picture);

    if (n < tags->len) {
        g_autofree char *more = g_strdup_printf("+%u", tags->len - n);
        right = draw_tag(picture, right, y, more, FALSE);
    }
    for (guint i = n; i-- > 0;) {
        const CodeTag *tag = &g_array_index(tags, CodeTag, i);
        right = draw_tag(picture, right, y, tag->name, tag->running);
    }
    return right;
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

static void
draw_row(CodePicture *picture, guint line, const GArray *words, double y)
{
    g_autoptr(GArray) tags = tags_at(picture, line);
    g_autofree char *number = g_strdup_printf("%u", line);

    draw_ground(picture, tags, y);
    scene_text(picture->build.scene, 0, y, NUMBERS_RIGHT, CODE_ROW, ROLE_TEXT_DIM, FONT_MONO,
               ALIGN_RIGHT, number);
    draw_code(picture, line, words, y, draw_tags(picture, tags, y));
}

/* ---- the whole ---- */

static void
draw_lines(CodePicture *picture)
{
    g_autoptr(GArray) shown = lines_shown(picture);
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

Scene *
code_scene(const Model *model, gsize event, const CodeSceneView *view, const TextMetrics *metrics)
{
    double height = view->rows * CODE_ROW + 2 * CODE_MARGIN;
    g_autoptr(GArray) places = model_places(model, event);
    CodePicture picture = {.view = view, .event = event, .places = places};
    const char *source = NULL;

    picture.build =
        (Build){.model = model, .metrics = metrics, .scene = scene_new(view->width, height)};
    scene_rect(picture.build.scene, 0, 0, view->width, height, ROLE_PANEL)->radius = 6;
    picture.file = file_at(model, event, places);
    if (!picture.file || !(source = model_source(model, picture.file)))
        return picture.build.scene;
    g_auto(GStrv) lines = g_strsplit(source, "\n", -1);
    picture.lines = lines;
    picture.n_lines = g_strv_length(lines);
    picture.is_python = g_str_has_suffix(picture.file, ".py");
    draw_lines(&picture);
    return picture.build.scene;
}
