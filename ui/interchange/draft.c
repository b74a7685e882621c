/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft.c - collects what a reader finds. draft-play.c puts it in order. */
#include "ui/interchange/draft-private.h"

#include <string.h>

#include "ui/interchange/end-label.h"
#include "ui/model/text.h"

enum { STRINGS_BLOCK = 16 * 1024 };

Draft *
draft_new(void)
{
    Draft *draft = g_new0(Draft, 1);

    draft->strings = g_string_chunk_new(STRINGS_BLOCK);
    draft->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    draft->names = g_ptr_array_new();
    g_ptr_array_add(draft->names, "");
    draft->site_numbers = g_hash_table_new(g_str_hash, g_str_equal);
    draft->sites = g_array_new(FALSE, FALSE, sizeof(DraftSite));
    draft->processes = g_array_new(FALSE, TRUE, sizeof(DraftProcess));
    draft->tracks = g_array_new(FALSE, TRUE, sizeof(DraftTrack));
    draft->end = (TraceEnd){TRACE_END_DONE, 0, ""};
    draft->items = g_array_new(FALSE, FALSE, sizeof(DraftItem));
    return draft;
}

void
draft_free(Draft *draft)
{
    if (!draft)
        return;
    g_string_chunk_free(draft->strings);
    g_hash_table_unref(draft->numbers);
    g_ptr_array_unref(draft->names);
    g_hash_table_unref(draft->site_numbers);
    g_array_unref(draft->sites);
    g_array_unref(draft->processes);
    g_array_unref(draft->tracks);
    g_array_unref(draft->items);
    g_free(draft);
}

/* A NUL byte ends the name. */
guint32
draft_name(Draft *draft, const char *text, gsize size)
{
    g_autofree char *whole = g_strndup(text, size);
    gpointer known;

    if (!*whole)
        return 0;
    if ((known = g_hash_table_lookup(draft->numbers, whole)))
        return GPOINTER_TO_UINT(known);
    char *kept = g_string_chunk_insert(draft->strings, whole);
    guint32 number = draft->names->len;
    g_ptr_array_add(draft->names, kept);
    g_hash_table_insert(draft->numbers, kept, GUINT_TO_POINTER(number));
    return number;
}

guint32
draft_site(Draft *draft, guint32 file, guint32 function, guint line)
{
    g_autofree char *key = g_strdup_printf("%u %u %u", file, function, line);
    DraftSite site = {file, function, line};
    gpointer known = g_hash_table_lookup(draft->site_numbers, key);

    if (known || draft->sites->len >= DRAFT_MAX_SITES)
        return GPOINTER_TO_UINT(known);
    g_array_append_val(draft->sites, site);
    g_hash_table_insert(draft->site_numbers, g_string_chunk_insert(draft->strings, key),
                        GUINT_TO_POINTER(draft->sites->len));
    return draft->sites->len;
}

guint32
draft_add_process(Draft *draft)
{
    g_array_set_size(draft->processes, draft->processes->len + 1);
    return draft->processes->len - 1;
}

guint32
draft_add_track(Draft *draft, guint32 process)
{
    g_array_set_size(draft->tracks, draft->tracks->len + 1);
    draft_track(draft, draft->tracks->len - 1)->process = process;
    return draft->tracks->len - 1;
}

DraftProcess *
draft_process(Draft *draft, guint32 process)
{
    return &g_array_index(draft->processes, DraftProcess, process);
}

DraftTrack *
draft_track(Draft *draft, guint32 track)
{
    return &g_array_index(draft->tracks, DraftTrack, track);
}

void
draft_set_title(Draft *draft, guint32 name)
{
    draft->title = name;
}

void
draft_set_end(Draft *draft, const char *words)
{
    end_label_read(g_string_chunk_insert(draft->strings, words), &draft->end);
}

void
draft_add(Draft *draft, const DraftItem *item)
{
    if (draft->items->len >= DRAFT_MAX_ITEMS)
        draft->n_left_out[DRAFT_TOO_MANY]++;
    else
        g_array_append_vals(draft->items, item, 1);
}

gsize
draft_n_items(const Draft *draft)
{
    return draft->items->len;
}

char *
draft_left_out(const Draft *draft)
{
    static const struct {
        const char *one, *many;
    } words[DRAFT_N_REASONS] = {
        [DRAFT_NO_BEGINNING] = {"end without a beginning was left out",
                                "ends without a beginning were left out"},
        [DRAFT_TOO_DEEP] = {"slice nested too deep was left out",
                            "slices nested too deep were left out"},
        [DRAFT_TOO_MANY] = {"event beyond twenty million was left out",
                            "events beyond twenty million were left out"},
    };
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < DRAFT_N_REASONS; i++)
        if (draft->n_left_out[i])
            g_ptr_array_add(parts, text_count(draft->n_left_out[i], words[i].one, words[i].many));
    if (parts->len == 0)
        return NULL;
    g_ptr_array_add(parts, NULL);
    return g_strjoinv("; ", (char **) parts->pdata);
}
