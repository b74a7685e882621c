/* SPDX-License-Identifier: GPL-3.0-or-later */
/* menus.c - what the menus of the window offer; each item is an action. */
#include "app/window/menus.h"

#include "app/window/playback.h"
#include "ui/export/export.h"
#include "ui/interchange/interchange.h"

GMenuModel *
menus_main(void)
{
    GMenu *menu = g_menu_new();
    g_autoptr(GMenu) style = g_menu_new(), more = g_menu_new();

    g_menu_append(style, "Follow the System", "win.theme::system");
    g_menu_append(style, "Light", "win.theme::light");
    g_menu_append(style, "Dark", "win.theme::dark");
    g_menu_append(more, "Present as Slides", "win.present");
    g_menu_append(more, "Keyboard Shortcuts", "win.shortcuts");
    g_menu_append(more, "About Awaitscope", "win.about");
    g_menu_append(more, "Quit", "win.quit");
    g_menu_append_section(menu, "Style", G_MENU_MODEL(style));
    g_menu_append_section(menu, NULL, G_MENU_MODEL(more));
    return G_MENU_MODEL(menu);
}

static void
append_choice(GMenu *menu, const char *label, const char *action, const char *name)
{
    g_autofree char *detailed = g_strdup_printf("%s::%s", action, name);

    g_menu_append(menu, label, detailed);
}

GMenuModel *
menus_steps(void)
{
    GMenu *menu = g_menu_new();

    for (StepMode mode = 0; mode < N_STEPS; mode++)
        append_choice(menu, step_infos[mode].about, "win.step-mode", step_infos[mode].name);
    return G_MENU_MODEL(menu);
}

GMenuModel *
menus_speeds(void)
{
    GMenu *menu = g_menu_new();
    g_autoptr(GMenu) speeds = g_menu_new(), more = g_menu_new();

    for (const char *const *name = playback_speeds(); *name; name++) {
        g_autofree char *label = g_strdup_printf("%s×", *name);
        append_choice(speeds, label, "win.speed", *name);
    }
    g_menu_append(more, "Play Backwards", "win.play-back");
    g_menu_append_section(menu, NULL, G_MENU_MODEL(more));
    g_menu_append_section(menu, NULL, G_MENU_MODEL(speeds));
    return G_MENU_MODEL(menu);
}

static void
append_format(GMenu *menu, const char *extension, const char *about)
{
    g_autofree char *name = g_ascii_strup(extension, -1);
    g_autofree char *label = g_strdup_printf("%s: %s", name, about);
    g_autofree char *action = g_strdup_printf("win.export::%s", extension);

    g_menu_append(menu, label, action);
}

/* The menu has slides and the clipboard first, then the picture formats, then the formats that
 * export the whole run for other programs. */
GMenuModel *
menus_export(void)
{
    GMenu *menu = g_menu_new();
    g_autoptr(GMenu) first = g_menu_new(), pictures = g_menu_new(), others = g_menu_new();
    gsize n_pictures, n_others;
    const ExportFormat *const *formats = export_formats(&n_pictures);
    const InterchangeFormat *const *theirs = interchange_formats(&n_others);

    for (gsize i = 0; i < n_pictures; i++)
        if (formats[i]->render)
            append_format(pictures, formats[i]->extension, formats[i]->about);
    for (gsize i = 0; i < n_others; i++)
        append_format(others, theirs[i]->extension, theirs[i]->about);
    g_menu_append(first, "Slides…", "win.slides");
    g_menu_append(first, "Copy as a Picture", "win.copy");
    g_menu_append_section(menu, NULL, G_MENU_MODEL(first));
    g_menu_append_section(menu, "What Is in View", G_MENU_MODEL(pictures));
    g_menu_append_section(menu, "Whole Run, for Other Programs", G_MENU_MODEL(others));
    return G_MENU_MODEL(menu);
}
