/* SPDX-License-Identifier: GPL-3.0-or-later */
/* translation.c - a thread that translates, then an idle source that passes its result on. */
#include "app/run/translation.h"

#include <stdatomic.h>

#include "ui/interchange/read.h"

enum { PIECE = 256 * 1024 };

/* What the thread works on; all but `owner` is its own until it has set `done`. What orders this is
 * an atomic, since tools that look for races do not see GLib's locks. */
typedef struct {
    GString *bytes;
    char *title;
    GBytes *recording; /* NULL if the bytes cannot become one */
    char *message;     /* what is wrong, or NULL */
    atomic_bool done;
    Translation *owner; /* NULL: it was freed */
} Work;

struct Translation {
    TranslationHandler handler;
    void *data;
    Work *work;
    gboolean through; /* the thread is */
    gsize done;       /* how many bytes of the recording were passed on */
    guint source;
};

static void
work_free(Work *work)
{
    g_string_free(work->bytes, TRUE);
    g_free(work->title);
    g_clear_pointer(&work->recording, g_bytes_unref);
    g_free(work->message);
    g_free(work);
}

static gboolean
hand_on(void *data)
{
    Translation *self = data;
    gsize all = g_bytes_get_size(self->work->recording);
    gsize size = MIN(all - self->done, PIECE);
    const guint8 *bytes = g_bytes_get_data(self->work->recording, NULL);

    self->handler.bytes(self->data, bytes + self->done, size,
                        (double) (self->done + size) / (double) all);
    self->done += size;
    if (self->done < all)
        return G_SOURCE_CONTINUE;
    self->source = 0;
    self->handler.ended(self->data, self->work->message);
    return G_SOURCE_REMOVE;
}

static gboolean
on_done(void *data)
{
    Work *work = data;
    Translation *self = work->owner;

    if (!atomic_load(&work->done))
        return G_SOURCE_CONTINUE;
    if (!self) {
        work_free(work);
        return G_SOURCE_REMOVE;
    }
    self->through = TRUE;
    if (work->recording)
        self->source = g_idle_add(hand_on, self);
    else
        self->handler.ended(self->data, work->message);
    return G_SOURCE_REMOVE;
}

static void *
work_in_thread(void *data)
{
    Work *work = data;

    work->recording =
        interchange_recording(work->bytes->str, work->bytes->len, work->title, &work->message);
    atomic_store(&work->done, TRUE);
    g_idle_add_full(G_PRIORITY_DEFAULT, on_done, work, NULL);
    return NULL;
}

Translation *
translation_start(GString *bytes, const char *path, const TranslationHandler *handler, void *data)
{
    Translation *self = g_new0(Translation, 1);
    Work *work = g_new0(Work, 1);

    self->handler = *handler;
    self->data = data;
    self->work = work;
    work->owner = self;
    work->bytes = bytes;
    work->title = g_path_get_basename(path);
    g_thread_unref(g_thread_new("translation", work_in_thread, work));
    return self;
}

/* A thread that still works is left to its end; what it made is freed then. */
void
translation_free(Translation *self)
{
    if (!self)
        return;
    g_clear_handle_id(&self->source, g_source_remove);
    if (self->through)
        work_free(self->work);
    else
        self->work->owner = NULL;
    g_free(self);
}
