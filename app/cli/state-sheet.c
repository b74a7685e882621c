/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-sheet.c - writes members with their names. */
#include "app/cli/state-sheet.h"

#include "app/cli/state-words.h"
#include "app/say/json.h"

void
sheet_track(Sheet *sheet, const char *name, guint32 track)
{
    json_builder_set_member_name(sheet->json, name);
    if (track == TRACE_NOBODY) {
        json_builder_add_null_value(sheet->json);
        return;
    }
    json_builder_begin_object(sheet->json);
    json_add_int(sheet->json, "id", track);
    json_add_text(sheet->json, "name", state_name(sheet->model, track));
    json_builder_end_object(sheet->json);
}

void
sheet_optional(Sheet *sheet, const char *name, gint64 value, gboolean is_there)
{
    json_builder_set_member_name(sheet->json, name);
    if (is_there)
        json_builder_add_int_value(sheet->json, value);
    else
        json_builder_add_null_value(sheet->json);
}

void
sheet_event(Sheet *sheet, const char *name, gsize event)
{
    sheet_optional(sheet, name, (gint64) state_number(sheet->model, event), event != MODEL_NONE);
}

void
sheet_bool(Sheet *sheet, const char *name, gboolean value)
{
    json_builder_set_member_name(sheet->json, name);
    json_builder_add_boolean_value(sheet->json, value);
}

void
sheet_site(Sheet *sheet, guint32 site)
{
    g_autofree char *place = state_place(sheet->model, site);

    json_add_text(sheet->json, "source", place);
}

void
sheet_item(Sheet *sheet, const StateItem *item)
{
    static const char *const kinds[] = {
        [STATE_STEP] = "step",       [STATE_DONE] = "done callback",
        [STATE_HANDLE] = "callback", [STATE_LATER] = "timer callback",
        [STATE_EXPIRED] = "timer",   [STATE_RESULT] = "result",
        [STATE_CALL] = "call",
    };
    const TraceSite *site = model_site(sheet->model, item->site);

    json_builder_begin_object(sheet->json);
    json_add_text(sheet->json, "kind", kinds[item->kind]);
    sheet_track(sheet, "track", item->track);
    sheet_track(sheet, "by", item->by);
    json_add_text(sheet->json, "function", site && *site->name ? site->name : NULL);
    sheet_site(sheet, item->site);
    sheet_optional(sheet, "handle", (gint64) item->number, item->number != 0);
    sheet_optional(sheet, "number", item->k, item->k != 0);
    sheet_optional(sheet, "of", item->n, item->n != 0);
    sheet_event(sheet, "cause", item->cause);
    sheet_optional(sheet, "turn", item->turn, item->turn != 0);
    json_builder_end_object(sheet->json);
}

void
sheet_begin_list(Sheet *sheet, const char *name)
{
    json_builder_set_member_name(sheet->json, name);
    json_builder_begin_array(sheet->json);
}
