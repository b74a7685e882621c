/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record-sources.c - recordings have the source files that their sites name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define AW_FILE "test-record-sources.c" /* not found where the test runs, so never embedded */
#include "tests/support/recorded.h"

enum { MANY = 18, MIB = 1 << 20 };

static char names[MANY][40];

static AwValue
pass_on(AwValue v)
{
    return v;
}

/* A call in line 2 of each file. */
static AwValue
call_from_sites(AwValue n_files)
{
    static AwSite sites[MANY];

    for (int i = 0; i < aw_to_int(n_files); i++) {
        sites[i] = (AwSite){
            .id = sites[i].id, .file = names[i], .function = "main", .name = "called", .line = 2};
        AW_TRY(aw_call_from(pass_on, AW_NONE, &sites[i]));
    }
    return AW_NONE;
}

static void
record_calls(const char *clock, const char *text, int n_files)
{
    assert_false(aw_failed(
        aw_record_start(&(AwRecordOptions){.path = "run.awt",
                                           .meta = (AwRecordMeta[]){{"clock", clock}, {NULL, NULL}},
                                           .source_file = text ? names[0] : NULL,
                                           .source_text = text})));
    assert_false(aw_failed(aw_run(call_from_sites, n_files, .clock = AW_CLOCK_VIRTUAL)));
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
}

/* Records a call in a file of this name. */
static void
record_call_in(const char *clock, const char *file)
{
    strcpy(names[0], file);
    record_calls(clock, NULL, 1);
}

static void
write_text(const char *path, const char *text)
{
    write_bytes(path, text, strlen(text));
}

static void
a_source_comes_from_the_disk_or_from_the_options(void **state)
{
    write_text("main.c", "from disk");
    record_call_in("real", "main.c");
    assert_string_equal(got.source, "main.c: from disk");
    assert_string_equal(got.site, "main.c:2 called");

    record_calls("real", "from memory", 1); /* the second recording, of the same site */
    assert_string_equal(got.source, "main.c: from memory");
    assert_string_equal(got.site, "main.c:2 called");
    unlink("main.c");
}

static void
an_exact_run_is_the_same_in_every_folder(void **state)
{
    write_text("main.c", "only here");
    record_call_in("virtual", "main.c");
    assert_string_equal(got.source, "");
    assert_string_equal(got.site, "main.c:2 called");
    unlink("main.c");
}

static void
it_is_found_below_the_folders_that_are_named(void **state)
{
    static const char *const files[] = {"main.c", "src/main.c", "../src/main.c",
                                        "/gone/src/main.c"};

    mkdir("sub", 0777);
    mkdir("sub/src", 0777);
    write_text("sub/src/main.c", "below");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        setenv("AW_TRACE_SOURCES", i ? "/nowhere:sub" : "sub:sub/src", 1);
        record_call_in("virtual", files[i]);
        assert_non_null(strstr(got.source, "main.c: below"));
    }
    unsetenv("AW_TRACE_SOURCES");
    record_call_in("virtual", "../src/main.c");
    assert_string_equal(got.source, "");
    unlink("sub/src/main.c");
    rmdir("sub/src");
    rmdir("sub");
}

/* As a name in its folder, and as one that a build above that folder gave. */
static void
it_is_found_beside_the_program(void **state)
{
    static const char *const files[] = {"beside.c", "gone/beside.c", "tests/beside.c"};
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 20);

    assert_true(n > 0);
    path[n] = '\0';
    strcpy(strrchr(path, '/') + 1, "beside.c");
    write_text(path, "beside");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        record_call_in("virtual", files[i]);
        assert_non_null(strstr(got.source, "beside.c: beside"));
    }
    unlink(path);
}

/* ---- limits ---- */

static void
count_source(void *data, const char *file, const char *text, size_t size)
{
    *(int *) data += size == MIB;
}

static void
make_large(const char *path, off_t size)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(ftruncate(fileno(file), size), 0);
    fclose(file);
}

static void
no_more_than_so_much_is_embedded(void **state)
{
    const TraceSink sink = {.source = count_source};
    char message[300];
    int n = 0;

    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "large-%d.c", i);
        make_large(names[i], i ? MIB : MIB + 1);
    }
    record_calls("real", NULL, MANY);
    trace_read_file("run.awt", &sink, &n, message, sizeof message);
    assert_int_equal(n, 16);
    for (int i = 0; i < MANY; i++)
        unlink(names[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_comes_from_the_disk_or_from_the_options),
        cmocka_unit_test(an_exact_run_is_the_same_in_every_folder),
        cmocka_unit_test(it_is_found_below_the_folders_that_are_named),
        cmocka_unit_test(it_is_found_beside_the_program),
        cmocka_unit_test(no_more_than_so_much_is_embedded),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
