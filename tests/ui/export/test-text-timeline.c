/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-text-timeline.c - timelines as text: as wide as the terminal, whatever the names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "ui/export/export.h"

static char *
text_of(const Model *model, AxisKind axis, guint columns)
{
    return export_text(model, &(ExportOptions){.axis = axis, .to_ns = -1}, columns);
}

static void
no_line_of_the_text_timeline_is_too_wide(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    for (guint columns = 40; columns <= 200; columns++)
        for (AxisKind axis = 0; axis < N_AXES; axis++) {
            g_autofree char *text = text_of(model, axis, columns);
            g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

            assert_true(g_str_has_suffix(text, "\n"));
            for (char **line = lines; *line != NULL; line++)
                assert_true(g_utf8_strlen(*line, -1) <= columns);
        }
}

static void
the_text_timeline_is_as_it_was_blessed(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autofree char *elastic = text_of(model, AXIS_ELASTIC, 100);
    g_autofree char *time = text_of(model, AXIS_TIME, 80);
    g_autofree char *steps = text_of(model, AXIS_STEPS, 200);

    assert_golden("wait-timeout-elastic.txt", elastic);
    assert_golden("wait-timeout-time.txt", time);
    assert_golden("wait-timeout-steps.txt", steps);
}

static void
a_part_has_its_own_moments_and_lanes(void **state)
{
    ExportOptions options = {.axis = AXIS_TIME, .from_ns = SECONDS(1) / 2, .to_ns = SECONDS(3) / 2};
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autofree char *text = export_text(model, &options, 100);

    assert_non_null(strstr(text, "1\u00a0s"));
    assert_null(strstr(text, " 0\u00a0s  "));
    assert_non_null(strstr(text, "Task-3"));
    assert_null(strstr(text, "Task-2")); /* over at 0 s */
}

static guint
n_cells(const char *line)
{
    guint n = 0;

    for (; *line != '\0'; line = g_utf8_next_char(line)) {
        gunichar c = g_utf8_get_char(line);
        n += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return n;
}

/* A wide character takes two cells, an accent none, a control character does not reach a terminal.
 */
static void
names_of_any_script_keep_the_columns_straight(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1, LABEL("日本語のとても長い名前のタスク\x1b[31m\n")),
        EVENT(0, FUTURE_CREATED, TASK_2, LABEL("e\xcc\x81\xcc\x81 \xff\xfe\x07")),
        EVENT(SECONDS(1), MARK, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    for (guint columns = 40; columns <= 120; columns++) {
        g_autofree char *text = text_of(model, AXIS_TIME, columns);

        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

        assert_true(g_utf8_validate(text, -1, NULL));
        for (const char *p = text; *p != '\0'; p++)
            assert_true((guchar) *p >= 0x20 || *p == '\n');
        for (char **line = lines; *line != NULL; line++)
            assert_true(n_cells(*line) <= columns);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_of_the_text_timeline_is_too_wide),
        cmocka_unit_test(the_text_timeline_is_as_it_was_blessed),
        cmocka_unit_test(a_part_has_its_own_moments_and_lanes),
        cmocka_unit_test(names_of_any_script_keep_the_columns_straight),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
