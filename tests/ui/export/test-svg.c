/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-svg.c - scenes as SVG: well-formed whatever the text, and the same on every machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <locale.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "ui/export/export.h"

static char *
render(const char *extension, const Scene *scene, const Theme *theme, const char *title)
{
    g_autofree char *path = g_strconcat("x.", extension, NULL);
    g_autoptr(GByteArray) bytes = export_format(path)->render(scene, theme, title, NULL);

    assert_non_null(bytes);
    return g_strndup((const char *) bytes->data, bytes->len);
}

static void
an_svg_is_as_it_was_blessed(void **state)
{
    static const char *const names[] = {"wait-timeout-time.svg", "wait-timeout-elastic.svg",
                                        "wait-timeout-steps.svg"};
    g_autoptr(Model) model = fixture_wait_timeout();

    for (AxisKind axis = 0; axis < N_AXES; axis++) {
        g_autoptr(Scene) scene =
            picture_of(model, axis, axis == AXIS_STEPS ? 4000 : 900, PART_PAGE);
        g_autofree char *svg = render("svg", scene, theme_find("light"), "Wait with a timeout");

        assert_well_formed(svg);
        assert_golden(names[axis], svg);
    }
}

/* Decimal commas must not get into a file. */
static void
numbers_do_not_depend_on_the_locale(void **state)
{
    if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL)
        skip(); /* no locale with a decimal comma is installed */
    g_autoptr(Scene) scene = scene_new(100.5, 50.25);

    scene_rect(scene, 0.125, -0.001, 1e9, 3, ROLE_READY);
    g_autofree char *comma = render("svg", scene, theme_find("light"), "");
    setlocale(LC_ALL, "C");
    g_autofree char *point = render("svg", scene, theme_find("light"), "");
    assert_string_equal(comma, point);
}

static void
numbers_are_short_and_have_no_minus_zero(void **state)
{
    g_autoptr(Scene) scene = scene_new(100.5, 50.25);

    scene_rect(scene, 0.125, -0.001, 1e9, 3, ROLE_READY);
    g_autofree char *svg = render("svg", scene, theme_find("light"), "");
    assert_non_null(strstr(svg, "viewBox=\"0 0 100.5 50.25\""));
    assert_non_null(strstr(svg, "y=\"0\" width=\"1000000000\" height=\"3\""));
    assert_null(strstr(svg, "\"-0\""));
}

static void
any_text_gives_well_formed_xml(void **state)
{
    static const char *const texts[] = {
        "<&>\"']]>",
        "\x01\x02\x1b[31mred\x7f",
        "tab\tnewline\nreturn\r",
        "\xff\xfe broken \xc3",
        "\xef\xbf\xbe\xef\xbf\xbf",
        "\xc2\x85 next line",
        "日本語 🎉 e\xcc\x81",
        "<!--<script>-->",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(Scene) scene = scene_new(100, 100);
        Shape *shape = scene_text(scene, 0, 0, 9, 9, ROLE_TEXT, FONT_BODY, ALIGN_LEFT, texts[i]);
        shape->tip = texts[i];
        scene_rect(scene, 0, 0, 9, 9, ROLE_READY)->tip = texts[i];
        g_autofree char *svg = render("svg", scene, theme_find("dark"), texts[i]);

        assert_well_formed(svg);
        assert_true(g_utf8_validate(svg, -1, NULL));
        assert_null(strstr(svg, "&#x"));
        for (const char *p = svg; *p != '\0'; p++)
            assert_true((guchar) *p >= 0x20 || *p == '\n');
    }
}

static void
text_stays_text_in_an_svg(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, 900, PART_PAGE);
    g_autofree char *svg = render("svg", scene, theme_find("light"), "Title");

    assert_non_null(strstr(svg, ">await sleep(1 s)</text>"));
    assert_non_null(strstr(svg, "<title>Title</title>"));
    assert_non_null(strstr(svg, "<title>event "));
}

static void
a_text_that_was_cut_is_whole_in_its_title(void **state)
{
    g_autoptr(Scene) scene = scene_new(100, 100);

    scene_text(scene, 0, 0, 9, 9, ROLE_TEXT, FONT_BODY, ALIGN_LEFT, "get_it…")->tip = "get_items";
    g_autofree char *svg = render("svg", scene, theme_find("light"), "");
    assert_non_null(strstr(svg, "<title>get_items</title>get_it…</text>"));
}

static void
equal_clips_have_one_name_and_others_another(void **state)
{
    g_autoptr(Scene) scene = scene_new(100, 100);

    for (int i = 0; i < 3; i++) {
        scene_clip(scene, 0, 0, 9.5, i / 2 + 1);
        scene_unclip(scene);
    }
    g_autofree char *svg = render("svg", scene, theme_find("light"), "");
    const char *first = strstr(svg, "\"url(#c0-0-9.5-1)\"");
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "\"url(#c0-0-9.5-1)\""));
    assert_non_null(strstr(first + 1, "\"url(#c0-0-9.5-2)\""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_svg_is_as_it_was_blessed),
        cmocka_unit_test(numbers_do_not_depend_on_the_locale),
        cmocka_unit_test(numbers_are_short_and_have_no_minus_zero),
        cmocka_unit_test(any_text_gives_well_formed_xml),
        cmocka_unit_test(text_stays_text_in_an_svg),
        cmocka_unit_test(a_text_that_was_cut_is_whole_in_its_title),
        cmocka_unit_test(equal_clips_have_one_name_and_others_another),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
