/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-slides.c - recordings as slides: which pages there are, and in which files. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "app/run/note-file.h"
#include "tests/app/cli/program.h"
#include "tests/app/cli/slides.h"

static guint
count(const char *text, const char *part)
{
    guint n = 0;

    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

static void
a_page_may_be_a_bookmark(void **state)
{
    const Note notes[] = {{4, ""}, {21, "here"}};
    gsize size;

    slides_record("wait-timeout");
    g_autofree char *path = g_build_filename(folder(), "wait-timeout.awt", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
        assert_true(note_append(path, &notes[i], NULL));
    slides_run("export wait-timeout.awt b-%d.svg --deck --steps bookmarks");
    g_autofree char *first = file_bytes("b-2.svg", &size), *last = file_bytes("b-3.svg", &size);
    slides_assert_says(first, "step 1 of 2");
    slides_assert_says(first, "Task-1 is next, so the loop starts it.");
    slides_assert_says(first, "get_items() runs from its beginning.");
    slides_assert_says(last, "step 2 of 2");
    slides_assert_says(last, "Task-3 is next, so the loop starts it.");
}

static void
pages_of_bookmarks_need_some(void **state)
{
    slides_record("chain");
    Result result = program_run(FALSE, "export chain.awt b.pdf --deck --steps bookmarks");

    assert_int_equal(result.status, 2);
    assert_string_equal(result.err, "awaitscope: chain.awt has no bookmarks: M sets one in the "
                                    "window, and awaitscope notes here\n");
    result_clear(&result);
}

/* Pictures have sizes that have names. */
static void
a_size_may_be_called_by_its_name(void **state)
{
    slides_record("chain");
    slides_run("export chain.awt a.pdf --size a4");
    slides_run("export chain.awt s.svg --size 16:9 --lanes Task-1");
    gsize size;
    g_autofree char *svg = file_bytes("s.svg", &size);
    slides_assert_says(svg, "width=\"1600\" height=\"900\"");
    slides_assert_says(svg, ">Task-1</text>");
    assert_null(strstr(svg, ">Loop</text>"));
    g_autofree char *about = slides_read("pdfinfo", "", "a.pdf");
    slides_assert_says(about, "(A4)");
}

static void
the_same_options_give_the_same_bytes(void **state)
{
    static const char *const formats[] = {"pdf", "html", "odp", "fodp"};

    slides_record("chain");
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *name = g_strconcat("talk.", formats[i], NULL);
        g_autofree char *line = g_strconcat("export chain.awt ", name, " --deck", NULL);
        gsize size, again_size;

        slides_run(line);
        g_autofree char *one = file_bytes(name, &size);
        slides_run(line);
        g_autofree char *two = file_bytes(name, &again_size);
        assert_int_equal(size, again_size);
        assert_memory_equal(one, two, size);
    }
}

/* A name is to be in one of the recordings; where it is not, the usual lanes are. */
static void
a_lane_may_be_in_some_of_the_chapters(void **state)
{
    gsize size;

    slides_record("chain");
    slides_record("thread-pool");
    slides_run("export chain.awt thread-pool.awt p-%02d.svg --deck --lanes Worker-1");
    g_autofree char *first = file_bytes("p-02.svg", &size), *other = file_bytes("p-40.svg", &size);
    slides_assert_says(first, ">Task-1</text>");
    assert_int_equal(count(other, ">Worker-1</text>"), 2); /* in the loop's picture, too */
    assert_int_equal(count(other, ">Worker-2</text>"), 1);
    Result result =
        program_run(FALSE, "export chain.awt thread-pool.awt a.pdf --deck --lanes Worker-1,nobody");
    assert_int_equal(result.status, 2);
    assert_string_equal(result.err, "awaitscope: no lane is named nobody\n");
    result_clear(&result);
}

/* A source of so many lines, beside the recordings. */
static void
put_source(const char *name, const char *line, int n)
{
    g_autofree char *path = g_build_filename(folder(), name, NULL);
    GString *text = g_string_new(NULL);

    while (n-- > 0)
        g_string_append(text, line);
    assert_true(g_file_set_contents(path, text->str, -1, NULL));
    g_string_free(text, TRUE);
}

/* The window finds it in the same places. */
static void
code_is_found_beside_the_recording(void **state)
{
    g_autofree char *record =
        g_strdup_printf("record -o bare.awt --no-window -- %s hello", g_getenv("AWAITSCOPE_GUEST"));
    Result result = program_run(FALSE, record);
    gsize size;

    assert_int_equal(result.status, 0);
    result_clear(&result);
    slides_run("export bare.awt before.html --deck");
    g_autofree char *before = file_bytes("before.html", &size);
    assert_null(strstr(before, "kept beside"));
    put_source("guest.c", "kept beside\n", 500);
    slides_run("export bare.awt after.html --deck");
    g_autofree char *after = file_bytes("after.html", &size);
    slides_assert_says(after, "kept beside");
}

static void
numbered_files_have_a_page_each(void **state)
{
    gsize size;

    slides_record("chain");
    slides_run("export chain.awt p-%03d.svg --deck --future none --lanes Task-1");
    g_autofree char *last = file_bytes("p-010.svg", &size);
    slides_assert_says(last, "step 9 of 9");
    g_autofree char *beyond = g_build_filename(folder(), "p-011.svg", NULL);
    assert_false(g_file_test(beyond, G_FILE_TEST_EXISTS));
}

/* The third file cannot be written, for there is a folder of its name. */
static void
half_of_the_files_are_taken_back(void **state)
{
    gsize size;

    slides_record("chain");
    g_autofree char *third = g_build_filename(folder(), "p-3.svg", NULL);
    g_autofree char *second = g_build_filename(folder(), "p-2.svg", NULL);
    g_autofree char *first = g_build_filename(folder(), "p-1.svg", NULL);
    assert_int_equal(g_mkdir(third, 0700), 0);
    assert_true(g_file_set_contents(first, "old", -1, NULL));
    Result result = program_run(FALSE, "export chain.awt p-%d.svg --deck");
    assert_int_equal(result.status, 2);
    assert_string_equal(result.err,
                        "awaitscope: p-3.svg: Is a directory; before that, 1 file was replaced\n");
    assert_false(g_file_test(second, G_FILE_TEST_EXISTS));
    g_autofree char *replaced = file_bytes("p-1.svg", &size);
    slides_assert_says(replaced, "<svg");
    g_rmdir(third);
    result_clear(&result);
}

static guint
count_files(const char *beginning)
{
    g_autoptr(GDir) files = g_dir_open(folder(), 0, NULL);
    const char *name;
    guint n = 0;

    while ((name = g_dir_read_name(files)))
        n += g_str_has_prefix(name, beginning) || g_str_has_prefix(name, ".awaitscope-");
    return n;
}

/* Ctrl+C while there are some of many pages. */
static void
an_interrupt_takes_the_pages_back(void **state)
{
    slides_record("wait-timeout");
    GPid pid = program_start(FALSE, "export wait-timeout.awt p-%d.png --deck --steps event");
    while (count_files("p-") == 0)
        g_usleep(1000);
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
    assert_int_equal(count_files("p-"), 0);
}

/* The title page, which is small, can be written, and others cannot. */
static void
a_page_that_finds_no_room_takes_the_others_away(void **state)
{
    struct rlimit before, small;
    gsize size;

    slides_record("chain");
    slides_run("export chain.awt whole-%d.svg --deck");
    g_free(file_bytes("whole-1.svg", &size));
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = size;
    setrlimit(RLIMIT_FSIZE, &small);
    Result result = program_run(FALSE, "export chain.awt p-%d.svg --deck");
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(result.status, 2);
    assert_true(is_one_line(result.err));
    slides_assert_says(result.err, "p-2.svg: File too large");
    assert_int_equal(count_files("p-"), 0);
    result_clear(&result);
}

static void
a_part_has_the_pages_of_its_time(void **state)
{
    gsize size;

    slides_record("wait-timeout");
    slides_run("export wait-timeout.awt p-%d.svg --deck --from 1.5 --to 2");
    g_autofree char *first = file_bytes("p-2.svg", &size);
    slides_assert_says(first, "step 1 of 9");
}

/* Its chapters are in it, and steps are called as they are without one. */
static void
a_talk_with_a_title_begins_with_a_cover(void **state)
{
    gsize size;

    slides_record("chain");
    slides_run("export chain.awt p-%d.svg --deck --title Calls");
    g_autofree char *cover = file_bytes("p-1.svg", &size), *title = file_bytes("p-2.svg", &size),
                    *step = file_bytes("p-3.svg", &size);
    slides_assert_says(cover, ">Calls</text>");
    slides_assert_says(cover, ">Chain of coroutines</text>");
    slides_assert_says(cover, ">9 steps</text>");
    assert_null(strstr(cover, "turns of the loop"));
    slides_assert_says(title, "turns of the loop");
    slides_assert_says(step, "step 1 of 9");
    slides_run("export chain.awt talk.html --deck --title Calls");
    g_autofree char *html = file_bytes("talk.html", &size);
    slides_assert_says(html, "<a href=\"#cover\"><b>Calls</b></a>");
    slides_assert_says(html, "<a href=\"#0\"><b>Chain of coroutines</b></a>");
    slides_assert_says(html, "<a href=\"#1\"><i>1</i>");
}

static void
so_does_one_of_several_recordings(void **state)
{
    gsize size;

    slides_record("chain");
    slides_record("say-hello");
    slides_run("export chain.awt say-hello.awt p-%d.svg --deck");
    g_autofree char *cover = file_bytes("p-1.svg", &size);
    slides_assert_says(cover, ">2 runs of an event loop</text>");
    slides_assert_says(cover, ">9 steps</text>");
    slides_assert_says(cover, ">4 steps</text>");
}

static void
a_title_page_has_what_is_noted_before_the_first_step(void **state)
{
    const Note notes[] = {{0, "Welcome"}, {4, "First words"}};
    gsize size;

    slides_record("chain");
    g_autofree char *path = g_build_filename(folder(), "chain.awt", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
        assert_true(note_append(path, &notes[i], NULL));
    slides_run("export chain.awt talk.fodp --deck");
    g_autofree char *talk = file_bytes("talk.fodp", &size);
    const char *welcome = strstr(talk, "Welcome"), *begin = strstr(talk, "First words");
    assert_non_null(welcome);
    assert_non_null(begin);
    assert_true(welcome < strstr(talk, "step 1 of 9") && begin > strstr(talk, "step 1 of 9"));
}

/* A hundred steps have 200 KB. */
static void
an_html_has_all_steps_in_few_bytes(void **state)
{
    gsize size;

    slides_record("wait-timeout");
    slides_run("export wait-timeout.awt talk.html --deck --steps event");
    g_autofree char *html = file_bytes("talk.html", &size);
    guint n = count(html, "<li>");
    assert_true(n > 80);
    assert_true(size < n * 2000);
    assert_int_equal(count(html, "<section>"), 1);
    slides_assert_says(html, "<title>Wait with a timeout</title>");
    slides_assert_says(html, "<b>sleep(1 s) is done, so the loop resumes Task-3.</b>");
    slides_assert_says(html, "<span>It goes on after line 13.</span></div><i>1 s</i>");
}

static void
an_html_is_of_slides_only(void **state)
{
    slides_record("chain");
    Result result = program_run(FALSE, "export chain.awt talk.html");

    assert_int_equal(result.status, 2);
    assert_true(is_one_line(result.err));
    slides_assert_says(result.err, "it goes with --deck");
    result_clear(&result);
    result = program_run(FALSE, "export --help");
    slides_assert_says(result.out, "slides (with --deck)\n");
    slides_assert_says(result.out, "stays text\n");
    result_clear(&result);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_page_may_be_a_bookmark, folder_clean),
        cmocka_unit_test_teardown(pages_of_bookmarks_need_some, folder_clean),
        cmocka_unit_test_teardown(a_size_may_be_called_by_its_name, folder_clean),
        cmocka_unit_test_teardown(the_same_options_give_the_same_bytes, folder_clean),
        cmocka_unit_test_teardown(a_lane_may_be_in_some_of_the_chapters, folder_clean),
        cmocka_unit_test_teardown(code_is_found_beside_the_recording, folder_clean),
        cmocka_unit_test_teardown(numbered_files_have_a_page_each, folder_clean),
        cmocka_unit_test_teardown(a_talk_with_a_title_begins_with_a_cover, folder_clean),
        cmocka_unit_test_teardown(so_does_one_of_several_recordings, folder_clean),
        cmocka_unit_test_teardown(a_title_page_has_what_is_noted_before_the_first_step,
                                  folder_clean),
        cmocka_unit_test_teardown(an_html_has_all_steps_in_few_bytes, folder_clean),
        cmocka_unit_test_teardown(an_html_is_of_slides_only, folder_clean),
        cmocka_unit_test_teardown(half_of_the_files_are_taken_back, folder_clean),
        cmocka_unit_test_teardown(an_interrupt_takes_the_pages_back, folder_clean),
        cmocka_unit_test_teardown(a_page_that_finds_no_room_takes_the_others_away, folder_clean),
        cmocka_unit_test_teardown(a_part_has_the_pages_of_its_time, folder_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
