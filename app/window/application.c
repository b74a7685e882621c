/* SPDX-License-Identifier: GPL-3.0-or-later */
/* application.c - starts and ends what the window needs: style, settings, and the aw loop inside
 * GTK's main loop. */
#include "app/window/application.h"

#include "sched/aw-glib.h"

#include "app/resources.h"
#include "app/run/param-text.h"
#include "app/run/source.h"
#include "app/say/message.h"
#include "app/say/testlog.h"
#include "app/window/keys.h"

typedef struct {
    const char *argument;      /* file or scenario; NULL: neither */
    const LiveRun *run;        /* a run to show; NULL: none */
    const char *const *slides; /* files to show as slides; NULL: none */
    gint64 at_ns;              /* from this time of the first on */
    WindowReadyFn ready;
    void *data;
    Settings *settings;
    AwLoop *loop;
    GSource *source;
} Program;

/* Show the scenario that was shown last time, or else the first one. */
static void
show_last_scenario(Program *program, MainWindow *window)
{
    g_autofree char *name = settings_get_text(program->settings, "run", "scenario", NULL);
    const ScenarioRow *row = name ? scenario_find(name) : NULL;

    if (row || scenario_n_rows)
        main_window_show_scenario(window, row ? row : &scenario_rows[0]);
}

static void
show_argument(Program *program, MainWindow *window)
{
    const ScenarioRow *row = program->argument ? scenario_find(program->argument) : NULL;

    if (row) {
        main_window_show_scenario(window, row);
        main_window_run(window);
    } else {
        show_last_scenario(program, window);
        if (program->argument)
            main_window_open_file(window, program->argument);
    }
}

static void
on_startup(GtkApplication *application, Program *program)
{
    program->settings = settings_new(NULL);
    program->loop = aw_loop_new();
    program->source = aw_glib_attach(program->loop, NULL, GDK_PRIORITY_REDRAW);
    keys_add_accels(application);
}

static void
on_activate(GtkApplication *application, Program *program)
{
    MainWindow *window = main_window_new(ADW_APPLICATION(application), program->settings);

    gtk_window_present(GTK_WINDOW(window));
    gtk_widget_grab_focus(GTK_WIDGET(main_window_get_timeline(window)));
    test_log("ready");
    if (program->run)
        main_window_follow(window, program->run);
    else if (program->slides)
        main_window_present_files(window, program->slides, program->at_ns);
    else
        show_argument(program, window);
    if (program->ready)
        program->ready(window, program->data);
}

/* Waits for the end of processes, which were told to end when their recordings were freed. */
static void
on_shutdown(GtkApplication *application, Program *program)
{
    while (source_n_busy())
        g_main_context_iteration(NULL, TRUE);
    aw_glib_detach(program->source);
    AW_IGNORE(aw_loop_close(program->loop));
    settings_save(program->settings);
    settings_free(program->settings);
}

static int
run_program(Program *program)
{
    g_autoptr(AdwApplication) application = NULL;

    if (!gtk_init_check())
        return say_error(
            "no display to open a window on; `awaitscope print FILE`, `awaitscope info "
            "FILE` and `awaitscope run SCENARIO` need none");
    app_register_resource();
    application = adw_application_new("org.awaitscope.Awaitscope", G_APPLICATION_NON_UNIQUE);
    g_signal_connect(application, "startup", G_CALLBACK(on_startup), program);
    g_signal_connect(application, "activate", G_CALLBACK(on_activate), program);
    g_signal_connect(application, "shutdown", G_CALLBACK(on_shutdown), program);
    return g_application_run(G_APPLICATION(application), 0, NULL);
}

int
window_main_with(const char *file_or_scenario, WindowReadyFn ready, void *data)
{
    return run_program(&(Program){.argument = file_or_scenario, .ready = ready, .data = data});
}

int
window_main_present(const char *const *files, gint64 at_ns)
{
    return run_program(&(Program){.slides = files, .at_ns = at_ns});
}

int
window_main_live(const LiveRun *run)
{
    return run_program(&(Program){.run = run});
}

int
window_main(const char *file_or_scenario)
{
    return window_main_with(file_or_scenario, NULL, NULL);
}
