/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-present.c - slides on the screen and the speaker's window, by keys and by pointer. */
#include "tests/display/driver.h"

#include "app/run/recording-save.h"
#include "app/window/window-private.h"
#include "ui/model/notes.h"

/* The window of this title; NULL if there is none. */
static GtkWidget *
window_named(const char *title)
{
    GListModel *all = gtk_window_get_toplevels();

    for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
        g_autoptr(GtkWindow) window = g_list_model_get_item(all, i);
        if (g_strcmp0(gtk_window_get_title(window), title) == 0)
            return GTK_WIDGET(window);
    }
    return NULL;
}

/* A widget of this type below `widget`, with this text if it is a button; NULL if there is none. */
static GtkWidget *
find_below(GtkWidget *widget, GType type, const char *text)
{
    if (g_type_is_a(G_OBJECT_TYPE(widget), type) &&
        (!text || g_strcmp0(gtk_button_get_label(GTK_BUTTON(widget)), text) == 0))
        return widget;
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child;
         child = gtk_widget_get_next_sibling(child)) {
        GtkWidget *found = find_below(child, type, text);
        if (found)
            return found;
    }
    return NULL;
}

static GtkWidget *
find_button(GtkWidget *window, const char *text)
{
    return find_below(window, GTK_TYPE_BUTTON, text);
}

static gboolean
is_ready(const char *title)
{
    GtkWidget *window = window_named(title);

    return window && gtk_widget_get_mapped(window) && gtk_widget_get_width(window) > 0;
}

/* Slides from event 20 of the run on. */
static void
present(void)
{
    run_to_end("wait-timeout");
    focus_timeline();
    timeline_view_set_playhead(timeline(), 20);
    press(GDK_KEY_F5, 0);
    WAIT_UNTIL(is_ready("Slides") && is_ready("Notes"));
    WAIT_UNTIL(gtk_window_is_active(GTK_WINDOW(window_named("Slides"))));
}

static void
end(void)
{
    press(GDK_KEY_Escape, 0);
    WAIT_UNTIL(said("slides ended"));
    WAIT_UNTIL(!window_named("Slides") && !window_named("Notes"));
}

static void
slides_begin_and_end_at_the_moment_of_the_window(void **state)
{
    gsize first, second;

    present();
    first = playhead();
    assert_true(first <= 20);
    press(GDK_KEY_Page_Down, 0);
    WAIT_UNTIL(playhead() > first);
    second = playhead();
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(playhead() > second);
    press(GDK_KEY_Page_Up, 0);
    WAIT_UNTIL(playhead() == second);
    end();
    assert_int_equal(playhead(), second);
}

static void
at_its_end_a_run_is_shown_from_its_beginning(void **state)
{
    run_to_end("chain");
    focus_timeline();
    press(GDK_KEY_End, 0);
    WAIT_UNTIL(playhead() == model_n_events(model()) - 1);
    press(GDK_KEY_F5, 0);
    WAIT_UNTIL(is_ready("Slides") && is_ready("Notes"));
    assert_true(said("slide 0"));
    WAIT_UNTIL(gtk_window_is_active(GTK_WINDOW(window_named("Slides"))));
    end();
}

static void
each_key_does_what_it_is_for(void **state)
{
    present();
    press(GDK_KEY_End, 0);
    WAIT_UNTIL(said("slide 23"));
    press(GDK_KEY_Page_Down, 0);
    press(GDK_KEY_Home, 0);
    WAIT_UNTIL(said("slide 0"));
    press(GDK_KEY_b, 0);
    WAIT_UNTIL(said("slide cover black"));
    press(GDK_KEY_w, 0);
    WAIT_UNTIL(said("slide cover white"));
    press(GDK_KEY_w, 0);
    WAIT_UNTIL(said("slide cover none, spot hidden"));
    press(GDK_KEY_p, 0);
    WAIT_UNTIL(said("slide cover none, spot shown"));
    press(GDK_KEY_minus, 0);
    WAIT_UNTIL(said("slide cover none, spot shown, notes 0.87"));
    end();
}

static void
go_to_step_asks_for_a_number(void **state)
{
    present();
    press(GDK_KEY_g, 0);
    WAIT_UNTIL(is_ready("Go to Step") || find_text("Go to Step"));
    for (int i = 0; i < 3; i++)
        press(GDK_KEY_9, 0);
    press(GDK_KEY_Return, 0); /* there is no such step */
    for (int i = 0; i < 3; i++)
        press(GDK_KEY_BackSpace, 0);
    press(GDK_KEY_1, 0);
    press(GDK_KEY_2, 0);
    press(GDK_KEY_Return, 0);
    WAIT_UNTIL(said("slide 12"));
    assert_false(said("slide 23"));
    end();
}

static gboolean
has_flag(void)
{
    const GArray *shapes = timeline_view_get_scene(timeline())->shapes;

    for (guint i = 0; i < shapes->len; i++)
        if (g_strcmp0(g_array_index(shapes, Shape, i).text, "⚑") == 0)
            return TRUE;
    return FALSE;
}

static void
a_note_is_written_beside_the_page_and_kept(void **state)
{
    GtkWidget *text;

    present();
    gtk_widget_activate(find_button(window_named("Notes"), "Edit"));
    WAIT_UNTIL(find_button(window_named("Notes"), "Done") != NULL);
    text = find_below(window_named("Notes"), GTK_TYPE_TEXT_VIEW, NULL);
    gtk_text_buffer_set_text(gtk_text_view_get_buffer(GTK_TEXT_VIEW(text)), "hi ", -1);
    gtk_widget_activate(find_button(window_named("Notes"), "Done"));
    WAIT_UNTIL(model_notes(model())->len == 1);
    assert_string_equal(g_array_index(model_notes(model()), Note, 0).text, "hi");
    assert_int_equal(g_array_index(model_notes(model()), Note, 0).event, playhead());
    end();
    WAIT_UNTIL(has_flag());
}

static void
a_run_that_is_not_over_has_no_slides(void **state)
{
    start("wait-timeout", FALSE);
    focus_timeline();
    press(GDK_KEY_F5, 0);
    WAIT_UNTIL(find_text("No slides: the run is not over yet") != NULL);
    assert_null(window_named("Slides"));
}

static void
a_note_that_is_being_written_is_kept_when_the_page_turns(void **state)
{
    GtkWidget *text;
    gsize event;

    present();
    event = playhead();
    gtk_widget_activate(find_button(window_named("Notes"), "Edit"));
    WAIT_UNTIL(find_button(window_named("Notes"), "Done") != NULL);
    text = find_below(window_named("Notes"), GTK_TYPE_TEXT_VIEW, NULL);
    gtk_text_buffer_set_text(gtk_text_view_get_buffer(GTK_TEXT_VIEW(text)), "half", -1);
    press(GDK_KEY_Page_Down, 0);
    WAIT_UNTIL(playhead() > event);
    assert_string_equal(model_note(model(), event), "half");
    end();
}

static void
slides_do_not_move_the_playhead_of_another_recording(void **state)
{
    present();
    main_window_show_scenario(world.window, scenario("chain"));
    run_to_end("chain");
    timeline_view_set_playhead(timeline(), 5);
    gtk_window_present(GTK_WINDOW(window_named("Slides")));
    WAIT_UNTIL(gtk_window_is_active(GTK_WINDOW(window_named("Slides"))));
    press(GDK_KEY_Home, 0);
    WAIT_UNTIL(said("slide 0"));
    assert_int_equal(playhead(), 5);
    end();
}

static void
slides_end_with_their_window(void **state)
{
    GtkApplication *application = gtk_window_get_application(GTK_WINDOW(world.window));
    MainWindow *other =
        main_window_new(ADW_APPLICATION(application), main_window_get_settings(world.window));

    run_to_end("chain");
    window_show(other, recording());
    gtk_window_present(GTK_WINDOW(other));
    main_window_present(other);
    WAIT_UNTIL(is_ready("Slides") && is_ready("Notes"));
    gtk_window_destroy(GTK_WINDOW(other));
    assert_null(window_named("Slides"));
    assert_null(window_named("Notes"));
}

/* The path of a new recording; the caller frees. */
static char *
saved_run(const char *name)
{
    g_autofree char *file = g_strconcat(name, ".awt", NULL);
    char *path = g_build_filename(world.folder, file, NULL);

    run_to_end(name);
    assert_true(recording_save(recording(), path, NULL));
    return path;
}

/* chain and wait-timeout as chapters. */
static void
present_two(void)
{
    g_autofree char *first = saved_run("chain"), *second = saved_run("wait-timeout");
    const char *const paths[] = {first, second, NULL};

    main_window_present_files(world.window, paths, 0);
    WAIT_UNTIL(is_ready("Slides") && is_ready("Notes"));
    WAIT_UNTIL(gtk_window_is_active(GTK_WINDOW(window_named("Slides"))));
}

static gboolean
shows(const char *file)
{
    const char *path = recording_get_path(recording());

    return path && g_str_has_suffix(path, file);
}

static void
several_files_are_chapters_of_one_talk(void **state)
{
    present_two();
    assert_true(shows("chain.awt"));
    press(GDK_KEY_g, 0);
    WAIT_UNTIL(is_ready("Go to Step") || find_text("Go to Step"));
    press(GDK_KEY_2, 0);
    press(GDK_KEY_period, 0);
    press(GDK_KEY_3, 0);
    press(GDK_KEY_Return, 0);
    WAIT_UNTIL(shows("wait-timeout.awt"));
    assert_true(said("slide 14")); /* behind the cover, two titles and nine pages of the first */
    WAIT_UNTIL(find_text_in(window_named("Notes"), "step 2.3"));
    end();
    assert_true(shows("wait-timeout.awt"));
}

/* A second time the talk goes on in the chapter where it was left. */
static void
a_talk_goes_on_in_its_chapter(void **state)
{
    present_two();
    press(GDK_KEY_End, 0);
    WAIT_UNTIL(shows("wait-timeout.awt"));
    press(GDK_KEY_Page_Up, 0);
    WAIT_UNTIL(said("slide 33"));
    end();
    press(GDK_KEY_F5, 0);
    WAIT_UNTIL(is_ready("Slides") && is_ready("Notes"));
    assert_non_null(find_text_in(window_named("Notes"), "step 2.22"));
    WAIT_UNTIL(gtk_window_is_active(GTK_WINDOW(window_named("Slides"))));
    press(GDK_KEY_Home, 0);
    WAIT_UNTIL(shows("chain.awt"));
    end();
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(slides_begin_and_end_at_the_moment_of_the_window),
        TEST(at_its_end_a_run_is_shown_from_its_beginning),
        TEST(each_key_does_what_it_is_for),
        TEST(go_to_step_asks_for_a_number),
        TEST(a_note_is_written_beside_the_page_and_kept),
        TEST(a_note_that_is_being_written_is_kept_when_the_page_turns),
        TEST(slides_do_not_move_the_playhead_of_another_recording),
        TEST(a_run_that_is_not_over_has_no_slides),
        TEST(several_files_are_chapters_of_one_talk),
        TEST(a_talk_goes_on_in_its_chapter),
        TEST(slides_end_with_their_window),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
