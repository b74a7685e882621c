/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-slides.c - recordings as slides, read back by other programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/run/note-file.h"
#include "tests/app/cli/program.h"

static void
run(const char *arguments)
{
    Result result = program_run(FALSE, arguments);

    assert_string_equal(result.err, "");
    assert_int_equal(result.status, 0);
    result_clear(&result);
}

static void
record(const char *scenario)
{
    g_autofree char *words =
        g_strdup_printf("run %s --clock=virtual -o %s.awt", scenario, scenario);
    Result result = program_run(FALSE, words);

    assert_int_equal(result.status, 0);
    result_clear(&result);
}

/* What a program prints of a file. NULL, and the test is skipped, if it is not installed. */
static char *
output_of(const char *program, const char *options, const char *file)
{
    g_autofree char *path = g_build_filename(folder(), file, NULL);
    g_autofree char *command = g_strdup_printf("%s %s %s%s", program, options, path,
                                               strcmp(program, "pdftotext") == 0 ? " -" : "");
    g_autofree char *found = g_find_program_in_path(program);
    char *text = NULL;

    if (!found)
        return NULL;
    assert_true(g_spawn_command_line_sync(command, &text, NULL, NULL, NULL));
    return text;
}

static void
assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("'%s' is not in '%s'", words, text);
}

static void
a_page_has_the_code_the_sentence_and_the_step(void **state)
{
    record("wait-timeout");
    run("export wait-timeout.awt talk.pdf --deck");
    g_autofree char *about = output_of("pdfinfo", "", "talk.pdf");
    g_autofree char *text = output_of("pdftotext", "-layout -f 13 -l 13", "talk.pdf");
    if (!about)
        skip();
    assert_says(about, "Wait with a timeout");
    assert_says(about, "Pages:           24\n");
    assert_says(text, "step 12 of 23");
    assert_says(text, "AW_TRY(aw_sleep(aw_to_int(i) * AW_SECOND));");
    assert_says(text, "sleep(1 s) is done, so the loop resumes Task-3.");
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
    record("chain");
    run("export chain.awt talk.pdf --deck --theme dark");
    g_autofree char *images = output_of("pdfimages", "-list", "talk.pdf");
    g_autofree char *fonts = output_of("pdffonts", "", "talk.pdf");
    if (!fonts)
        skip();
    assert_int_equal(count_lines(images), 2); /* the heading */
    assert_true(count_lines(fonts) > 3);
    assert_null(strstr(fonts, " no  "));
}

static void
recordings_are_chapters_and_each_step_is_in_the_outline(void **state)
{
    record("chain");
    record("thread-pool");
    run("export chain.awt thread-pool.awt talk.pdf --deck --title Two --steps turn");
    g_autofree char *text = output_of("pdftotext", "-layout", "talk.pdf");
    gsize size;
    g_autofree char *bytes = file_bytes("talk.pdf", &size);
    assert_non_null(memmem(bytes, size, "/Outlines", 9));
    if (!text)
        skip();
    assert_says(text, "chapter 1 of 2");
    assert_says(text, "chapter 2 of 2");
    assert_says(text, "step 7 of 7");
    assert_says(text, "step 2 of 2");
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
    g_autofree char *text = output_of("pdftotext", options, file);
    const char *words = strstr(line, ": ") + 2, *end = strstr(words, ". ");
    g_autofree char *first = g_strndup(words, end ? (gsize) (end + 1 - words) : strlen(words));
    g_autofree char *plain = one_line(text), *said = one_line(first),
                    *second = end ? one_line(end + 2) : NULL;

    assert_says(plain, said);
    if (second)
        assert_says(plain, second);
}

static void
assert_deck_of(const char *scenario)
{
    g_autofree char *export = g_strdup_printf("export %s.awt %s.pdf --deck", scenario, scenario);
    g_autofree char *file = g_strdup_printf("%s.pdf", scenario);
    g_autofree char *golden = g_strdup_printf("%s/pages/%s.pages", g_getenv("GOLDEN"), scenario);
    g_autofree char *pages = NULL;

    record(scenario);
    run(export);
    assert_true(g_file_get_contents(golden, &pages, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(pages, "\n", -1);
    g_autofree char *count = g_strdup_printf("Pages:           %u\n", g_strv_length(lines));
    g_autofree char *about = output_of("pdfinfo", "", file);
    g_autofree char *images = output_of("pdfimages", "-list", file);
    if (!about)
        skip();
    assert_says(about, count); /* with the title's page */
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

static void
a_page_may_be_a_bookmark(void **state)
{
    const Note notes[] = {{4, ""}, {21, "here"}};
    gsize size;

    record("wait-timeout");
    g_autofree char *path = g_build_filename(folder(), "wait-timeout.awt", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
        assert_true(note_append(path, &notes[i], NULL));
    run("export wait-timeout.awt b-%d.svg --deck --steps bookmarks");
    g_autofree char *first = file_bytes("b-2.svg", &size), *last = file_bytes("b-3.svg", &size);
    assert_says(first, "step 1 of 2");
    assert_says(first, "Task-1 is next, so the loop starts it.");
    assert_says(first, "get_items() runs from its beginning.");
    assert_says(last, "step 2 of 2");
    assert_says(last, "Task-3 is next, so the loop starts it.");
}

static void
pages_of_bookmarks_need_some(void **state)
{
    record("chain");
    Result result = program_run(FALSE, "export chain.awt b.pdf --deck --steps bookmarks");

    assert_int_equal(result.status, 2);
    assert_string_equal(result.err,
                        "awaitscope: chain.awt has no bookmarks: in the window, M sets one\n");
    result_clear(&result);
}

/* Pictures have sizes that have names. */
static void
a_size_may_be_called_by_its_name(void **state)
{
    record("chain");
    run("export chain.awt a.pdf --size a4");
    run("export chain.awt s.svg --size 16:9 --lanes Task-1");
    g_autofree char *about = output_of("pdfinfo", "", "a.pdf");
    gsize size;
    g_autofree char *svg = file_bytes("s.svg", &size);
    assert_says(svg, "width=\"1600\" height=\"900\"");
    assert_says(svg, ">Task-1</text>");
    assert_null(strstr(svg, ">Loop</text>"));
    if (!about)
        skip();
    assert_says(about, "(A4)");
}

static void
the_same_options_give_the_same_bytes(void **state)
{
    static const char *const formats[] = {"pdf", "html", "odp", "fodp"};

    record("chain");
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *name = g_strconcat("talk.", formats[i], NULL);
        g_autofree char *line = g_strconcat("export chain.awt ", name, " --deck", NULL);
        gsize size, again_size;

        run(line);
        g_autofree char *one = file_bytes(name, &size);
        run(line);
        g_autofree char *two = file_bytes(name, &again_size);
        assert_int_equal(size, again_size);
        assert_memory_equal(one, two, size);
    }
}

static void
numbered_files_have_a_page_each(void **state)
{
    gsize size;

    record("chain");
    run("export chain.awt p-%03d.svg --deck --future none --lanes Task-1");
    g_autofree char *last = file_bytes("p-010.svg", &size);
    assert_says(last, "step 9 of 9");
    g_autofree char *beyond = g_build_filename(folder(), "p-011.svg", NULL);
    assert_false(g_file_test(beyond, G_FILE_TEST_EXISTS));
}

static void
a_part_has_the_pages_of_its_time(void **state)
{
    gsize size;

    record("wait-timeout");
    run("export wait-timeout.awt p-%d.svg --deck --from 1.5 --to 2");
    g_autofree char *first = file_bytes("p-2.svg", &size);
    assert_says(first, "step 1 of 9");
}

static guint
count(const char *text, const char *part)
{
    guint n = 0;

    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

/* A hundred steps have 200 KB. */
static void
an_html_has_all_steps_in_few_bytes(void **state)
{
    gsize size;

    record("wait-timeout");
    run("export wait-timeout.awt talk.html --deck --steps event");
    g_autofree char *html = file_bytes("talk.html", &size);
    guint n = count(html, "<li>");
    assert_true(n > 80);
    assert_true(size < n * 2000);
    assert_int_equal(count(html, "<section>"), 1);
    assert_says(html, "<title>Wait with a timeout</title>");
    assert_says(html, "<b>sleep(1 s) is done, so the loop resumes Task-3.</b>");
    assert_says(html, "<span>It goes on after line 13.</span></div><i>1 s</i>");
}

static void
an_html_is_of_slides_only(void **state)
{
    record("chain");
    Result result = program_run(FALSE, "export chain.awt talk.html");

    assert_int_equal(result.status, 2);
    assert_true(is_one_line(result.err));
    assert_says(result.err, "it goes with --deck");
    result_clear(&result);
    result = program_run(FALSE, "export --help");
    assert_says(result.out, "slides (with --deck)\n");
    assert_says(result.out, "stays text\n");
    result_clear(&result);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_page_has_the_code_the_sentence_and_the_step, folder_clean),
        cmocka_unit_test_teardown(text_is_text_in_embedded_fonts_and_there_are_no_bitmaps,
                                  folder_clean),
        cmocka_unit_test_teardown(recordings_are_chapters_and_each_step_is_in_the_outline,
                                  folder_clean),
        cmocka_unit_test_teardown(every_page_of_every_scenario_says_what_happens_on_it,
                                  folder_clean),
        cmocka_unit_test_teardown(a_page_may_be_a_bookmark, folder_clean),
        cmocka_unit_test_teardown(pages_of_bookmarks_need_some, folder_clean),
        cmocka_unit_test_teardown(a_size_may_be_called_by_its_name, folder_clean),
        cmocka_unit_test_teardown(the_same_options_give_the_same_bytes, folder_clean),
        cmocka_unit_test_teardown(numbered_files_have_a_page_each, folder_clean),
        cmocka_unit_test_teardown(an_html_has_all_steps_in_few_bytes, folder_clean),
        cmocka_unit_test_teardown(an_html_is_of_slides_only, folder_clean),
        cmocka_unit_test_teardown(a_part_has_the_pages_of_its_time, folder_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
