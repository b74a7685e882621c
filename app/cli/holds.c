/* SPDX-License-Identifier: GPL-3.0-or-later */
/* holds.c - what held the loop for a long time, as `awaitscope info` says it. */
#include "app/cli/holds.h"

#include <string.h>

#include "app/say/json.h"
#include "ui/model/text.h"

enum { MAX_HOLDS = 5 };

static const char *
hold_kind(const Hold *hold)
{
    return trace_states[hold->span->state].holder;
}

/* "janitor", "Task-3 get_item(1)", "callback on_tick (shop.c:82)", "callback of sleep(1 s)" */
static void
put_who(GString *text, const Hold *hold)
{
    if (hold->call) {
        g_string_append_printf(text, "%s %s (%s:%u)", hold_kind(hold), hold->call->name,
                               hold->call->file, hold->call->line);
        return;
    }
    const char *name = hold->who ? hold->who->name : "";
    gboolean is_task = hold->who && hold->who->group == TRACE_TRACK_TASK &&
                       !*trace_states[hold->span->state].brief;
    const char *more = is_task && g_strcmp0(name, hold->who->detail) != 0 ? hold->who->detail : "";

    if (!is_task)
        g_string_append_printf(text, "%s%s", hold_kind(hold), name[0] ? " of " : "");
    g_string_append_printf(text, "%s%s%s", name, more[0] ? " " : "", more);
}

/* " (shop.c:17-20)", " (shop.c:20)" */
static void
put_where(GString *text, const Hold *hold)
{
    gboolean same = g_strcmp0(hold->from_file, hold->to_file) == 0;

    if (!hold->from_file && !hold->to_file)
        return;
    if (!hold->from_file || (same && hold->from_line == hold->to_line))
        g_string_append_printf(text, " (%s:%u)", hold->to_file, hold->to_line);
    else if (!hold->to_file)
        g_string_append_printf(text, " (after %s:%u)", hold->from_file, hold->from_line);
    else if (same && hold->from_line < hold->to_line)
        g_string_append_printf(text, " (%s:%u-%u)", hold->to_file, hold->from_line, hold->to_line);
    else
        g_string_append_printf(text, " (%s:%u to %s:%u)", hold->from_file, hold->from_line,
                               hold->to_file, hold->to_line);
}

static void
put_hold(GString *text, const Model *model, const Hold *hold)
{
    g_autofree char *duration = text_duration(hold->duration_ns);
    g_autofree char *time = text_duration(hold->begin_ns);

    int bytes = (int) (strlen(duration) - text_width(duration)) + 10; /* ten columns */
    g_string_append_printf(text, "  %-*s at %s, ", bytes, duration, time);
    put_who(text, hold);
    put_where(text, hold);
    g_string_append_c(text, '\n');
}

void
holds_put(GString *text, const Model *model)
{
    g_autoptr(GArray) holds = model_holds(model, MAX_HOLDS);

    g_string_append(text, holds->len ? "\nlongest steps of the loop\n" : "");
    for (guint i = 0; i < holds->len; i++)
        put_hold(text, model, &g_array_index(holds, Hold, i));
}

static void
add_place(JsonBuilder *builder, const char *name, const char *file, guint line)
{
    g_autofree char *place = file ? g_strdup_printf("%s:%u", file, line) : NULL;

    json_add_text(builder, name, place);
}

static void
add_hold(JsonBuilder *builder, const Hold *hold)
{
    json_builder_begin_object(builder);
    json_add_int(builder, "duration_ns", hold->duration_ns);
    json_add_int(builder, "begin_ns", hold->begin_ns);
    json_add_int(builder, "event", (gint64) hold->span->begin + 1);
    json_add_text(builder, "what", hold_kind(hold));
    json_add_text(builder, "name", hold->who ? hold->who->name : NULL);
    json_add_text(builder, "function",
                  hold->call  ? hold->call->name
                  : hold->who ? hold->who->detail
                              : NULL);
    add_place(builder, "scheduled", hold->call ? hold->call->file : NULL,
              hold->call ? hold->call->line : 0);
    add_place(builder, "from", hold->from_file, hold->from_line);
    add_place(builder, "to", hold->to_file, hold->to_line);
    json_builder_end_object(builder);
}

void
holds_add(JsonBuilder *builder, const Model *model)
{
    g_autoptr(GArray) holds = model_holds(model, MAX_HOLDS);

    json_builder_set_member_name(builder, "longest_steps");
    json_builder_begin_array(builder);
    for (guint i = 0; i < holds->len; i++)
        add_hold(builder, &g_array_index(holds, Hold, i));
    json_builder_end_array(builder);
}
