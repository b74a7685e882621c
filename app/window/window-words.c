/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-words.c - what the window says about a recording: title, status, toasts. */
#include "app/window/window-words.h"

#include "app/run/recording-save.h"
#include "app/say/testlog.h"
#include "app/window/actions.h"
#include "app/window/controls.h"
#include "app/window/keys.h"

enum { TOAST_S = 5 };

static void
on_toast_dismissed(MainWindow *self)
{
    g_clear_handle_id(&self->toast_timer, g_source_remove);
    g_clear_object(&self->toast);
}

static gboolean
on_toast_over(void *data)
{
    MainWindow *self = data;
    g_autoptr(AdwToast) toast = g_object_ref(self->toast);

    self->toast_timer = 0;
    adw_toast_dismiss(toast);
    return G_SOURCE_REMOVE;
}

/* There is one toast at a time: a new text replaces the old one. */
static void
show_toast(MainWindow *self, const char *markup)
{
    if (!self->toast) {
        self->toast = adw_toast_new(markup);
        adw_toast_set_timeout(self->toast, 0);
        g_signal_connect_object(self->toast, "dismissed", G_CALLBACK(on_toast_dismissed), self,
                                G_CONNECT_SWAPPED);
        adw_toast_overlay_add_toast(ADW_TOAST_OVERLAY(self->toasts), g_object_ref(self->toast));
    }
    adw_toast_set_title(self->toast, markup);
    g_clear_handle_id(&self->toast_timer, g_source_remove);
    self->toast_timer = g_timeout_add_seconds(TOAST_S, on_toast_over, self);
}

void
main_window_toast(MainWindow *self, const char *format, ...)
{
    g_autofree char *text = NULL, *markup = NULL;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    test_log("toast %s", text);
    markup = g_markup_escape_text(text, -1);
    show_toast(self, markup);
}

gboolean
window_tell_losses(MainWindow *self, Recording *recording)
{
    g_autofree char *words = losses_words(model_losses(recording_get_model(recording)));

    if (words)
        main_window_toast(self, "%s: %s", window_title(recording), words);
    return words != NULL;
}

const char *
window_title(Recording *recording)
{
    const ScenarioRow *row = recording_get_row(recording);
    const char *title = model_meta(recording_get_model(recording), "title");

    if (row)
        return row->scenario->title;
    if (title && *title)
        return title;
    return recording_get_name(recording) ? recording_get_name(recording) : "Awaitscope";
}

char *
window_file(Recording *recording)
{
    const ScenarioRow *row = recording_get_row(recording);
    const char *path = recording_get_path(recording);

    if (path)
        return g_path_get_basename(path);
    if (recording_get_name(recording))
        return g_strdup_printf("attached to %s", recording_get_name(recording));
    return g_strdup(row ? row->file : "choose a scenario, or open a recording");
}

/* "wait-timeout.c · 10 turns, 61 events · exact (virtual clock)" */
static char *
subtitle_of(Recording *recording)
{
    const Model *model = recording_get_model(recording);
    g_autofree char *file = window_file(recording);
    gsize n = model_n_events(model);
    guint turns = n ? model_turn(model, n - 1) : 0;
    gboolean exact = !g_strcmp0(model_meta(model, "clock"), "virtual");

    if (!n)
        return g_steal_pointer(&file);
    return g_strdup_printf("%s · %u turn%s, %zu event%s · %s", file, turns, turns == 1 ? "" : "s",
                           n, n == 1 ? "" : "s", exact ? "exact (virtual clock)" : "real clock");
}

static void
update_title(MainWindow *self)
{
    g_autofree char *subtitle = subtitle_of(self->shown);

    adw_window_title_set_title(ADW_WINDOW_TITLE(self->title), window_title(self->shown));
    adw_window_title_set_subtitle(ADW_WINDOW_TITLE(self->title), subtitle);
    gtk_window_set_title(GTK_WINDOW(self), window_title(self->shown));
}

/* The Run button is a Stop button while there is something to stop. */
static void
update_run_button(MainWindow *self, gboolean live)
{
    const char *name = live ? recording_stop_word(self->shown) : "Run";
    g_autofree char *label = g_strdup_printf("%s %s", live ? "■" : "▶", name);
    g_autofree char *tip = live ? keys_tip(name, "stop") : keys_tip("Run the scenario", "run");

    gtk_button_set_label(GTK_BUTTON(self->run), label);
    gtk_actionable_set_action_name(GTK_ACTIONABLE(self->run), live ? "win.stop" : "win.run");
    gtk_widget_set_tooltip_text(self->run, tip);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->run), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                   -1);
}

static void
update_actions(MainWindow *self)
{
    gboolean live = recording_is_live(self->shown);
    gboolean some = model_n_events(recording_get_model(self->shown)) > 0;
    static const char *const need_events[] = {"export", "copy", "first",    "back", "forward",
                                              "last",   "next", "previous", "play", "play-back"};

    update_run_button(self, live);
    actions_enable(self, "run", !live && sidebar_get_row(AWAITSCOPE_SIDEBAR(self->sidebar)));
    actions_enable(self, "stop", live);
    actions_enable(self, "slides", some && !live);
    actions_enable(self, "save", recording_can_save(self->shown));
    for (guint i = 0; i < G_N_ELEMENTS(need_events); i++)
        actions_enable(self, need_events[i], some);
    gtk_widget_set_sensitive(self->export, some);
}

/* While there are no events yet, show what the recording is about and how to run it. */
static void
update_stage(MainWindow *self)
{
    const ScenarioRow *row = recording_get_row(self->shown);
    gboolean empty =
        !recording_is_live(self->shown) && !model_n_events(recording_get_model(self->shown));
    g_autofree char *about = row ? g_strdup_printf("%s\nPress Run to see it.", row->scenario->about)
                                 : g_strdup("There are no events in this recording.");

    gtk_label_set_text(GTK_LABEL(self->invitation_title), window_title(self->shown));
    gtk_label_set_text(GTK_LABEL(self->invitation), about);
    gtk_stack_set_visible_child_name(GTK_STACK(self->stage), empty ? "invitation" : "timeline");
}

void
window_update(MainWindow *self)
{
    update_stage(self);
    update_title(self);
    update_actions(self);
    controls_update(AWAITSCOPE_CONTROLS(self->controls), self->shown);
}
