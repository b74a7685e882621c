/* SPDX-License-Identifier: GPL-3.0-or-later */
/* losses.c - adds up what a recorder dropped. */
#include "ui/model/losses.h"

#include "ui/model/text.h"

void
losses_take(Losses *losses, const TraceEvent *event)
{
    guint64 n = event->value > 0 ? (guint64) event->value : 0;

    if (event->kind != TRACE_DROPPED || n == 0)
        return;
    if (losses->n_events == 0)
        losses->first_ns = event->time_ns;
    losses->last_ns = MAX(losses->first_ns, event->time_ns);
    losses->n_times++;
    if (__builtin_add_overflow(losses->n_events, n, &losses->n_events))
        losses->n_events = G_MAXUINT64;
}

char *
losses_words(const Losses *losses)
{
    g_autofree char *first = text_duration(losses->first_ns);
    g_autofree char *last = text_duration(losses->last_ns);
    g_autofree char *events = text_count(losses->n_events, "event was", "events were");

    if (losses->n_events == 0)
        return NULL;
    if (losses->n_times == 1)
        return g_strdup_printf("%s dropped for want of memory, from %s on", events, first);
    return g_strdup_printf("%s dropped for want of memory, %" G_GUINT64_FORMAT
                           " times between %s and %s",
                           events, losses->n_times, first, last);
}

char *
losses_too_long(gsize n)
{
    g_autofree char *events =
        text_count(n, "event at its end is left out", "events at its end are left out");

    return n ? g_strconcat("too long: ", events, NULL) : NULL;
}
