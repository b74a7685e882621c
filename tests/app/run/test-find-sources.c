/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-find-sources.c - where the sources are looked for that a recording names and does not have.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "app/run/find-sources.h"

static char *folder, *recording;

static int
begin(void **state)
{
    g_autofree char *sub = NULL;

    folder = g_dir_make_tmp("awaitscope-sources-XXXXXX", NULL);
    sub = g_build_filename(folder, "src", NULL);
    recording = g_build_filename(folder, "run.awt", NULL);
    return g_mkdir(sub, 0777);
}

static char *
write_text(const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);

    assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static int
finish(void **state)
{
    static const char *const names[] = {"src/shop.c", "till.c", "src", ""};

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_remove(path);
    }
    g_free(folder);
    g_free(recording);
    return 0;
}

static Model *
new_model(void)
{
    static const TraceSite sites[] = {
        {.id = 1, .line = 3, .file = "../src/shop.c", .function = "main", .name = "sleep"},
        {.id = 2, .line = 4, .file = "../src/shop.c", .function = "main", .name = "sleep"},
        {.id = 3, .line = 5, .file = "/gone/till.c", .function = "open", .name = "acquire"},
        {.id = 4, .line = 0, .file = "", .function = "", .name = ""},
    };
    Model *model = model_new();

    for (guint i = 0; i < G_N_ELEMENTS(sites); i++)
        model_sink()->site(model, &sites[i]);
    return model;
}

static void
each_missing_file_is_named_once(void **state)
{
    g_autoptr(Model) model = new_model();
    g_autoptr(GPtrArray) missing = model_missing_files(model);

    assert_int_equal(missing->len, 2);
    model_add_source(model, "/gone/till.c", "text", 4);
    g_autoptr(GPtrArray) left = model_missing_files(model);
    assert_int_equal(left->len, 1);
    assert_string_equal(left->pdata[0], "../src/shop.c");
}

static void
they_are_found_beside_the_recording(void **state)
{
    g_autoptr(Model) model = new_model();
    g_autofree char *shop = write_text("src/shop.c", "beside");

    assert_int_equal(find_sources(model, NULL), 0);
    assert_int_equal(find_sources(model, recording), 1);
    assert_string_equal(model_source(model, "../src/shop.c"), "beside");
    assert_null(model_source(model, "/gone/till.c"));
    assert_int_equal(find_sources(model, recording), 0);
}

static void
they_are_found_below_the_folders_that_are_named(void **state)
{
    g_autoptr(Model) model = new_model();
    g_autofree char *till = write_text("till.c", "below"), *folders = NULL;

    folders = g_strconcat("/nowhere:", folder, NULL);
    g_setenv("AW_TRACE_SOURCES", folders, TRUE);
    assert_int_equal(find_sources(model, NULL), 2);
    assert_string_equal(model_source(model, "/gone/till.c"), "below");
    g_unsetenv("AW_TRACE_SOURCES");
}

static void
one_that_is_shown_leads_to_the_others(void **state)
{
    g_autoptr(Model) model = new_model();
    g_autoptr(GError) error = NULL;
    g_autofree char *shop = g_build_filename(folder, "src", "shop.c", NULL);
    g_autofree char *till = g_build_filename(folder, "till.c", NULL);

    assert_false(find_sources_by(model, "../src/shop.c", folder, &error));
    assert_non_null(strstr(error->message, "not a source file that can be read"));
    g_clear_error(&error);
    assert_true(find_sources_by(model, "/gone/till.c", till, &error));
    assert_string_equal(model_source(model, "/gone/till.c"), "below");
    assert_string_equal(model_source(model, "../src/shop.c"), "beside");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_missing_file_is_named_once),
        cmocka_unit_test(they_are_found_beside_the_recording),
        cmocka_unit_test(they_are_found_below_the_folders_that_are_named),
        cmocka_unit_test(one_that_is_shown_leads_to_the_others),
    };
    return cmocka_run_group_tests(tests, begin, finish);
}
