/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings.c - a GKeyFile, read at the start and written if something has changed. */
#include "app/window/settings.h"

#include "app/say/message.h"

struct Settings {
    GKeyFile *file;
    char *path;
    gboolean changed;
};

static void
complain(const char *what, const Settings *settings, const GError *error)
{
    say_note("%s %s: %s", what, settings->path, error->message);
}

Settings *
settings_new(const char *path)
{
    Settings *settings = g_new0(Settings, 1);
    g_autoptr(GError) error = NULL;

    settings->file = g_key_file_new();
    settings->path =
        path ? g_strdup(path)
             : g_build_filename(g_get_user_config_dir(), "awaitscope", "settings.ini", NULL);
    if (!g_key_file_load_from_file(settings->file, settings->path, G_KEY_FILE_NONE, &error) &&
        !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
        complain("ignoring", settings, error);
        g_key_file_unref(settings->file);
        settings->file = g_key_file_new();
    }
    return settings;
}

void
settings_free(Settings *settings)
{
    if (!settings)
        return;
    g_key_file_unref(settings->file);
    g_free(settings->path);
    g_free(settings);
}

gint64
settings_get_number(const Settings *settings, const char *group, const char *key, gint64 fallback)
{
    g_autoptr(GError) error = NULL;
    gint64 value = g_key_file_get_int64(settings->file, group, key, &error);

    return error ? fallback : value;
}

void
settings_set_number(Settings *settings, const char *group, const char *key, gint64 value)
{
    g_key_file_set_int64(settings->file, group, key, value);
    settings->changed = TRUE;
}

char *
settings_get_text(const Settings *settings, const char *group, const char *key,
                  const char *fallback)
{
    char *value = g_key_file_get_string(settings->file, group, key, NULL);

    return value ? value : g_strdup(fallback);
}

void
settings_set_text(Settings *settings, const char *group, const char *key, const char *value)
{
    g_key_file_set_string(settings->file, group, key, value);
    settings->changed = TRUE;
}

void
settings_unset(Settings *settings, const char *group, const char *key)
{
    if (g_key_file_remove_key(settings->file, group, key, NULL))
        settings->changed = TRUE;
}

void
settings_save(Settings *settings)
{
    g_autofree char *folder = g_path_get_dirname(settings->path);
    g_autoptr(GError) error = NULL;

    if (!settings->changed)
        return;
    g_mkdir_with_parents(folder, 0700);
    if (!g_key_file_save_to_file(settings->file, settings->path, &error))
        complain("cannot write", settings, error);
    settings->changed = FALSE;
}
