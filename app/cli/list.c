/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list.c - awaitscope list. */
#include <json-glib/json-glib.h>

#include "app/cli/call.h"
#include "app/run/param-text.h"
#include "app/say/json.h"
#include "app/say/message.h"

typedef struct {
    gboolean as_json;
} ListOptions;

static void
add_param(JsonBuilder *builder, const AwParam *param)
{
    json_builder_begin_object(builder);
    json_add_text(builder, "name", param->name);
    json_add_text(builder, "type", param->type == AW_PARAM_INT ? "int" : "time_ns");
    json_add_int(builder, "default", *param->at);
    json_add_int(builder, "min", param->min);
    json_add_int(builder, "max", param->max);
    json_add_text(builder, "help", param->help);
    json_builder_end_object(builder);
}

static void
add_row(JsonBuilder *builder, const ScenarioRow *row)
{
    json_builder_begin_object(builder);
    json_add_text(builder, "name", row->name);
    json_add_text(builder, "title", row->scenario->title);
    json_add_text(builder, "about", row->scenario->about);
    json_add_text(builder, "group", row->group);
    json_builder_set_member_name(builder, "parameters");
    json_builder_begin_array(builder);
    for (const AwParam *param = row->scenario->params; param->name; param++)
        add_param(builder, param);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

static int
print_json(void)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();

    json_builder_begin_array(builder);
    for (gsize i = 0; i < scenario_n_rows; i++)
        add_row(builder, &scenario_rows[i]);
    json_builder_end_array(builder);
    g_autofree char *text = json_text(builder, TRUE);
    return say_output(text);
}

static void
print_param(GString *text, const AwParam *param)
{
    g_autofree char *usual = param_format(param, *param->at);
    g_autofree char *lowest = param_format(param, param->min);
    g_autofree char *highest = param_format(param, param->max);
    g_autofree char *setting = g_strdup_printf("%s=%s", param->name, usual);

    g_string_append_printf(text, "  %-16s  %-14s  %s (%s to %s)\n", "", setting, param->help,
                           lowest, highest);
}

static int
print_text(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *group = "";

    for (gsize i = 0; i < scenario_n_rows; i++) {
        const ScenarioRow *row = &scenario_rows[i];
        if (g_strcmp0(group, row->group) != 0)
            g_string_append_printf(text, "%s%s\n", text->len ? "\n" : "", row->group);
        group = row->group;
        g_string_append_printf(text, "  %-16s  %s. %s\n", row->name, row->scenario->title,
                               row->scenario->about);
        for (const AwParam *param = row->scenario->params; param->name; param++)
            print_param(text, param);
    }
    return say_output(text->str);
}

static int
list(const void *data, char **arguments, int n)
{
    const ListOptions *options = data;

    return options->as_json ? print_json() : print_text();
}

static int
command(const Call *call)
{
    ListOptions options = {0};
    const GOptionEntry entries[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "print JSON", NULL},
        {0},
    };

    return call_run(call, entries, list, &options);
}

const Command command_list = {
    .name = "list",
    .arguments = "[--json]",
    .about = "list the scenarios and their parameters",
    .min_arguments = 0,
    .max_arguments = 0,
    .call = command,
};
