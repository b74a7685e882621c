/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-places.c - asks the model, page by page. */
#include "ui/scene/code-places.h"

#include <string.h>

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

void
code_places_add(GArray *lines, guint line)
{
    for (guint i = 0; i < lines->len; i++)
        if (g_array_index(lines, guint, i) == line)
            return;
    g_array_append_val(lines, line);
}

static gboolean
has_come(const Model *model, gsize before, const Place *place)
{
    Place last;

    return before == MODEL_NONE || before < place->track->first ||
           !model_place(model, place->track, before, &last) || last.line != place->line ||
           strcmp(last.file, place->file) != 0;
}

/* Those that run come first among the places. */
static CodePlaces *
places_at(const Model *model, gsize event, gsize before)
{
    CodePlaces *page = g_new0(CodePlaces, 1);

    page->places = model_places(model, event);
    page->all = g_array_new(FALSE, FALSE, sizeof(guint));
    page->must = g_array_new(FALSE, FALSE, sizeof(guint));
    page->file = file_at(model, event, page->places);
    for (guint i = 0; i < page->places->len; i++) {
        const Place *place = &g_array_index(page->places, Place, i);
        if (strcmp(place->file, page->file) != 0)
            continue;
        code_places_add(page->all, place->line);
        if (place->running || has_come(model, before, place))
            code_places_add(page->must, place->line);
    }
    return page;
}

static void
places_free(gpointer data)
{
    CodePlaces *page = data;

    g_array_unref(page->places);
    g_array_unref(page->all);
    g_array_unref(page->must);
    g_free(page);
}

GPtrArray *
code_places_new(const Model *model, const gsize *events, guint n)
{
    GPtrArray *pages = g_ptr_array_new_with_free_func(places_free);

    for (guint i = 0; i < n; i++)
        g_ptr_array_add(pages, places_at(model, events[i], i > 0 ? events[i - 1] : MODEL_NONE));
    return pages;
}
