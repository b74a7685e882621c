/* SPDX-License-Identifier: GPL-3.0-or-later */
/* talk.c - the state of a talk. Windows show it, keys change it. */
#include "app/present/talk.h"

#include <math.h>

#include "app/run/page-note.h"
#include "ui/export/page-address.h"

static const double size_step = 1.15, least_size = 0.6, most_size = 2.5;

struct _Talk {
    GObject parent_instance;
    GPtrArray *recordings; /* of the chapters */
    const Theme *theme;
    DeckPages *pages;
    ExportPages export; /* what can be asked of them */
    guint page;
    SlideCover cover;
    gboolean spot;
    double size;
    gint64 since_us;  /* when the count began or went on, on the monotonic clock; 0: it stands */
    gint64 before_us; /* what was counted before that */
};

enum { SIGNAL_TURNED, SIGNAL_CHANGED, SIGNAL_ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(Talk, talk, G_TYPE_OBJECT)

static void
tell_change(Talk *self)
{
    g_signal_emit(self, signals[SIGNAL_CHANGED], 0);
}

/* ---- making ---- */

/* Whether page `i` is a chapter's title, or shows `event` of it or one before that. */
static gboolean
is_before(const DeckPages *pages, guint i, gsize event)
{
    return deck_pages_place(pages, i).number == 0 ||
           (event != MODEL_NONE && deck_pages_event(pages, i) <= event);
}

/* The last page of the chapter that shows `event` or one before it; before all events, its first.
 */
static guint
page_of_event(const DeckPages *pages, guint chapter, gsize event)
{
    guint page = 0;

    for (guint i = 0; i < deck_pages_n(pages); i++)
        if (deck_pages_place(pages, i).chapter == chapter && is_before(pages, i, event)) {
            page = i;
            if (event == MODEL_NONE)
                break;
        }
    return page;
}

static DeckPages *
pages_new(const GPtrArray *recordings, const Theme *theme, GError **error)
{
    const DeckOptions options = {.to_ns = -1, .theme = theme};
    g_autofree const Model **models = g_new(const Model *, recordings->len);

    for (guint i = 0; i < recordings->len; i++)
        models[i] = recording_get_model(g_ptr_array_index(recordings, i));
    return deck_pages_new(models, recordings->len, &options, error);
}

Talk *
talk_new(GPtrArray *recordings, guint chapter, gsize event, const Theme *theme, GError **error)
{
    DeckPages *pages = pages_new(recordings, theme, error);

    if (!pages)
        return NULL;
    Talk *self = g_object_new(TALK_TYPE, NULL);
    self->recordings = g_ptr_array_ref(recordings);
    self->theme = theme;
    self->pages = pages;
    self->export = deck_pages_export(pages);
    self->page = page_of_event(pages, chapter, event);
    return self;
}

/* ---- pages ---- */

static Recording *
recording_of(Talk *self, guint page)
{
    return g_ptr_array_index(self->recordings, deck_pages_place(self->pages, page).chapter);
}

Recording *
talk_get_recording(Talk *self)
{
    return recording_of(self, self->page);
}

gboolean
talk_is_about(Talk *self, Recording *recording)
{
    return g_ptr_array_find(self->recordings, recording, NULL);
}

const DeckPages *
talk_get_pages(Talk *self)
{
    return self->pages;
}

const Theme *
talk_get_theme(Talk *self)
{
    return self->theme;
}

guint
talk_get_page(Talk *self)
{
    return self->page;
}

void
talk_go(Talk *self, guint page)
{
    self->page = MIN(page, deck_pages_n(self->pages) - 1);
    self->cover = COVER_NONE;
    g_signal_emit(self, signals[SIGNAL_TURNED], 0);
}

void
talk_step(Talk *self, int step)
{
    talk_go(self, (guint) MAX((int) self->page + step, 0));
}

char *
talk_address(Talk *self, guint page)
{
    return page_address(&self->export, page);
}

gboolean
talk_find(Talk *self, const char *address, guint *ret_page)
{
    guint page = page_find(&self->export, address);

    if (page < self->export.n)
        *ret_page = page;
    return page < self->export.n;
}

gboolean
talk_is_resume(Talk *self, guint page)
{
    gsize event = deck_pages_event(self->pages, page);
    guint kind = model_event(recording_get_model(recording_of(self, page)), event)->kind;

    return deck_pages_place(self->pages, page).number > 0 &&
           (kind == TRACE_TASK_STEP || kind == TRACE_TASK_STEP_CANCEL);
}

char *
talk_words(Talk *self, guint page)
{
    return self->export.words(self->export.data, page);
}

/* ---- notes ---- */

char *
talk_note(Talk *self, guint page)
{
    return deck_pages_note(self->pages, page);
}

gboolean
talk_set_note(Talk *self, guint page, const char *text, GError **error)
{
    gboolean done = page_note_set(recording_of(self, page), self->pages, page, text, error);

    tell_change(self);
    return done;
}

/* ---- what is over the page, and beside it ---- */

SlideCover
talk_get_cover(Talk *self)
{
    return self->cover;
}

void
talk_toggle_cover(Talk *self, SlideCover cover)
{
    self->cover = self->cover == cover ? COVER_NONE : cover;
    tell_change(self);
}

gboolean
talk_has_spot(Talk *self)
{
    return self->spot;
}

void
talk_toggle_spot(Talk *self)
{
    self->spot = !self->spot;
    tell_change(self);
}

double
talk_get_size(Talk *self)
{
    return self->size;
}

void
talk_change_size(Talk *self, int step)
{
    self->size = CLAMP(self->size * pow(size_step, step), least_size, most_size);
    tell_change(self);
}

/* ---- time ---- */

gint64
talk_get_elapsed_us(Talk *self)
{
    gint64 now_us = self->since_us ? g_get_monotonic_time() - self->since_us : 0;

    return self->before_us + now_us;
}

gboolean
talk_is_counting(Talk *self)
{
    return self->since_us != 0;
}

void
talk_toggle_counting(Talk *self)
{
    self->before_us = talk_get_elapsed_us(self);
    self->since_us = self->since_us ? 0 : g_get_monotonic_time();
    tell_change(self);
}

void
talk_count_again(Talk *self)
{
    self->before_us = 0;
    self->since_us = self->since_us ? g_get_monotonic_time() : 0;
    tell_change(self);
}

/* ---- the object ---- */

void
talk_end(Talk *self)
{
    g_signal_emit(self, signals[SIGNAL_ENDED], 0);
}

static void
talk_finalize(GObject *object)
{
    Talk *self = AWAITSCOPE_TALK(object);

    deck_pages_free(self->pages);
    g_ptr_array_unref(self->recordings);
    G_OBJECT_CLASS(talk_parent_class)->finalize(object);
}

static guint
new_signal(const char *name)
{
    return g_signal_new(name, TALK_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
talk_class_init(TalkClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = talk_finalize;
    signals[SIGNAL_TURNED] = new_signal("turned");
    signals[SIGNAL_CHANGED] = new_signal("changed");
    signals[SIGNAL_ENDED] = new_signal("ended");
}

static void
talk_init(Talk *self)
{
    self->size = 1;
    self->since_us = g_get_monotonic_time();
}
