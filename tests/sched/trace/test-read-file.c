/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-read-file.c - recordings as files, and what else a path may lead to. */
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/trace/file.h"
#include "tests/support/sample.h"

static uint8_t sample[SAMPLE_MAX];
static size_t sample_size;
static char folder[] = "/tmp/test-read-file-XXXXXX";

static int
enter_folder(void **state)
{
    sample_size = sample_recording(sample);
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int
leave_folder(void **state)
{
    return chdir("/") || rmdir(folder);
}

static void
write_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(sample, 1, size, file), size);
    fclose(file);
}

static void
count(void *data, const TraceEvent *event)
{
    ++*(size_t *) data;
}

static void
assert_reads(const char *path, TraceWholeness wholeness, size_t n_events, const char *message)
{
    TraceSink sink = {.event = count};
    char said[256] = "before";
    size_t n = 0;

    assert_int_equal(trace_read_file(path, &sink, &n, said, sizeof said), wholeness);
    assert_string_equal(said, message);
    assert_int_equal(n, n_events);
}

static void
whole_file_reads_without_a_word(void **state)
{
    write_file("x.awt", sample_size);
    assert_reads("x.awt", TRACE_WHOLE, sample_n_events, "");
    unlink("x.awt");
}

static void
cut_file_says_its_name_and_where(void **state)
{
    write_file("x.awt", sample_size - 1);
    assert_reads("x.awt", TRACE_CUT, sample_n_events,
                 "x.awt: cut after event 18: the program was killed, or the file is not all there");
    unlink("x.awt");
}

static void
empty_file_is_no_recording(void **state)
{
    write_file("x.awt", 0);
    assert_reads("x.awt", TRACE_FOREIGN, 0, "x.awt: not a recording: it is empty");
    unlink("x.awt");
}

static void
message_is_one_line_whatever_the_path(void **state)
{
    write_file("a\nb\x1b.awt", 0);
    assert_reads("a\nb\x1b.awt", TRACE_FOREIGN, 0, "a?b?.awt: not a recording: it is empty");
    unlink("a\nb\x1b.awt");
}

static void
message_is_cut_to_its_room(void **state)
{
    char said[10];

    trace_read_file("missing.awt", &(TraceSink){0}, NULL, said, sizeof said);
    assert_string_equal(said, "missing.a");
}

static void
what_is_no_file_says_why(void **state)
{
    assert_reads("missing.awt", TRACE_FOREIGN, 0, "missing.awt: No such file or directory");
    assert_reads(".", TRACE_FOREIGN, 0, ".: Is a directory");
    assert_reads("/dev/null", TRACE_FOREIGN, 0, "/dev/null: not a recording: it is empty");
}

/* In pieces, so that the reader waits for the rest. */
static void *
write_pipe(void *path)
{
    int fd = open(path, O_WRONLY);

    for (size_t i = 0; i < sample_size; i += 100)
        if (write(fd, sample + i, sample_size - i < 100 ? sample_size - i : 100) < 0)
            break;
    close(fd);
    return NULL;
}

static void
pipe_is_read_to_its_end(void **state)
{
    pthread_t writer;

    assert_int_equal(mkfifo("x.pipe", 0600), 0);
    assert_int_equal(pthread_create(&writer, NULL, write_pipe, "x.pipe"), 0);
    assert_reads("x.pipe", TRACE_WHOLE, sample_n_events, "");
    pthread_join(writer, NULL);
    unlink("x.pipe");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_file_reads_without_a_word),
        cmocka_unit_test(cut_file_says_its_name_and_where),
        cmocka_unit_test(empty_file_is_no_recording),
        cmocka_unit_test(message_is_one_line_whatever_the_path),
        cmocka_unit_test(message_is_cut_to_its_room),
        cmocka_unit_test(what_is_no_file_says_why),
        cmocka_unit_test(pipe_is_read_to_its_end),
    };

    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
