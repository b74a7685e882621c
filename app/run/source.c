/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source.c - what all sources have in common, and the idle source, from which nothing comes. */
#include "app/run/source.h"

static guint
    n_busy; /* for the whole process: all sources run on one aw loop inside its main loop */

/* ---- for owners ---- */

Source *
source_new_idle(const ScenarioRow *row)
{
    static const SourceKind kind = {.stop_word = "Stop"};
    Source *source = source_new(sizeof(Source), &kind);

    source->row = row;
    return source;
}

gboolean
source_start(Source *source, const SourceOwner *owner, void *data, GError **error)
{
    source->owner = *owner;
    source->data = data;
    return !source->kind->start || source->kind->start(source, error);
}

void
source_stop(Source *source)
{
    if (source->kind->stop)
        source->kind->stop(source);
}

void
source_free(Source *source)
{
    if (!source)
        return;
    source->owner = (SourceOwner){NULL, NULL, NULL};
    if (source->kind->leave)
        source->kind->leave(source);
    source_unref(source);
}

guint
source_n_busy(void)
{
    return n_busy;
}

/* ---- for sources ---- */

Source *
source_new(gsize size, const SourceKind *kind)
{
    Source *source = g_malloc0(size);

    source->kind = kind;
    source->references = 1;
    return source;
}

Source *
source_ref(Source *source)
{
    source->references++;
    return source;
}

void
source_unref(Source *source)
{
    if (--source->references)
        return;
    if (source->kind->clear)
        source->kind->clear(source);
    g_free(source->name);
    g_free(source->path);
    g_free(source);
}

void
source_begins(void)
{
    n_busy++;
}

void
source_is_over(void)
{
    n_busy--;
}

gboolean
source_is_wanted(const Source *source)
{
    return source->owner.bytes != NULL;
}

gboolean
source_is_full(const Source *source)
{
    return source->owner.is_full && source->owner.is_full(source->data);
}

void
source_give(Source *source, const void *bytes, gsize size)
{
    if (source->owner.bytes)
        source->owner.bytes(source->data, bytes, size);
}

void
source_tell_end(Source *source, int wait_status, const char *message)
{
    if (source->owner.ended)
        source->owner.ended(source->data, wait_status, message);
}
