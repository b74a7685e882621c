/* SPDX-License-Identifier: GPL-3.0-or-later */
/* driver.h - drives the real window by pointer and keys, and reads in the window's log what it did.
 * To be included where other tests include cmocka.h. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/window/application.h"
#include "tests/display/input.h"

/* One window for all tests of a program. Each test begins by choosing what the window shows. */
typedef struct {
    MainWindow *window;
    Input *input;
    char *folder, *log; /* for files of the tests; the window's log */
    gsize mark;         /* length of the log when the test began */
    gboolean late;      /* the test has taken too long */
    guint deadline;
} World;

extern World world;

/* Runs the main loop while `condition` is false, and fails if it stays false. */
#define WAIT_UNTIL(condition)                                                                      \
    do {                                                                                           \
        while (!(condition) && !world.late)                                                        \
            g_main_context_iteration(NULL, TRUE);                                                  \
        assert_true(condition);                                                                    \
    } while (0)

/* A test with a deadline. If it is missed, the log is printed. */
#define TEST(name) cmocka_unit_test_setup_teardown(name, drive_begin, drive_finish)

/** Opens the window, calls fn() and returns what it returns. Scenarios run in processes that start
 * this program again, so with arguments it acts as awaitscope itself. */
int drive(int argc, char **argv, int (*fn)(void));

/** For TEST(). */
int drive_begin(void **state);

/** For TEST(). */
int drive_finish(void **state);

/** Whether a line that begins with `beginning` was logged since the test began. */
gboolean said(const char *beginning);

/** The timeline of the window. */
TimelineView *timeline(void);

/** What the window shows. */
Recording *recording(void);

/** The model of what the window shows. */
const Model *model(void);

/** The event under the playhead. */
gsize playhead(void);

/** The scenario of this name; fails if there is none. */
const ScenarioRow *scenario(const char *name);

/** Flips the exact switch. */
void set_exact(gboolean exact);

/** Runs a scenario with its own parameters. */
void start(const char *name, gboolean exact);

/** Runs a scenario on the virtual clock, to its end, without waiting for the seconds in it. */
void run_to_end(const char *name);

/** Moves the pointer to a place in a widget, px. */
void point_in(void *widget, double x, double y);

/** Clicks at a place in a widget with the left button. */
void click_in(void *widget, double x, double y);

/** Drags from one place in a widget to another. */
void drag_in(void *widget, double from_x, double from_y, double to_x, double to_y);

/** Moves the pointer to a place in the timeline, px. */
void point_at(double x, double y);

/** Clicks at a place in the timeline with the left button. */
void click(double x, double y);

/** Drags from one place in the timeline to another. */
void drag(double from_x, double from_y, double to_x, double to_y);

/** The widget in view that shows this text, in the window or in a menu that is open; NULL if there
 * is none. */
GtkWidget *find_text(const char *text);

/** The same in another window, or in a part of one. */
GtkWidget *find_text_in(GtkWidget *root, const char *text);

/** Clicks on the widget that shows this text, once there is one. */
void click_text(const char *text);

/** The same in another window, or in a part of one. */
void click_text_in(GtkWidget *root, const char *text);

/** Clicks in the middle of a widget of any window. */
void click_on(GtkWidget *widget);

/** Chooses an item of the menu that opens from the button with this text. */
void choose(const char *button, const char *item);

/** Presses and releases a key. */
void press(guint key, guint modifier);

/** Gives the timeline the focus, and waits until the window is active. */
void focus_timeline(void);

/** The x of an event in the timeline, px. */
double event_x(gsize event);

/** The topmost shape that hits `kind`, of `track` or of `group`; NULL if there is none. */
const Shape *find_shape(HitKind kind, guint32 track, TraceTrack group);

/** A task, by the order in which they were made. */
const Track *task(guint i);

/** A y inside the ruler, px. */
double ruler_y(void);
