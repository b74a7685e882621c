/* SPDX-License-Identifier: GPL-3.0-or-later */
/* translation.c - a GTask in a thread, then an idle source that passes its result on. */
#include "app/run/translation.h"

#include <gio/gio.h>
#include <stdatomic.h>

#include "ui/interchange/read.h"

enum { PIECE = 256 * 1024 };

/* What the thread works on; nobody else touches it until the thread is done. */
typedef struct {
    GString *bytes;
    char *title;
    GBytes *recording; /* NULL if the bytes cannot become one */
    char *message;     /* what is wrong, or NULL */
    atomic_bool done;  /* set last: orders what the thread wrote where GLib's locks are not seen */
} Work;

struct Translation {
    GCancellable *forgotten;
    TranslationHandler handler;
    void *data;
    Work *work; /* once the thread is done */
    gsize done; /* how many bytes of the recording were passed on */
    guint source;
};

static void
work_free(Work *work)
{
    atomic_load(&work->done);
    g_string_free(work->bytes, TRUE);
    g_free(work->title);
    g_clear_pointer(&work->recording, g_bytes_unref);
    g_free(work->message);
    g_free(work);
}

static void
work_in_thread(GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
    Work *work = data;

    work->recording =
        interchange_recording(work->bytes->str, work->bytes->len, work->title, &work->message);
    atomic_store(&work->done, TRUE);
    g_task_return_boolean(task, TRUE);
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

/* If the translation was freed meanwhile, `data` points to nothing. */
static void
on_through(GObject *object, GAsyncResult *result, void *data)
{
    Translation *self = data;

    if (g_cancellable_is_cancelled(g_task_get_cancellable(G_TASK(result))))
        return;
    self->work = g_object_steal_data(G_OBJECT(result), "work");
    if (atomic_load(&self->work->done) && self->work->recording)
        self->source = g_idle_add(hand_on, self);
    else
        self->handler.ended(self->data, self->work->message);
}

Translation *
translation_start(GString *bytes, const char *path, const TranslationHandler *handler, void *data)
{
    Translation *self = g_new0(Translation, 1);
    Work *work = g_new0(Work, 1);
    g_autoptr(GTask) task = NULL;

    self->forgotten = g_cancellable_new();
    self->handler = *handler;
    self->data = data;
    work->bytes = bytes;
    work->title = g_path_get_basename(path);
    task = g_task_new(NULL, self->forgotten, on_through, self);
    g_object_set_data_full(G_OBJECT(task), "work", work, (GDestroyNotify) work_free);
    g_task_set_task_data(task, work, NULL);
    g_task_run_in_thread(task, work_in_thread);
    return self;
}

void
translation_free(Translation *self)
{
    if (!self)
        return;
    g_cancellable_cancel(self->forgotten);
    g_object_unref(self->forgotten);
    g_clear_handle_id(&self->source, g_source_remove);
    g_clear_pointer(&self->work, work_free);
    g_free(self);
}
