/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-file.c - collects the pages of all chapters, and writes them. */
#include "ui/export/deck-file.h"

#include <string.h>

#include "ui/export/files.h"
#include "ui/model/sentence.h"
#include "ui/scene/deck-timeline.h"
#include "ui/scene/deck-title.h"

enum { MOST_PAGES = 1000, SLIDE_WIDTH = 1600 /* px */ };

typedef struct {
    Deck deck;
    State *state;
    GArray *pages; /* of Page */
    GArray *lanes;
} Chapter;

typedef struct {
    GArray *chapters; /* of Chapter */
    const DeckOptions *options;
    guint n; /* pages, title pages included */
} DeckFile;

/* ---- chapters ---- */

static void
chapter_clear(gpointer data)
{
    Chapter *chapter = data;

    state_free(chapter->state);
    g_array_unref(chapter->pages);
    g_array_unref(chapter->lanes);
}

static gboolean
add_lane(GArray *lanes, const Model *model, const char *name)
{
    gboolean found = FALSE;

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++) {
        const GPtrArray *tracks = model_tracks(model, group);
        for (guint i = 0; i < tracks->len; i++) {
            const Track *track = g_ptr_array_index(tracks, i);
            if (strcmp(track->name, name) != 0)
                continue;
            g_array_append_val(lanes, track->id);
            found = TRUE;
        }
    }
    return found;
}

/* NULL, and `error` set, if one of the names is unknown. */
static GArray *
lanes_of(const Model *model, char **names, guint *ret_left_out, GError **error)
{
    g_autoptr(GArray) lanes = g_array_new(FALSE, FALSE, sizeof(guint32));

    if (!names)
        return deck_lanes(model, ret_left_out);
    for (; *names; names++)
        if (!add_lane(lanes, model, *names)) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "no lane is named %s", *names);
            return NULL;
        }
    return g_steal_pointer(&lanes);
}

static GArray *
pages_of(const Model *model, const DeckOptions *options)
{
    gsize from = options->from_ns > 0 ? model_event_at_time(model, options->from_ns - 1) + 1 : 0;
    gsize to =
        options->to_ns < 0 ? model_n_events(model) - 1 : model_event_at_time(model, options->to_ns);

    return options->by_step ? pages_new_by_step(model, options->step, from, to)
                            : pages_new(model, from, to);
}

static gboolean
add_chapter(DeckFile *file, Model *model, GError **error)
{
    guint n_left_out = 0;
    GArray *lanes = lanes_of(model, file->options->lanes, &n_left_out, error);
    const char *title = model_meta(model, "title");
    Chapter chapter = {.lanes = lanes};

    if (!lanes)
        return FALSE;
    chapter.pages = pages_of(model, file->options);
    chapter.state = state_new(model);
    chapter.deck = (Deck){.model = model,
                          .title = title ? title : "",
                          .series = file->options->title,
                          .outline = !file->options->no_outline,
                          .lanes = lanes,
                          .n_left_out = n_left_out,
                          .metrics = export_metrics()};
    g_array_append_val(file->chapters, chapter);
    file->n += 1 + chapter.pages->len;
    return TRUE;
}

/* ---- pages ---- */

/* The chapter of page `i`, and the page's number in it; 0: its title page. */
static const Chapter *
find(const DeckFile *file, guint i, guint *ret_chapter, guint *ret_page)
{
    for (*ret_chapter = 0;; ++*ret_chapter) {
        const Chapter *chapter = &g_array_index(file->chapters, Chapter, *ret_chapter);
        if (i <= chapter->pages->len) {
            *ret_page = i;
            return chapter;
        }
        i -= 1 + chapter->pages->len;
    }
}

static Scene *
page_of(void *data, guint i)
{
    const DeckFile *file = data;
    guint k, number;
    const Chapter *chapter = find(file, i, &k, &number);
    Scene *scene = number == 0 ? deck_title(&chapter->deck, k + 1, file->chapters->len)
                               : deck_page(&chapter->deck, chapter->state,
                                           &g_array_index(chapter->pages, Page, number - 1), number,
                                           chapter->pages->len);

    scene->zoom = (double) SLIDE_WIDTH / DECK_WIDTH;
    return scene;
}

static char *
name_of(void *data, guint i)
{
    guint k, number;
    const Chapter *chapter = find(data, i, &k, &number);

    if (number == 0)
        return g_strdup(chapter->deck.title);
    state_seek(chapter->state, g_array_index(chapter->pages, Page, number - 1).first);
    Sentences sentences = sentences_at(chapter->deck.model, chapter->state);
    char *name = g_strdup_printf("%u  %s", number, sentences.first);
    sentences_clear(&sentences);
    return name;
}

static gboolean
begins_chapter(void *data, guint i)
{
    guint k, number;

    find(data, i, &k, &number);
    return number == 0;
}

/* ---- files ---- */

static gboolean
write_whole(const DeckFile *file, const ExportFormat *format, const char *path, const char *title,
            GError **error)
{
    const ExportPages pages = {file->n, page_of, name_of, begins_chapter, (void *) file};
    g_autoptr(GByteArray) bytes = format->render_pages(&pages, file->options->theme, title, error);

    return bytes && file_replace(path, bytes->data, bytes->len, error);
}

/* Where the pattern has its number: "%d", "%3d" or "%03d"; NULL: it has none. */
static const char *
number_of(const char *pattern, gboolean *ret_zeros, int *ret_width, const char **ret_rest)
{
    const char *percent = strchr(pattern, '%'), *at = percent ? percent + 1 : "";

    *ret_zeros = *at == '0';
    at += *ret_zeros;
    *ret_width = g_ascii_isdigit(*at) ? *at++ - '0' : 0;
    *ret_rest = at + 1;
    return percent && *at == 'd' ? percent : NULL;
}

static char *
numbered_path(const char *pattern, guint number)
{
    gboolean zeros;
    const char *rest;
    int width;
    const char *percent = number_of(pattern, &zeros, &width, &rest);
    g_autofree char *front = g_strndup(pattern, (gsize) (percent - pattern));

    return zeros ? g_strdup_printf("%s%0*u%s", front, width, number, rest)
                 : g_strdup_printf("%s%*u%s", front, width, number, rest);
}

static gboolean
is_numbered(const char *path)
{
    gboolean zeros;
    const char *rest;
    int width;

    return number_of(path, &zeros, &width, &rest) != NULL;
}

static gboolean
write_numbered(const DeckFile *file, const ExportFormat *format, const char *pattern,
               const char *title, GError **error)
{
    for (guint i = 0; i < file->n; i++) {
        g_autoptr(Scene) scene = page_of((void *) file, i);
        g_autofree char *path = numbered_path(pattern, i + 1);
        g_autoptr(GByteArray) bytes = format->render(scene, file->options->theme, title, error);
        if (!bytes || !file_replace(path, bytes->data, bytes->len, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
fail(GError **error, const char *path, const char *why)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: %s", path, why);
    return FALSE;
}

static gboolean
write_deck(const DeckFile *file, const char *path, GError **error)
{
    const ExportFormat *format = export_format(path);
    const char *title = file->options->title ? file->options->title
                                             : g_array_index(file->chapters, Chapter, 0).deck.title;

    if (file->n > MOST_PAGES) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%u pages would be more than the %d that a deck may have: choose a part by "
                    "--from and --to, or fewer steps by --steps",
                    file->n, MOST_PAGES);
        return FALSE;
    }
    if (is_numbered(path))
        return write_numbered(file, format, path, title, error);
    if (!format->render_pages)
        return fail(error, path,
                    "a file of this format is one page: name files by a number, as in "
                    "page-%03d.svg");
    return write_whole(file, format, path, title, error);
}

gboolean
export_deck(Model *const *models, guint n, const DeckOptions *options, const char *path,
            GError **error)
{
    DeckFile file = {.options = options};
    gboolean done = TRUE;

    file.chapters = g_array_new(FALSE, FALSE, sizeof(Chapter));
    g_array_set_clear_func(file.chapters, chapter_clear);
    for (guint i = 0; i < n && done; i++)
        done = add_chapter(&file, models[i], error);
    if (done && file.n == n)
        done = fail(error, path, "nothing happens in that time");
    done = done && write_deck(&file, path, error);
    g_array_unref(file.chapters);
    return done;
}
