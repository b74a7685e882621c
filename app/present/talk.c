/* SPDX-License-Identifier: GPL-3.0-or-later */
/* talk.c - the state of a talk. Windows show it, keys change it. */
#include "app/present/talk.h"

#include <math.h>

#include "app/run/page-note.h"

static const double size_step = 1.15, least_size = 0.6, most_size = 2.5;

struct _Talk {
    GObject parent_instance;
    Recording *recording;
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

/* The last page that shows `event` or one before it. */
static guint
page_of_event(const DeckPages *pages, gsize event)
{
    guint page = 0;

    for (guint i = 1; i < deck_pages_n(pages) && event != MODEL_NONE; i++)
        if (deck_pages_event(pages, i) <= event)
            page = i;
    return page;
}

Talk *
talk_new(Recording *recording, gsize event, const Theme *theme, GError **error)
{
    const DeckOptions options = {.to_ns = -1, .theme = theme};
    const Model *model = recording_get_model(recording);
    DeckPages *pages = deck_pages_new(&model, 1, &options, error);

    if (!pages)
        return NULL;
    Talk *self = g_object_new(TALK_TYPE, NULL);
    self->recording = g_object_ref(recording);
    self->theme = theme;
    self->pages = pages;
    self->export = deck_pages_export(pages);
    self->page = page_of_event(pages, event);
    return self;
}

/* ---- pages ---- */

Recording *
talk_get_recording(Talk *self)
{
    return self->recording;
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

gboolean
talk_is_resume(Talk *self, guint page)
{
    gsize event = deck_pages_event(self->pages, page);
    guint kind = model_event(recording_get_model(self->recording), event)->kind;

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
    gboolean done = page_note_set(self->recording, self->pages, page, text, error);

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
    g_object_unref(self->recording);
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
