/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-menus.c - what the menus offer; no display. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/window/menus.h"
#include "ui/export/export.h"

/* Whether an item of the section exports to this format. */
static gboolean
offers(GMenuModel *section, const char *extension)
{
    gboolean found = FALSE;

    for (int i = 0; i < g_menu_model_get_n_items(section); i++) {
        g_autofree char *target = NULL;
        g_menu_model_get_item_attribute(section, i, G_MENU_ATTRIBUTE_TARGET, "s", &target);
        found = found || g_strcmp0(target, extension) == 0;
    }
    return found;
}

static void
only_formats_of_one_picture_export_what_is_seen(void **state)
{
    g_autoptr(GMenuModel) menu = menus_export();
    g_autoptr(GMenuModel) pictures = g_menu_model_get_item_link(menu, 1, G_MENU_LINK_SECTION);
    gsize n;
    const ExportFormat *const *formats = export_formats(&n);

    for (gsize i = 0; i < n; i++)
        assert_int_equal(offers(pictures, formats[i]->extension), formats[i]->render != NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_formats_of_one_picture_export_what_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
