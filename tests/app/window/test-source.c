/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-source.c - a recording whose source is missing: the window says so, and finds it. */
#include "tests/display/driver.h"

#include "ui/interchange/awt.h"

static const char shop[] = "static AwValue\n"
                           "open_shop(AwValue none)\n"
                           "{\n"
                           "    AW_TRY(aw_sleep(AW_SECOND));\n"
                           "    return none;\n"
                           "}\n";

static CodeView *
code(void)
{
    return column_get_code(main_window_get_column(world.window));
}

static char *
path_of(const char *name)
{
    return g_build_filename(world.folder, name, NULL);
}

/* Writes a recording of a task that goes to sleep at line 4 of a file that is not there. */
static void
write_recording(const char *path)
{
    static const TraceSite sites[] = {
        {.id = 1, .line = 4, .file = "/gone/shop.c", .function = "open_shop", .name = "sleep"}};
    static const TraceEvent events[] = {
        {.number = 1, .kind = TRACE_RUN_BEGIN, .subject = TRACE_LOOP_ID},
        {.number = 2, .kind = TRACE_TASK_CREATED, .subject = 2},
        {.number = 3, .kind = TRACE_TASK_STEP, .subject = 2},
        {.number = 4, .kind = TRACE_FUTURE_CREATED, .subject = 3, .object = 2, .site = 1},
        {.number = 5, .kind = TRACE_TASK_AWAIT, .subject = 2, .object = 3, .site = 1},
    };
    const TraceEnd end = {TRACE_END_DONE, 0, ""};
    Out out;

    out_init(&out, -1);
    Awt *awt = awt_new(&out);
    awt_sink()->site(awt, &sites[0]);
    for (guint i = 0; i < G_N_ELEMENTS(events); i++)
        awt_sink()->event(awt, &events[i]);
    awt_sink()->end(awt, &end);
    awt_free(awt);
    g_file_set_contents(path, out.bytes->str, (gssize) out.bytes->len, NULL);
    g_string_free(out.bytes, TRUE);
}

static void
show_recording(void)
{
    g_autofree char *path = path_of("shop.awt");

    write_recording(path);
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("opened "));
    WAIT_UNTIL(gtk_widget_get_mapped(code_view_get_find_button(code())));
}

static void
a_source_that_is_missing_is_asked_for(void **state)
{
    show_recording();
    assert_string_equal(code_view_get_missing(code()), "/gone/shop.c");
    assert_non_null(find_text("Find the source…"));
    gtk_test_accessible_assert_property(GTK_ACCESSIBLE(code_view_get_find_button(code())),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL, "Find the source of shop.c");
}

static void
the_file_that_is_chosen_is_shown_at_once(void **state)
{
    g_autofree char *path = path_of("found.c");
    GdkRectangle area;

    show_recording();
    assert_true(g_file_set_contents(path, shop, -1, NULL));
    main_window_add_source(world.window, path);
    assert_true(said("source "));
    assert_null(code_view_get_missing(code()));
    WAIT_UNTIL(!gtk_widget_get_mapped(code_view_get_find_button(code())));
    assert_true(code_view_locate_line(code(), 4, &area));
    WAIT_UNTIL(code_view_locate_tag(code(), 2, &area));
}

static void
a_file_that_cannot_be_read_is_no_source(void **state)
{
    g_autofree char *path = path_of("nothing.c");
    g_autofree char *trouble = g_strdup_printf("%s: not a source file that can be read", path);

    show_recording();
    main_window_add_source(world.window, path);
    WAIT_UNTIL(find_text(trouble) != NULL);
    assert_non_null(code_view_get_missing(code()));
    code_view_tell_trouble(code(), "");
    WAIT_UNTIL(find_text(trouble) == NULL);
}

/* How often the file chooser would have opened. It does not, since the libraries behind it leak. */
static guint n_wanted;

static void
count(CodeView *view, void *data)
{
    n_wanted++;
}

static void
count_instead(void)
{
    guint n = g_signal_handlers_block_matched(code(), G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL,
                                              world.window);

    assert_true(n > 0);
    n_wanted = 0;
    g_signal_connect(code(), "source-wanted", G_CALLBACK(count), &n_wanted);
}

static void
count_no_more(void)
{
    g_signal_handlers_disconnect_by_data(code(), &n_wanted);
    g_signal_handlers_unblock_matched(code(), G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, world.window);
}

static void
a_click_on_the_button_asks_for_the_file(void **state)
{
    show_recording();
    count_instead();
    click_text("Find the source…");
    WAIT_UNTIL(n_wanted == 1);
    count_no_more();
}

static void
the_button_is_reached_by_tab_and_pressed_by_enter(void **state)
{
    GtkWindow *window = GTK_WINDOW(world.window);

    show_recording();
    count_instead();
    focus_timeline();
    for (int i = 0; i < 10 && gtk_window_get_focus(window) != code_view_get_find_button(code());
         i++)
        gtk_widget_child_focus(GTK_WIDGET(window), GTK_DIR_TAB_FORWARD);
    assert_ptr_equal(gtk_window_get_focus(window), code_view_get_find_button(code()));
    press(GDK_KEY_Return, 0);
    WAIT_UNTIL(n_wanted == 1);
    count_no_more();
}

static void
a_recording_with_its_source_asks_for_nothing(void **state)
{
    show_recording();
    run_to_end("chain");
    assert_null(code_view_get_missing(code()));
    WAIT_UNTIL(!gtk_widget_get_mapped(code_view_get_find_button(code())));
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_source_that_is_missing_is_asked_for),
        TEST(the_file_that_is_chosen_is_shown_at_once),
        TEST(a_file_that_cannot_be_read_is_no_source),
        TEST(the_button_is_reached_by_tab_and_pressed_by_enter),
        TEST(a_click_on_the_button_asks_for_the_file),
        TEST(a_recording_with_its_source_asks_for_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
