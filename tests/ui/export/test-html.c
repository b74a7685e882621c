/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-html.c - slides as one HTML file: what is in it. Suite `browser` opens such files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <gio/gio.h>

#include "ui/export/export.h"

enum { PAGES = 6, CHAPTER = 3 /* pages */ };

static const char hostile[] = "</script><b>&\"{{parts}}";

/* ---- pages made by hand ---- */

static gboolean
next(void *data, guint i, GError **error)
{
    if (!data || i < *(const guint *) data)
        return TRUE;
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
    return FALSE;
}

/* All have a ground and a text; each has a bar of its own. */
static Scene *
page(void *data, guint i)
{
    Scene *scene = scene_new(400, 225);

    scene_rect(scene, 0, 0, 400, 225, ROLE_BACKGROUND);
    scene_text(scene, 10, 10, 50, 20, ROLE_TEXT, FONT_BODY, ALIGN_LEFT, hostile);
    scene_rect(scene, 10, 50, 20 + i, 20, ROLE_READY)->pattern = PATTERN_DOTS;
    return scene;
}

static char *
name(void *data, guint i)
{
    return i % CHAPTER == 0 ? g_strdup(hostile) : g_strdup_printf("Step %u <happens>.", i);
}

static char *
words(void *data, guint i)
{
    return i % CHAPTER == 1 ? g_strdup_printf("Step %u <happens>. So it is.", i) : name(data, i);
}

static char *
time_of(void *data, guint i)
{
    return g_strdup_printf("%u s", i);
}

static guint
number(void *data, guint i)
{
    return i % CHAPTER;
}

/* `end` is the page before which it is given up; NULL: it is not. */
static char *
render(const char *theme, guint *end, GError **error)
{
    const ExportPages pages = {.n = PAGES,
                               .next = next,
                               .page = page,
                               .name = name,
                               .words = words,
                               .time = time_of,
                               .number = number,
                               .data = end};
    g_autoptr(GByteArray) bytes =
        export_format("x.html")->render_pages(&pages, theme_find(theme), hostile, error);

    return bytes ? g_strndup((const char *) bytes->data, bytes->len) : NULL;
}

static guint
count(const char *text, const char *part)
{
    guint n = 0;

    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

static void
assert_has(const char *html, const char *part)
{
    if (!strstr(html, part))
        fail_msg("'%s' is not in the file", part);
}

/* ---- tests ---- */

static void
each_distinct_element_is_there_once(void **state)
{
    g_autofree char *html = render("light", NULL, NULL);

    assert_int_equal(count(html, "width=\"400\" height=\"225\""), 1);
    assert_int_equal(count(html, "<rect x=\"10\" y=\"50\""), PAGES);
    assert_int_equal(count(html, "<pattern "), 1);
    assert_has(html, "\n0-2\n0-1 3\n0-1 4\n0-1 5\n0-1 6\n0-1 7\n</script>");
}

static void
colours_are_variables_of_all_themes(void **state)
{
    g_autofree char *html = render("light", NULL, NULL);

    assert_has(html, "fill: var(--text);");
    assert_has(html, ":root {\n    --background: #fafafa;\n");
    assert_has(html, ":root[data-theme=\"dark\"] {\n    --background: #1e1e1e;\n");
    assert_has(html, ":root[data-theme=\"print\"] {\n    --background: #ffffff;\n");
    assert_has(html, "--viewport: #3584e430;\n");
}

static void
a_theme_that_was_asked_for_is_the_one_it_opens_with(void **state)
{
    g_autofree char *light = render("light", NULL, NULL), *dark = render("dark", NULL, NULL);

    assert_has(light, "<html lang=\"en\">");
    assert_has(dark, "<html lang=\"en\" data-theme=\"dark\">");
}

static void
the_list_has_each_step_by_chapters(void **state)
{
    g_autofree char *html = render("light", NULL, NULL);

    assert_int_equal(count(html, "<section>"), 2);
    assert_int_equal(count(html, "</section>"), 2);
    assert_has(html,
               "<li><a href=\"#1.1\"><i>1.1</i><div><b>Step 1 &lt;happens&gt;.</b> <span>So it "
               "is.</span></div><i>1 s</i></a>");
    assert_has(
        html,
        "<li><a href=\"#2.2\"><i>2.2</i><div><b>Step 5 &lt;happens&gt;.</b></div><i>5 s</i></a>");
    assert_has(html, "<h2><a href=\"#2\"><i>2</i><b>");
}

static void
texts_do_not_break_the_file(void **state)
{
    g_autofree char *html = render("light", NULL, NULL);

    assert_has(html, "<title>&lt;/script&gt;&lt;b&gt;&amp;&quot;{{parts}}</title>");
    assert_int_equal(count(html, "</script>"), 3);
    assert_int_equal(count(html, "<script"), 3);
    assert_null(strstr(html, "<b>&\""));
}

/* Nothing is loaded: no address but those of places in the file. */
static void
it_needs_no_network(void **state)
{
    static const char *const loads[] = {"src=", "@import", "fetch(", "XMLHttp", "<link", "import("};
    g_autofree char *html = render("light", NULL, NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(loads); i++)
        assert_int_equal(count(html, loads[i]), 0);
    assert_int_equal(count(html, "href="), count(html, "href=\"#"));
    assert_int_equal(count(html, "url("), count(html, "url(#"));
}

static void
the_same_pages_give_the_same_bytes(void **state)
{
    g_autofree char *one = render("light", NULL, NULL), *two = render("light", NULL, NULL);

    assert_string_equal(one, two);
}

static void
it_is_given_up_when_asked_to(void **state)
{
    for (guint end = 0; end <= PAGES; end++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *html = render("light", &end, &error);

        assert_null(html);
        assert_string_equal(error->message, "enough");
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_distinct_element_is_there_once),
        cmocka_unit_test(colours_are_variables_of_all_themes),
        cmocka_unit_test(a_theme_that_was_asked_for_is_the_one_it_opens_with),
        cmocka_unit_test(the_list_has_each_step_by_chapters),
        cmocka_unit_test(texts_do_not_break_the_file),
        cmocka_unit_test(it_needs_no_network),
        cmocka_unit_test(the_same_pages_give_the_same_bytes),
        cmocka_unit_test(it_is_given_up_when_asked_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
