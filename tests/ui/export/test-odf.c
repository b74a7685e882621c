/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-odf.c - shapes of a page as OpenDocument has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "tests/support/picture.h"
#include "ui/export/export.h"

/* A page of 338.67 px is as wide as a slide in mm, so that the numbers in the file are px. */
static const double width = 338.67;

typedef struct {
    void (*draw)(Scene *scene);
    const char *words;
    guint stop; /* give up at this page */
} Talk;

static gboolean
next(void *data, guint i, GError **error)
{
    const Talk *talk = data;

    if (i == talk->stop)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INTR, "stopped");
    return i != talk->stop;
}

static Scene *
page(void *data, guint i)
{
    const Talk *talk = data;
    Scene *scene = scene_new(width, 200);

    scene_rect(scene, 0, 0, width, 200, ROLE_PANEL);
    talk->draw(scene);
    return scene;
}

static char *
say(void *data, guint i)
{
    return g_strdup(((const Talk *) data)->words);
}

/* The first is a title page. */
static guint
number(void *data, guint i)
{
    return i;
}

static char *
note(void *data, guint i)
{
    return g_strdup(i == 1 ? "Ask <them>" : "");
}

static GByteArray *
write_talk(Talk *talk, const char *path, GError **error)
{
    const ExportPages pages = {.n = 2,
                               .next = next,
                               .page = page,
                               .name = say,
                               .words = say,
                               .note = note,
                               .number = number,
                               .data = talk};

    return export_format(path)->render_pages(&pages, theme_find("light"), "A talk", error);
}

/* Two pages of that, as XML. The caller frees. */
static char *
flat(void (*draw)(Scene *scene), const char *words)
{
    Talk talk = {draw, words, G_MAXUINT};
    g_autoptr(GByteArray) bytes = write_talk(&talk, "x.fodp", NULL);

    assert_non_null(bytes);
    char *xml = g_strndup((const char *) bytes->data, bytes->len);
    assert_well_formed(xml);
    return xml;
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
assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in '%s'", part, text);
}

/* ---- shapes ---- */

static void
draw_rects(Scene *scene)
{
    Shape *rect = scene_rect(scene, 10, 20, 30, 40, ROLE_READY);

    rect->radius = 4;
    rect = scene_rect(scene, 50, 20, 30, 40, ROLE_WAITING);
    rect->edge = ROLE_NOBODY;
    rect->dashed = TRUE;
    rect->line_width = 2;
    rect = scene_rect(scene, 90, 20, 30, 40, ROLE_CANCELLED);
    rect->pattern = PATTERN_HATCH;
    rect->mark = ROLE_CANCELLED_MARK;
    scene_rect(scene, 0, 0, 5, 5, ROLE_NONE);
}

static void
rectangles_have_corners_edges_and_hatches(void **state)
{
    g_autofree char *xml = flat(draw_rects, "");

    assert_has(xml, "svg:x=\"10mm\" svg:y=\"20mm\" svg:width=\"30mm\" svg:height=\"40mm\"");
    assert_has(xml, "draw:type=\"round-rectangle\"");
    assert_has(xml, "draw:modifiers=\"2880\""); /* 4 of 30 */
    assert_has(xml, "svg:x=\"51mm\" svg:y=\"21mm\" svg:width=\"28mm\" svg:height=\"38mm\"");
    assert_has(xml, "draw:stroke=\"dash\" draw:stroke-dash=\"dashes\" svg:stroke-width=\"2mm\"");
    assert_has(xml, "draw:dots1-length=\"4mm\" draw:distance=\"3mm\"");
    assert_has(xml, "draw:style=\"single\" draw:rotation=\"1350\" draw:color=\"#848488\"");
    assert_has(xml, "draw:fill=\"hatch\" draw:fill-color=\"#e2e2e2\"");
    assert_int_equal(count(xml, "<draw:rect "), 4); /* two a page */
}

static void
a_ground_is_the_page_s_and_each_style_is_written_once(void **state)
{
    g_autofree char *xml = flat(draw_rects, "");

    assert_has(xml, "draw:fill=\"solid\" draw:fill-color=\"#efefef\"");
    assert_int_equal(count(xml, "<draw:hatch "), 1);
    assert_int_equal(count(xml, "style:family=\"drawing-page\""), 1);
    assert_int_equal(count(xml, "<draw:page draw:name="), 2);
}

/* One that goes no further than its ends, and one that bows out. */
static void
draw_arrows(Scene *scene)
{
    scene_arrow(scene, 10, 20, 60, 80, ROLE_ARROW)->level = TRUE;
    scene_arrow(scene, 100, 20, 0, 100, ROLE_ARROW);
}

static void
an_arrow_is_a_path_with_a_head_in_a_box_as_large_as_its_curve(void **state)
{
    g_autofree char *xml = flat(draw_arrows, "");

    assert_has(xml, "svg:x=\"10mm\" svg:y=\"20mm\" svg:width=\"60mm\" svg:height=\"80mm\"");
    assert_has(xml, "svg:viewBox=\"0 0 6000 8000\" svg:d=\"M0 0C");
    assert_has(xml, " 6000 8000\"");
    assert_has(xml, "draw:marker-end=\"head\" draw:marker-end-width=\"7mm\"");
    /* The curve of the upright one reaches three quarters as far out as its control points. */
    assert_has(xml, "svg:x=\"86.5mm\" svg:y=\"20mm\" svg:width=\"13.5mm\" svg:height=\"100mm\"");
}

static void
draw_round(Scene *scene)
{
    scene_ring(scene, 10, 10, 40, 4, ROLE_RING);
    scene_disc(scene, 60, 10, 15, TRACE_STATE_DONE);
    scene_line(scene, 5, 6, 7, 0, ROLE_LINE, 1);
}

static void
what_has_two_parts_is_a_group(void **state)
{
    g_autofree char *xml = flat(draw_round, "");

    assert_int_equal(count(xml, "<draw:g>"), 4);
    assert_int_equal(count(xml, "<draw:circle "), 4);
    assert_int_equal(count(xml, "<draw:path "), 4);
    assert_has(xml, "svg:x1=\"5mm\" svg:y1=\"6mm\" svg:x2=\"12mm\" svg:y2=\"6mm\"");
}

static void
draw_clipped(Scene *scene)
{
    scene_clip(scene, 100, 0, 100, 100);
    scene_rect(scene, 50, 10, 100, 20, ROLE_READY);
    scene_text(scene, 10, 10, 20, 20, ROLE_TEXT, FONT_BODY, ALIGN_LEFT, "unseen");
    scene_unclip(scene);
    scene_text(scene, 10, 10, 20, 20, ROLE_TEXT, FONT_BODY, ALIGN_LEFT, "seen");
}

static void
what_is_clipped_is_cut_or_left_out(void **state)
{
    g_autofree char *xml = flat(draw_clipped, "");

    assert_has(xml, "svg:x=\"100mm\" svg:y=\"10mm\" svg:width=\"50mm\" svg:height=\"20mm\"");
    assert_null(strstr(xml, "unseen"));
    assert_has(xml, ">seen<");
}

/* ---- texts ---- */

static void
draw_code(Scene *scene)
{
    static const TextRun bold = {4, 3, ROLE_KEYWORD, TRUE};
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(TextRun));
    Shape *text = scene_text(scene, 10, 20, 200, 17, ROLE_TEXT, FONT_MONO, ALIGN_RIGHT,
                             "    for (i = 0;  i < \"n\")");

    g_array_append_val(runs, bold);
    scene_text_runs(scene, text, runs);
    text->tip = "all & more";
}

static void
text_is_text_with_all_its_spaces_and_colours(void **state)
{
    g_autofree char *xml = flat(draw_code, "");

    assert_has(xml, "><text:s text:c=\"4\"/><text:span text:style-name=\"");
    assert_has(xml,
               "\">for</text:span> (i = 0; <text:s text:c=\"1\"/>i &lt; &quot;n&quot;)</text:p>");
    assert_has(xml, "fo:text-align=\"right\"");
    assert_has(xml, "fo:font-size=\"31.18pt\""); /* 11 mm */
    assert_has(xml, "<svg:title>all &amp; more</svg:title>");
}

static void
what_is_said_is_in_the_notes_and_the_page_s_name(void **state)
{
    g_autofree char *xml = flat(draw_code, "a < b");

    assert_has(xml, "draw:name=\"a &lt; b\"");
    assert_has(xml, "draw:name=\"1  a &lt; b\"");
    assert_int_equal(count(xml, "presentation:class=\"notes\""), 2);
    assert_int_equal(count(xml, ">a &lt; b</text:p></draw:text-box></draw:frame>"
                                "</presentation:notes>"),
                     1);
    assert_has(xml, ">a &lt; b<text:line-break/>Ask &lt;them&gt;</text:p>");
    assert_has(xml, "<dc:title>A talk</dc:title>");
}

/* ---- files ---- */

static guint
two_bytes(const guint8 *at)
{
    return at[0] | (guint) at[1] << 8;
}

/* As the standard wants it: the type can be read at a fixed place. */
static void
in_a_zip_the_type_stands_first_and_as_it_is(void **state)
{
    static const char type[] = "mimetypeapplication/vnd.oasis.opendocument.presentation";
    Talk talk = {draw_code, "", G_MAXUINT};
    g_autoptr(GByteArray) bytes = write_talk(&talk, "x.odp", NULL);

    assert_non_null(bytes);
    assert_memory_equal(bytes->data, "PK\3\4", 4);
    assert_int_equal(two_bytes(bytes->data + 8), 0);  /* stored */
    assert_int_equal(two_bytes(bytes->data + 28), 0); /* nothing between name and content */
    assert_memory_equal(bytes->data + 30, type, sizeof type - 1);
}

static void
the_same_pages_are_the_same_bytes_in_every_time_zone(void **state)
{
    static const char *const zones[] = {"UTC", "Asia/Tokyo"}, *const names[] = {"x.odp", "x.fodp"};
    Talk talk = {draw_code, "", G_MAXUINT};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        GByteArray *bytes[2];

        for (gsize k = 0; k < 2; k++) {
            g_setenv("TZ", zones[k], TRUE);
            tzset();
            bytes[k] = write_talk(&talk, names[i], NULL);
        }
        assert_int_equal(bytes[0]->len, bytes[1]->len);
        assert_memory_equal(bytes[0]->data, bytes[1]->data, bytes[0]->len);
        g_byte_array_unref(bytes[0]);
        g_byte_array_unref(bytes[1]);
    }
    g_unsetenv("TZ");
}

static void
nothing_is_left_of_what_is_given_up(void **state)
{
    static const char *const names[] = {"x.odp", "x.fodp"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        for (guint stop = 0; stop < 3; stop++) {
            Talk talk = {draw_code, "", stop};
            g_autoptr(GError) error = NULL;

            assert_null(write_talk(&talk, names[i], &error));
            assert_string_equal(error->message, "stopped");
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rectangles_have_corners_edges_and_hatches),
        cmocka_unit_test(a_ground_is_the_page_s_and_each_style_is_written_once),
        cmocka_unit_test(an_arrow_is_a_path_with_a_head_in_a_box_as_large_as_its_curve),
        cmocka_unit_test(what_has_two_parts_is_a_group),
        cmocka_unit_test(what_is_clipped_is_cut_or_left_out),
        cmocka_unit_test(text_is_text_with_all_its_spaces_and_colours),
        cmocka_unit_test(what_is_said_is_in_the_notes_and_the_page_s_name),
        cmocka_unit_test(in_a_zip_the_type_stands_first_and_as_it_is),
        cmocka_unit_test(the_same_pages_are_the_same_bytes_in_every_time_zone),
        cmocka_unit_test(nothing_is_left_of_what_is_given_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
