/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-notes.c - bookmarks and notes are set and listed by a command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>
#include <gio/gio.h>

#include "tests/app/cli/program.h"
#include "tests/app/cli/slides.h"

/* Runs the program; words in double quotes are one argument. */
static Result
run(const char *line)
{
    g_auto(GStrv) words = NULL;
    Result result = {0};
    int status;

    assert_true(g_shell_parse_argv(line, NULL, &words, NULL));
    g_autofree char *rest = g_steal_pointer(&words[0]);
    words[0] = g_strdup(program_path(FALSE));
    assert_true(g_spawn_sync(folder(), words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &result.out,
                             &result.err, &status, NULL));
    result.status = WEXITSTATUS(status);
    return result;
}

static void
assert_prints(const char *line, const char *text)
{
    Result result = run(line);

    assert_string_equal(result.err, "");
    assert_int_equal(result.status, 0);
    assert_string_equal(result.out, text);
    result_clear(&result);
}

static void
assert_refused(const char *line, const char *why)
{
    Result result = run(line);

    assert_int_equal(result.status, 2);
    assert_true(is_one_line(result.err));
    slides_assert_says(result.err, why);
    assert_string_equal(result.out, "");
    result_clear(&result);
}

static void
notes_are_set_listed_and_taken_back(void **state)
{
    slides_record("wait-timeout");
    assert_prints("aw notes wait-timeout.awt", "");
    assert_prints("aw notes wait-timeout.awt --event 5", "");
    assert_prints("aw notes wait-timeout.awt --at 1.2 --text \"late\nand later\"", "");
    assert_prints("aw notes wait-timeout.awt", "      5           0 s  (bookmark)\n"
                                               "     56           1 s  late\n"
                                               "                       and later\n");
    assert_prints("aw notes wait-timeout.awt --event 5 --remove", "");
    assert_prints("aw notes wait-timeout.awt --json", "[\n  {\n    \"event\" : 56,\n"
                                                      "    \"time_ns\" : 1000000000,\n"
                                                      "    \"text\" : \"late\\nand later\"\n"
                                                      "  }\n]\n");
}

/* Who sets a bookmark does not mean to lose a note. */
static void
a_bookmark_leaves_the_note_that_is_there(void **state)
{
    slides_record("chain");
    assert_prints("aw notes chain.awt --event 5 --text kept", "");
    assert_prints("aw notes chain.awt --event 5", "");
    assert_prints("aw notes chain.awt", "      5           0 s  kept\n");
    assert_prints("aw notes chain.awt --event 5 --text other", "");
    assert_prints("aw notes chain.awt", "      5           0 s  other\n");
}

/* In LibreOffice a page's notes have the sentence, and then what the speaker noted. */
static void
slides_have_what_was_noted(void **state)
{
    gsize size;

    slides_record("chain");
    assert_prints("aw notes chain.awt --event 6 --text \"Ask who knows.\"", "");
    slides_run("export chain.awt talk.fodp --deck --steps bookmarks");
    g_autofree char *slides = file_bytes("talk.fodp", &size);
    slides_assert_says(slides, "Ask who knows.");
}

static void
what_cannot_be_noted_is_refused(void **state)
{
    gsize size;

    slides_record("chain");
    assert_refused("aw notes chain.awt --text x", "for an event: give either --at T or --event N");
    assert_refused("aw notes chain.awt --at 0 --event 3", "give either --at T or --event N");
    assert_refused("aw notes chain.awt --at 0 --text x --remove", "either --text or --remove");
    assert_refused("aw notes chain.awt --event 99", "--event 99: the recording has events 1 to 23");
    assert_refused("aw notes chain.awt --event 3 --remove", "nothing is noted at event 3");
    g_autofree char *bytes = file_bytes("chain.awt", &size);
    g_autofree char *half = g_build_filename(folder(), "half.awt", NULL);
    assert_true(g_file_set_contents(half, bytes, (gssize) size / 2, NULL));
    Result cut = run("aw notes half.awt --event 3");
    assert_int_equal(cut.status, 2);
    slides_assert_says(cut.err, "half.awt: the recording is not whole");
    result_clear(&cut);
    slides_run("convert chain.awt theirs.json");
    assert_refused("aw notes theirs.json --at 0 --text x", "a file of another program");
    g_autofree char *text = g_strnfill(4097, 'x');
    g_autofree char *long_line = g_strconcat("aw notes chain.awt --at 0 --text ", text, NULL);
    assert_refused(long_line, "longer than 4096 bytes");
    g_autofree char *after = file_bytes("chain.awt", &size);
    assert_memory_equal(after, bytes, size);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(notes_are_set_listed_and_taken_back, folder_clean),
        cmocka_unit_test_teardown(a_bookmark_leaves_the_note_that_is_there, folder_clean),
        cmocka_unit_test_teardown(slides_have_what_was_noted, folder_clean),
        cmocka_unit_test_teardown(what_cannot_be_noted_is_refused, folder_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
