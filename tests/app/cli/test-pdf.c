/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-pdf.c - slides as PDF, read back by other programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/app/cli/program.h"
#include "tests/app/cli/slides.h"

static void
a_page_has_the_code_the_sentence_and_the_step(void **state)
{
    slides_record("wait-timeout");
    slides_run("export wait-timeout.awt talk.pdf --deck");
    g_autofree char *about = slides_read("pdfinfo", "", "talk.pdf");
    g_autofree char *text = slides_read("pdftotext", "-layout -f 13 -l 13", "talk.pdf");
    slides_assert_says(about, "Wait with a timeout");
    slides_assert_says(about, "Pages:           24\n");
    slides_assert_says(text, "step 12 of 23");
    slides_assert_says(text, "AW_TRY(aw_sleep(aw_to_int(i) * AW_SECOND));");
    slides_assert_says(text, "sleep(1 s) is done, so the loop resumes Task-3.");
}

/* Code that is too long for its box is drawn as "(double) timeout…". */
static void
what_is_cut_is_whole_for_those_who_search_or_copy(void **state)
{
    slides_record("wait-timeout");
    slides_run("export wait-timeout.awt talk.pdf --deck");
    g_autofree char *text = slides_read("pdftotext", "-layout -f 13 -l 13", "talk.pdf");
    slides_assert_says(text, "tasks to complete\", (double) timeout / AW_SECOND);");
    assert_null(strstr(text, "timeout\342\200\246"));
}

static guint
count_lines(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    return g_strv_length(lines) - 1;
}

static void
text_is_text_in_embedded_fonts_and_there_are_no_bitmaps(void **state)
{
    slides_record("chain");
    slides_run("export chain.awt talk.pdf --deck --theme dark");
    g_autofree char *images = slides_read("pdfimages", "-list", "talk.pdf");
    g_autofree char *fonts = slides_read("pdffonts", "", "talk.pdf");
    assert_int_equal(count_lines(images), 2); /* the heading */
    assert_true(count_lines(fonts) > 3);
    assert_null(strstr(fonts, " no  "));
}

static void
recordings_are_chapters_and_each_step_is_in_the_outline(void **state)
{
    slides_record("chain");
    slides_record("thread-pool");
    slides_run("export chain.awt thread-pool.awt talk.pdf --deck --title Two --steps turn");
    g_autofree char *outlines = slides_read("qpdf", "--json --json-key=outlines", "talk.pdf");
    slides_assert_says(outlines, "\"title\": \"2.7  ");
    g_autofree char *text = slides_read("pdftotext", "-layout", "talk.pdf");
    slides_assert_says(text, "chapter 1 of 2");
    slides_assert_says(text, "chapter 2 of 2");
    slides_assert_says(text, "step 7 of 7");
    slides_assert_says(text, "step 2 of 2");
}

/* Blanks and line breaks are as the page has room for them. */
static char *
one_line(const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \n\f\302\240", -1);
    GString *line = g_string_new(NULL);

    for (guint i = 0; words[i]; i++)
        if (*words[i])
            g_string_append_printf(line, "%s ", words[i]);
    return g_string_free(line, FALSE);
}

/* `line` is "5 event 24, 1 s: Task-2 is next, so the loop starts it. It waits ...". */
static void
assert_page_says(const char *file, guint page, const char *line)
{
    g_autofree char *options = g_strdup_printf("-layout -f %u -l %u", page, page);
    g_autofree char *text = slides_read("pdftotext", options, file);
    const char *words = strstr(line, ": ") + 2, *end = strstr(words, ". ");
    g_autofree char *first = g_strndup(words, end ? (gsize) (end + 1 - words) : strlen(words));
    g_autofree char *plain = one_line(text), *said = one_line(first),
                    *second = end ? one_line(end + 2) : NULL;

    slides_assert_says(plain, said);
    if (second)
        slides_assert_says(plain, second);
}

static void
assert_deck_of(const char *scenario)
{
    g_autofree char *export = g_strdup_printf("export %s.awt %s.pdf --deck", scenario, scenario);
    g_autofree char *file = g_strdup_printf("%s.pdf", scenario);
    g_autofree char *golden = g_strdup_printf("%s/pages/%s.pages", g_getenv("GOLDEN"), scenario);
    g_autofree char *pages = NULL;

    slides_record(scenario);
    slides_run(export);
    assert_true(g_file_get_contents(golden, &pages, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(pages, "\n", -1);
    g_autofree char *count = g_strdup_printf("Pages:           %u\n", g_strv_length(lines));
    g_autofree char *about = slides_read("pdfinfo", "", file);
    g_autofree char *images = slides_read("pdfimages", "-list", file);
    slides_assert_says(about, count); /* with the title's page */
    assert_int_equal(count_lines(images), 2);
    for (guint i = 0; *lines[i]; i++)
        assert_page_says(file, i + 2, lines[i]);
}

static void
every_page_of_every_scenario_says_what_happens_on_it(void **state)
{
    static const char *const scenarios[] = {"say-hello", "delayed-hello", "chain",      "gather",
                                            "wait",      "wait-timeout",  "thread-pool"};

    for (gsize i = 0; i < G_N_ELEMENTS(scenarios); i++)
        assert_deck_of(scenarios[i]);
}

/* ---- for those who hear it ---- */

/* Each after the one before. */
static void
assert_in_order(const char *text, const char *const *words, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        slides_assert_says(text, words[i]);
        text = strstr(text, words[i]) + strlen(words[i]);
    }
}

static void
a_page_is_heard_in_the_order_of_its_parts(void **state)
{
    static const char *const words[] = {
        "Document\n",
        "H1 (block)\n",
        "\"Wait with a timeout \"",
        "Sect\n",
        "H1 (block)\n",
        "P (block)\n",
        "\"step 3 of 23 \"",
        "Code (inline)\n",
        "11 get_item(AwValue i) T-2 T-3 T-4 +1 12 { 13     AW_TRY(",
        "Figure\n",
        "\"Event loop running Task-1 in its first step ready Task-2 to begin Task-3",
        "P (block)\n",
        "line 27. Then it waits at line 28 for 4 tasks, 2 s at most. \"",
        "Figure\n",
        "\"Task-1 Task-2 Task-3 Task-4 Task-5 not to scale 0 s",
    };

    slides_record("wait-timeout");
    slides_run("export wait-timeout.awt talk.pdf --deck");
    g_autofree char *about = slides_read("pdfinfo", "", "talk.pdf");
    g_autofree char *text = slides_read("pdfinfo", "-struct-text", "talk.pdf");
    slides_assert_says(about, "Tagged:          yes");
    assert_in_order(text, words, G_N_ELEMENTS(words));
}

static void
it_says_its_language_and_what_made_it(void **state)
{
    slides_record("chain");
    slides_run("export chain.awt talk.pdf --deck");
    slides_run("export chain.awt picture.pdf");
    g_autofree char *picture = slides_read("qpdf", "--json --json-key=qpdf", "picture.pdf");
    slides_assert_says(picture, "\"/Lang\": \"u:en\"");
    g_autofree char *about = slides_read("pdfinfo", "", "talk.pdf");
    g_autofree char *tree = slides_read("qpdf", "--json --json-key=qpdf", "talk.pdf");
    g_autofree char *faults = slides_read("qpdf", "--check", "talk.pdf");
    slides_assert_says(about, "Creator:         Awaitscope");
    slides_assert_says(tree, "\"/Lang\": \"u:en\"");
    slides_assert_says(faults, "No syntax or stream encoding errors found");
}

/* The title page has the timeline as it is in the end, the others that and the loop. */
static void
pictures_are_told_to_those_who_do_not_see_them(void **state)
{
    static const char *const words[] = {
        "\"/Alt\": \"u:The timeline at 0 s, a lane for each task.\"",
        "\"/Alt\": \"u:What the loop has at 0 s: ",
        "\"/Alt\": \"u:The timeline at 0 s, a lane for each task.\"",
        "\"/Alt\": \"u:What the loop has at 1 s: ",
        "\"/Alt\": \"u:The timeline at 1 s, a lane for each task.\"",
    };

    slides_record("wait-timeout");
    slides_run("export wait-timeout.awt talk.pdf --deck");
    g_autofree char *objects = slides_read("qpdf", "--json --json-key=qpdf", "talk.pdf");
    assert_in_order(objects, words, G_N_ELEMENTS(words));
}

static void
pages_are_called_by_their_steps(void **state)
{
    static const char *const words[] = {
        "\"/P\": \"u:cover\"", "\"/P\": \"u:title \"", "\"/P\": \"u:1.\"",
        "\"index\": 11,",      "\"/P\": \"u:title \"", "\"/P\": \"u:2.\"",
    };

    slides_record("chain");
    slides_record("say-hello");
    slides_run("export chain.awt say-hello.awt talk.pdf --deck");
    g_autofree char *labels = slides_read("qpdf", "--json --json-key=pagelabels", "talk.pdf");
    assert_in_order(labels, words, G_N_ELEMENTS(words));
}

/* ---- its size ---- */

static void
forty_pages_and_a_cover_take_less_than_300_kilobytes(void **state)
{
    gsize size;

    slides_record("gather");
    slides_record("delayed-hello");
    slides_record("say-hello");
    slides_run("export gather.awt delayed-hello.awt say-hello.awt talk.pdf --deck");
    g_free(file_bytes("talk.pdf", &size));
    assert_in_range(size, 1, 300 * 1000);
    g_autofree char *about = slides_read("pdfinfo", "", "talk.pdf");
    slides_assert_says(about, "Pages:           41\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_page_has_the_code_the_sentence_and_the_step, folder_clean),
        cmocka_unit_test_teardown(what_is_cut_is_whole_for_those_who_search_or_copy, folder_clean),
        cmocka_unit_test_teardown(text_is_text_in_embedded_fonts_and_there_are_no_bitmaps,
                                  folder_clean),
        cmocka_unit_test_teardown(recordings_are_chapters_and_each_step_is_in_the_outline,
                                  folder_clean),
        cmocka_unit_test_teardown(every_page_of_every_scenario_says_what_happens_on_it,
                                  folder_clean),
        cmocka_unit_test_teardown(a_page_is_heard_in_the_order_of_its_parts, folder_clean),
        cmocka_unit_test_teardown(it_says_its_language_and_what_made_it, folder_clean),
        cmocka_unit_test_teardown(pictures_are_told_to_those_who_do_not_see_them, folder_clean),
        cmocka_unit_test_teardown(pages_are_called_by_their_steps, folder_clean),
        cmocka_unit_test_teardown(forty_pages_and_a_cover_take_less_than_300_kilobytes,
                                  folder_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
