/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-slides-window.c - slides are chosen, looked at, and written. */
#include "tests/display/driver.h"

#include <cairo.h>

#include "app/run/recording-save.h"
#include "app/window/slides-private.h"
#include "ui/model/notes.h"

static SlidesDialog *
dialog(void)
{
    return main_window_get_slides(world.window);
}

static GtkWidget *
dialog_widget(void)
{
    return GTK_WIDGET(dialog());
}

static gboolean
is_open(void)
{
    return dialog() && gtk_widget_get_mapped(dialog_widget()) &&
           gtk_window_is_active(GTK_WINDOW(dialog()));
}

static void
open_dialog(void)
{
    g_action_group_activate_action(G_ACTION_GROUP(world.window), "slides", NULL);
    WAIT_UNTIL(is_open());
    WAIT_UNTIL(said("slides painted 0"));
    WAIT_UNTIL(said("slides all painted"));
}

static void
close_dialog(void)
{
    press(GDK_KEY_Escape, 0);
    WAIT_UNTIL(said("slides closed"));
    gtk_window_present(GTK_WINDOW(world.window)); /* as a window manager would */
}

/* Keeps a picture of the dialog if AWAITSCOPE_TEST_PICTURES names a folder. */
static void
keep_picture(const char *name)
{
    const char *folder = g_getenv("AWAITSCOPE_TEST_PICTURES");
    g_autofree char *path = folder ? g_strdup_printf("%s/slides-%s.png", folder, name) : NULL;
    g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new(dialog_widget());
    for (int i = 0; i < 3; i++) {
        gtk_widget_queue_draw(dialog_widget());
        gtk_test_widget_wait_for_draw(dialog_widget());
    }
    int width = gdk_paintable_get_intrinsic_width(paintable);
    int height = gdk_paintable_get_intrinsic_height(paintable);
    GtkSnapshot *snapshot = gtk_snapshot_new();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *cr = cairo_create(surface);

    gdk_paintable_snapshot(paintable, snapshot, width, height);
    GskRenderNode *node = gtk_snapshot_free_to_node(snapshot);
    gsk_render_node_draw(node, cr);
    gsk_render_node_unref(node);
    cairo_destroy(cr);
    if (path)
        cairo_surface_write_to_png(surface, path);
    cairo_surface_destroy(surface);
}

static char *
path_of(const char *name)
{
    return g_build_filename(world.folder, name, NULL);
}

/* How often a line that begins like this was logged since the test began. */
static guint
n_said(const char *beginning)
{
    g_autofree char *text = NULL, *line = g_strdup_printf("\n%s", beginning);
    guint n = 0;

    g_file_get_contents(world.log, &text, NULL, NULL);
    for (const char *at = text + world.mark; (at = strstr(at, line)); at++)
        n++;
    return n;
}

static void
a_page_is_left_out_by_the_space_key_or_a_click(void **state)
{
    run_to_end("wait-timeout");
    focus_timeline();
    input_key(world.input, GDK_KEY_Shift_L, true);
    press(GDK_KEY_e, GDK_KEY_Control_L);
    input_key(world.input, GDK_KEY_Shift_L, false);
    WAIT_UNTIL(is_open());
    WAIT_UNTIL(said("slides 24 pages") && said("slides painted 2"));
    press(GDK_KEY_space, 0); /* the title page stays */
    press(GDK_KEY_Right, 0);
    press(GDK_KEY_Right, 0);
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(said("slides 23 pages"));
    WAIT_UNTIL(find_text_in(dialog_widget(), "left out"));
    assert_int_equal(g_array_index(dialog()->left_out, guint, 0), 2);
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(n_said("slides 24 pages") == 2);
    assert_null(find_text_in(dialog_widget(), "left out"));
    click_on(gtk_widget_get_prev_sibling(find_text_in(dialog_widget(), "Step 4")));
    WAIT_UNTIL(n_said("slides 23 pages") == 2);
    assert_int_equal(g_array_index(dialog()->left_out, guint, 0), 4);
    keep_picture("left-out");
    close_dialog();
}

/* Step 1 is the page of event 0. */
static void
a_note_on_a_page_is_kept_in_the_recording(void **state)
{
    run_to_end("chain");
    open_dialog();
    press(GDK_KEY_Right, 0);
    press(GDK_KEY_Return, 0);
    WAIT_UNTIL(gtk_widget_has_focus(slides_note_get_field(AWAITSCOPE_SLIDES_NOTE(dialog()->note))));
    press(GDK_KEY_h, 0);
    press(GDK_KEY_i, 0);
    close_dialog();
    gsize event = deck_pages_event(dialog()->all, 1);
    assert_string_equal(model_note(model(), event), "hi");
    open_dialog();
    WAIT_UNTIL(find_text_in(dialog_widget(), "Step 1 · note"));
    close_dialog();
}

static void
a_title_page_takes_a_note(void **state)
{
    run_to_end("chain");
    open_dialog();
    press(GDK_KEY_Return, 0);
    WAIT_UNTIL(gtk_widget_has_focus(slides_note_get_field(AWAITSCOPE_SLIDES_NOTE(dialog()->note))));
    press(GDK_KEY_h, 0);
    press(GDK_KEY_i, 0);
    close_dialog();
    assert_string_equal(model_note(model(), 0), "hi");
    open_dialog();
    WAIT_UNTIL(find_text_in(dialog_widget(), "Title page · note"));
    close_dialog();
}

/* It may be written in the speaker's window, too, while the dialog is closed. */
static void
a_note_that_was_written_elsewhere_stays(void **state)
{
    run_to_end("chain");
    open_dialog();
    press(GDK_KEY_Right, 0);
    WAIT_UNTIL(slides_grid_get_selected(AWAITSCOPE_SLIDES_GRID(dialog()->grid)) == 1);
    close_dialog();
    gsize event = deck_pages_event(dialog()->all, 1);
    assert_true(recording_set_note(recording(), event, "elsewhere", NULL));
    open_dialog();
    assert_string_equal(model_note(model(), event), "elsewhere");
    close_dialog();
}

static GtkDialog *
file_chooser(void)
{
    GListModel *all = gtk_window_get_toplevels();

    for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
        g_autoptr(GtkWidget) window = g_list_model_get_item(all, i);
        if (GTK_IS_FILE_CHOOSER_DIALOG(window) && gtk_widget_get_mapped(window))
            return GTK_DIALOG(window);
    }
    return NULL;
}

/* It does not accept anything before it has read the folder. */
static gboolean
is_accepted(void)
{
    if (file_chooser())
        gtk_dialog_response(file_chooser(), GTK_RESPONSE_ACCEPT);
    return !file_chooser();
}

static void
a_file_that_is_chosen_too_late_is_not_written(void **state)
{
    g_autofree char *path = path_of("late.pdf");
    g_autoptr(GFile) folder = g_file_new_for_path(world.folder);

    run_to_end("chain");
    open_dialog();
    click_on(dialog()->export);
    WAIT_UNTIL(file_chooser());
    gtk_file_chooser_set_current_folder(GTK_FILE_CHOOSER(file_chooser()), folder, NULL);
    gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(file_chooser()), "late.pdf");
    main_window_show_scenario(world.window, scenario("wait-timeout"));
    WAIT_UNTIL(is_accepted());
    assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static GtkWidget *
choice(const char *label)
{
    GtkWidget *found = find_text_in(dialog()->choices, label);

    assert_non_null(found);
    return gtk_widget_get_ancestor(found, ADW_TYPE_COMBO_ROW);
}

static void
what_is_chosen_is_shown_and_remembered(void **state)
{
    run_to_end("wait-timeout");
    open_dialog();
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("A page for")), 3);
    WAIT_UNTIL(said("slides steps turn"));
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("A page for")), 5);
    WAIT_UNTIL(said("slides there are no bookmarks"));
    assert_false(gtk_widget_get_sensitive(dialog()->export));
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("A page for")), 0);
    WAIT_UNTIL(n_said("slides 24 pages") == 2);
    assert_true(gtk_widget_get_sensitive(dialog()->export));
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("Colours")), 1);
    WAIT_UNTIL(n_said("slides 24 pages") == 3);
    assert_ptr_equal(dialog()->options.theme, theme_find("dark"));
    close_dialog();
    run_to_end("chain");
    open_dialog();
    assert_ptr_equal(dialog()->options.theme, theme_find("dark"));
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("Colours")), 0);
    close_dialog();
}

static void
a_title_makes_a_cover(void **state)
{
    run_to_end("chain");
    open_dialog();
    GtkWidget *label = find_text_in(dialog()->choices, "Title of the talk");
    GtkWidget *title = gtk_widget_get_ancestor(label, ADW_TYPE_ENTRY_ROW);
    gtk_editable_set_text(GTK_EDITABLE(title), "Calls");
    WAIT_UNTIL(said("slides 11 pages"));
    WAIT_UNTIL(find_text_in(dialog_widget(), "Cover"));
    assert_non_null(find_text_in(dialog_widget(), "Step 1"));
    gtk_editable_set_text(GTK_EDITABLE(title), "");
    WAIT_UNTIL(n_said("slides 10 pages") == 2);
    close_dialog();
}

static guint
selected_page(void)
{
    return slides_grid_get_selected(AWAITSCOPE_SLIDES_GRID(dialog()->grid));
}

static void
the_page_that_is_selected_stays_so_when_others_come_and_go(void **state)
{
    run_to_end("chain");
    open_dialog();
    gtk_widget_grab_focus(dialog()->grid);
    for (guint i = 0; i < 5; i++)
        press(GDK_KEY_Right, 0);
    WAIT_UNTIL(selected_page() == 5);
    gsize event = deck_pages_event(dialog()->all, 5);
    GtkWidget *label = find_text_in(dialog()->choices, "Title of the talk");
    GtkWidget *title = gtk_widget_get_ancestor(label, ADW_TYPE_ENTRY_ROW);
    gtk_editable_set_text(GTK_EDITABLE(title), "Calls");
    WAIT_UNTIL(said("slides 11 pages"));
    assert_int_equal(selected_page(), 6);
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("A page for")), 1);
    WAIT_UNTIL(said("slides steps event"));
    assert_int_equal(deck_pages_event(dialog()->all, selected_page()), event);
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("A page for")), 0);
    gtk_editable_set_text(GTK_EDITABLE(title), "");
    WAIT_UNTIL(n_said("slides 10 pages") == 2);
    close_dialog();
}

static void
slides_may_be_of_what_is_in_view(void **state)
{
    run_to_end("wait-timeout");
    WAIT_UNTIL(timeline_view_get_scene(timeline())->shapes->len > 0);
    timeline_view_zoom(timeline(), 4, -1);
    timeline_view_toggle_group(timeline(), TRACE_TRACK_TASK);
    WAIT_UNTIL(!find_shape(HIT_LANE, task(0)->id, 0));
    open_dialog();
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("Of")), 1);
    WAIT_UNTIL(said("slides range view"));
    assert_true(dialog()->options.from_ns > 0);
    assert_true(deck_pages_n(dialog()->all) < 24);
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("Lanes")), 1);
    WAIT_UNTIL(said("slides lanes view"));
    assert_true(g_strv_contains((const char *const *) dialog()->options.lanes, "Loop"));
    assert_false(g_strv_contains((const char *const *) dialog()->options.lanes, "Task-2"));
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("Of")), 0);
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("Lanes")), 0);
    close_dialog();
    timeline_view_toggle_group(timeline(), TRACE_TRACK_TASK);
    timeline_view_fit(timeline());
}

static void
assert_begins(const char *name, const char *beginning)
{
    g_autofree char *path = path_of(name), *bytes = NULL;

    assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    assert_true(g_str_has_prefix(bytes, beginning));
}

static void
slides_are_written_without_the_pages_that_are_left_out(void **state)
{
    g_autofree char *path = path_of("talk.pdf");

    run_to_end("chain");
    open_dialog();
    guint n = deck_pages_n(dialog()->all);
    press(GDK_KEY_Right, 0);
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(find_text_in(dialog_widget(), "left out"));
    main_window_write_slides_to(world.window, path);
    g_autofree char *toast = g_strdup_printf("toast Wrote talk.pdf, %u pages", n - 1);
    WAIT_UNTIL(said(toast));
    assert_begins("talk.pdf", "%PDF");
    assert_false(gtk_widget_get_mapped(dialog_widget()));
    open_dialog(); /* what was left out still is */
    assert_int_equal(deck_pages_n(dialog()->kept), n - 1);
    close_dialog();
}

static void
files_for_single_pages_are_numbered(void **state)
{
    g_autofree char *path = path_of("page.svg"), *more = NULL;

    run_to_end("chain");
    open_dialog();
    guint n = deck_pages_n(dialog()->all);
    main_window_write_slides_to(world.window, path);
    WAIT_UNTIL(said("toast Wrote page-%03d.svg"));
    assert_begins("page-001.svg", "<");
    g_autofree char *last = g_strdup_printf("page-%03u.svg", n);
    assert_begins(last, "<");
    more = g_strdup_printf("%s/page-%03u.svg", world.folder, n + 1);
    assert_false(g_file_test(more, G_FILE_TEST_EXISTS));
}

static void
what_cannot_be_written_is_told_and_can_be_tried_again(void **state)
{
    run_to_end("chain");
    open_dialog();
    main_window_write_slides_to(world.window, "/nowhere/talk.pdf");
    WAIT_UNTIL(said("toast /nowhere/talk.pdf: "));
    main_window_write_slides_to(world.window, "/tmp/talk.doc");
    WAIT_UNTIL(said("toast /tmp/talk.doc: the name must end in "));
    assert_true(is_open() && gtk_widget_get_sensitive(dialog()->body));
    close_dialog();
}

static gboolean
press_escape(void *data)
{
    gtk_window_close(GTK_WINDOW(dialog()));
    return G_SOURCE_REMOVE;
}

static void
writing_can_be_cancelled(void **state)
{
    static const char *const names[] = {"cancelled.pdf", "cancelled.svg"};

    run_to_end("wait-timeout");
    open_dialog();
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = path_of(names[i]);
        g_idle_add_full(G_PRIORITY_HIGH, press_escape, NULL, NULL);
        main_window_write_slides_to(world.window, path);
        WAIT_UNTIL(n_said("toast Cancelled") == i + 1);
        assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    }
    g_autofree char *first = path_of("cancelled-001.svg");
    assert_false(g_file_test(first, G_FILE_TEST_EXISTS));
    assert_true(is_open());
    close_dialog();
}

static void
only_pages_in_view_are_painted(void **state)
{
    run_to_end("wait-timeout");
    open_dialog();
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("A page for")), 1);
    WAIT_UNTIL(said("slides 90 pages"));
    press(GDK_KEY_End, 0);
    WAIT_UNTIL(said("slides painted 89"));
    assert_false(said("slides painted 40"));
    adw_combo_row_set_selected(ADW_COMBO_ROW(choice("A page for")), 0);
    close_dialog();
}

static void
pages_that_come_into_view_are_painted(void **state)
{
    run_to_end("wait-timeout");
    open_dialog();
    assert_false(said("slides painted 12"));
    gtk_window_set_default_size(GTK_WINDOW(dialog()), 1120, 1000);
    WAIT_UNTIL(said("slides painted 15"));
    WAIT_UNTIL(n_said("slides all painted") > 1);
    close_dialog();
}

static void
a_run_that_is_not_over_has_no_slides(void **state)
{
    start("wait-timeout", FALSE);
    WAIT_UNTIL(model_n_events(model()) > 0);
    assert_false(g_action_group_get_action_enabled(G_ACTION_GROUP(world.window), "slides"));
    run_to_end("chain");
    assert_true(g_action_group_get_action_enabled(G_ACTION_GROUP(world.window), "slides"));
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_is_left_out_by_the_space_key_or_a_click),
        TEST(a_note_on_a_page_is_kept_in_the_recording),
        TEST(a_title_page_takes_a_note),
        TEST(a_note_that_was_written_elsewhere_stays),
        TEST(a_file_that_is_chosen_too_late_is_not_written),
        TEST(what_is_chosen_is_shown_and_remembered),
        TEST(a_title_makes_a_cover),
        TEST(the_page_that_is_selected_stays_so_when_others_come_and_go),
        TEST(slides_may_be_of_what_is_in_view),
        TEST(slides_are_written_without_the_pages_that_are_left_out),
        TEST(files_for_single_pages_are_numbered),
        TEST(what_cannot_be_written_is_told_and_can_be_tried_again),
        TEST(writing_can_be_cancelled),
        TEST(only_pages_in_view_are_painted),
        TEST(pages_that_come_into_view_are_painted),
        TEST(a_run_that_is_not_over_has_no_slides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
