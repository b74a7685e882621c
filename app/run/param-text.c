/* SPDX-License-Identifier: GPL-3.0-or-later */
/* param-text.c - converts parameters of scenarios from and to text. */
#include "app/run/param-text.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>

#include "ui/model/text.h"

const ScenarioRow *
scenario_find(const char *name)
{
    for (gsize i = 0; i < scenario_n_rows; i++)
        if (!strcmp(scenario_rows[i].name, name))
            return &scenario_rows[i];
    return NULL;
}

static const AwParam *
find_param(const ScenarioRow *row, const char *name)
{
    for (const AwParam *param = row->scenario->params; param->name; param++)
        if (!strcmp(param->name, name))
            return param;
    return NULL;
}

char *
param_format(const AwParam *param, gint64 value)
{
    if (param->type == AW_PARAM_INT)
        return g_strdup_printf("%" G_GINT64_FORMAT, value);
    if (value % AW_SECOND == 0)
        return g_strdup_printf("%" G_GINT64_FORMAT "s", value / AW_SECOND);
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    const char *unit = value % AW_MS == 0 ? "ms" : "us";
    double scale = (double) (value % AW_MS == 0 ? AW_MS : AW_US);
    return g_strconcat(g_ascii_formatd(digits, sizeof digits, "%.15g", (double) value / scale),
                       unit, NULL);
}

char *
param_setting(const AwParam *param, gint64 value)
{
    g_autofree char *text = param_format(param, value);

    return g_strdup_printf("%s=%s", param->name, text);
}

static gboolean
parse(const AwParam *param, const char *text, gint64 *ret_value)
{
    char *end;

    if (param->type == AW_PARAM_TIME)
        return strcmp(text, "end") != 0 && text_parse_time(text, 0, ret_value);
    errno = 0;
    *ret_value = g_ascii_strtoll(text, &end, 10);
    return end != text && *end == 0 && errno == 0;
}

static gboolean
refuse(GError **error, char *message)
{
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
    g_free(message);
    return FALSE;
}

static char *
names_of(const ScenarioRow *row)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (const AwParam *param = row->scenario->params; param->name; param++)
        g_string_append_printf(names, "%s%s", names->len ? ", " : "", param->name);
    return g_string_free(g_steal_pointer(&names), FALSE);
}

static gboolean
no_such_param(const ScenarioRow *row, const char *name, GError **error)
{
    g_autofree char *names = names_of(row);

    if (!*names)
        return refuse(error,
                      g_strdup_printf("%s has no parameter %s: it has none", row->name, name));
    return refuse(error,
                  g_strdup_printf("%s has no parameter %s: it has %s", row->name, name, names));
}

gboolean
param_set(const ScenarioRow *row, const char *setting, GError **error)
{
    const char *equals = strchr(setting, '=');
    gint64 value;

    if (!equals || equals == setting)
        return refuse(error, g_strdup_printf("--set takes NAME=VALUE, not %s", setting));
    g_autofree char *name = g_strndup(setting, (gsize) (equals - setting));
    const AwParam *param = find_param(row, name);
    if (!param)
        return no_such_param(row, name, error);
    if (!parse(param, equals + 1, &value))
        return refuse(error,
                      g_strdup_printf("%s: %s is no %s", name, equals + 1,
                                      param->type == AW_PARAM_INT ? "whole number" : "time"));
    if (value < param->min || value > param->max) {
        g_autofree char *lowest = param_format(param, param->min);
        g_autofree char *highest = param_format(param, param->max);
        return refuse(error, g_strdup_printf("%s: %s is not between %s and %s", name, equals + 1,
                                             lowest, highest));
    }
    *param->at = value;
    return TRUE;
}
