/* SPDX-License-Identifier: GPL-3.0-or-later */
/* controls.c - the bar below the timeline. */
#include "app/window/controls.h"

#include "app/window/bar.h"
#include "app/window/buttons.h"
#include "app/window/menus.h"
#include "ui/model/text.h"

/* How wide labels are, in characters. */
enum { STATUS_CHARS = 17, PLAY_CHARS = 8, MODE_CHARS = 11, SPEED_CHARS = 5, PLACE_CHARS = 22 };

struct _Controls {
    GtkWidget parent_instance;
    TimelineView *timeline;
    Playback *playback;
    GtkWidget *bar, *status, *play, *mode, *speed, *time, *event, *zoom;
};

G_DEFINE_FINAL_TYPE(Controls, controls, GTK_TYPE_WIDGET)

static void
name_control(GtkWidget *widget, const char *name)
{
    gtk_accessible_update_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static const char *const tones[] = {
    [TONE_QUIET] = "quiet", [TONE_LIVE] = "live", [TONE_GOOD] = "quiet", [TONE_BAD] = "bad"};

/* Of a run that ended well the title says all there is to say; of an exact one this says what that
 * means. */
static char *
status_text(Recording *recording, const char *status, Tone tone)
{
    gboolean exact = !g_strcmp0(model_meta(recording_get_model(recording), "clock"), "virtual");

    if (tone == TONE_GOOD)
        return g_strdup(exact ? "same each time" : "");
    return *status ? g_strdup_printf("● %s", status) : g_strdup("");
}

static void
update_status(Controls *self, Recording *recording)
{
    Tone tone;
    const char *status = recording_get_status(recording, &tone);
    g_autofree char *text = status_text(recording, status, tone);

    gtk_label_set_text(GTK_LABEL(self->status), text);
    gtk_widget_set_tooltip_text(self->status, *text ? status : NULL);
    gtk_widget_set_css_classes(self->status, (const char *[]){"status", tones[tone], NULL});
}

/* "event 7 of 61", numbered as in the run: the recording may hold only its last part. */
static char *
number_of(const Model *model, gsize event, gsize n)
{
    return g_strdup_printf("event %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT,
                           (guint64) model_event(model, event)->number,
                           (guint64) model_event(model, n - 1)->number);
}

/* "0.5 / 2 s": the unit is said once if both have the same. */
static char *
time_text(gint64 now_ns, gint64 end_ns)
{
    static const char before_unit[] = "\u00a0";
    g_autofree char *now = text_duration(now_ns), *end = text_duration(end_ns);
    char *unit = g_strrstr(now, before_unit), *same = g_strrstr(end, before_unit);

    if (unit && same && g_str_equal(unit, same))
        *unit = '\0';
    return g_strdup_printf("%s / %s", now, end);
}

static void
update_place(Controls *self, const Model *model)
{
    gsize n = model_n_events(model), event = timeline_view_get_playhead(self->timeline);
    gint64 now_ns = event < n ? model_event(model, event)->time_ns : 0;
    g_autofree char *time = n ? time_text(now_ns, model_duration_ns(model)) : g_strdup("");
    g_autofree char *number = event < n ? number_of(model, event, n) : g_strdup("");

    gtk_label_set_text(GTK_LABEL(self->time), time);
    gtk_label_set_text(GTK_LABEL(self->event), number);
}

static void
update_playback(Controls *self)
{
    gboolean plays = playback_is_playing(self->playback);
    const StepInfo *info = &step_infos[playback_get_mode(self->playback)];
    g_autofree char *speed = g_strdup_printf("%g×", playback_get_speed(self->playback));
    const char *word = plays ? "Pause" : "Play";
    g_autofree char *label = g_strdup_printf("%s %s", plays ? "❙❙" : "▶", word);

    gtk_label_set_text(GTK_LABEL(gtk_button_get_child(GTK_BUTTON(self->play))), label);
    name_control(self->play, word);
    gtk_label_set_text(GTK_LABEL(gtk_menu_button_get_child(GTK_MENU_BUTTON(self->mode))),
                       info->label);
    gtk_label_set_text(GTK_LABEL(gtk_menu_button_get_child(GTK_MENU_BUTTON(self->speed))), speed);
}

static void
on_zoom_moved(GtkRange *range, Controls *self)
{
    timeline_view_set_zoom(self->timeline, gtk_range_get_value(range));
}

static void
update_zoom(Controls *self)
{
    g_signal_handlers_block_by_func(self->zoom, on_zoom_moved, self);
    gtk_range_set_value(GTK_RANGE(self->zoom), timeline_view_get_zoom(self->timeline));
    g_signal_handlers_unblock_by_func(self->zoom, on_zoom_moved, self);
}

void
controls_update(Controls *self, Recording *recording)
{
    update_status(self, recording);
    update_place(self, recording_get_model(recording));
    update_playback(self);
}

/* ---- its parts ---- */

static GtkWidget *
new_group(const char *class, int spacing)
{
    GtkWidget *group = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);

    if (class)
        gtk_widget_add_css_class(group, class);
    gtk_widget_set_valign(group, GTK_ALIGN_CENTER);
    return group;
}

static GtkWidget *
add_button(GtkWidget *group, const char *label, const char *action, const char *about)
{
    GtkWidget *button = button_new(label, action, about);

    gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(group), button);
    return button;
}

static GtkWidget *
new_exact_switch(void)
{
    GtkWidget *group = new_group(NULL, 6), *toggle = gtk_switch_new();
    GtkWidget *label = gtk_label_new("Exact");
    const char *tip = "Run on the virtual clock: the same events in the same order, every time";

    gtk_actionable_set_action_name(GTK_ACTIONABLE(toggle), "win.exact");
    name_control(toggle, "Exact: run on the virtual clock");
    gtk_widget_set_valign(toggle, GTK_ALIGN_CENTER);
    gtk_widget_set_tooltip_text(group, tip);
    gtk_box_append(GTK_BOX(group), label);
    gtk_box_append(GTK_BOX(group), toggle);
    return group;
}

/* A label that is `chars` wide whatever it says, so that nothing beside it moves. */
static GtkWidget *
new_fixed_label(int chars, float align)
{
    GtkWidget *label = gtk_label_new("");

    gtk_label_set_xalign(GTK_LABEL(label), align);
    gtk_label_set_width_chars(GTK_LABEL(label), chars);
    gtk_label_set_max_width_chars(GTK_LABEL(label), chars);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    return label;
}

static GtkWidget *
new_menu_button(GMenuModel *menu, int chars, const char *name)
{
    GtkWidget *button = gtk_menu_button_new();

    gtk_menu_button_set_child(GTK_MENU_BUTTON(button), new_fixed_label(chars, 0.5f));
    gtk_menu_button_set_always_show_arrow(GTK_MENU_BUTTON(button), TRUE);
    gtk_menu_button_set_direction(GTK_MENU_BUTTON(button), GTK_ARROW_UP);
    gtk_menu_button_set_menu_model(GTK_MENU_BUTTON(button), menu);
    gtk_widget_set_tooltip_text(button, name);
    gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
    name_control(button, name);
    g_object_unref(menu);
    return button;
}

static GtkWidget *
new_play(Controls *self)
{
    self->play = gtk_button_new();
    gtk_button_set_child(GTK_BUTTON(self->play), new_fixed_label(PLAY_CHARS, 0.5f));
    button_set_action(self->play, "play", "Play or pause");
    gtk_widget_set_valign(self->play, GTK_ALIGN_CENTER);
    return self->play;
}

static GtkWidget *
new_steps(Controls *self)
{
    GtkWidget *group = new_group(NULL, 6);

    self->mode = new_menu_button(menus_steps(), MODE_CHARS, "How to step");
    self->speed = new_menu_button(menus_speeds(), SPEED_CHARS, "How fast to play");
    add_button(group, "|◀", "first", "First event");
    add_button(group, "◀ step", "back", "Step back");
    gtk_box_append(GTK_BOX(group), new_play(self));
    add_button(group, "step ▶", "forward", "Step on");
    add_button(group, "▶|", "last", "Last event");
    gtk_box_append(GTK_BOX(group), self->mode);
    gtk_box_append(GTK_BOX(group), self->speed);
    return group;
}

static GtkWidget *
new_axis_switch(void)
{
    GtkWidget *group = new_group("linked", 0);

    for (AxisKind axis = 0; axis < N_AXES; axis++) {
        GtkWidget *side = gtk_toggle_button_new_with_label(axes[axis].title);
        g_autofree char *action = g_strdup_printf("axis::%s", axes[axis].name);
        button_set_action(side, action, axes[axis].about);
        gtk_box_append(GTK_BOX(group), side);
    }
    return group;
}

static GtkWidget *
new_place_label(const char *class)
{
    GtkWidget *label = new_fixed_label(PLACE_CHARS, 0);

    gtk_widget_add_css_class(label, class);
    return label;
}

static GtkWidget *
new_place(Controls *self)
{
    GtkWidget *group = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    self->time = new_place_label("place-time");
    self->event = new_place_label("place-event");
    gtk_widget_set_valign(group, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(group), self->time);
    gtk_box_append(GTK_BOX(group), self->event);
    return group;
}

static GtkWidget *
new_zoom(Controls *self)
{
    GtkWidget *group = new_group(NULL, 2);

    gtk_widget_add_css_class(add_button(group, "−", "zoom-out", "Zoom out"), "flat");
    self->zoom = gtk_scale_new_with_range(GTK_ORIENTATION_HORIZONTAL, 0, 1, 0.05);
    gtk_scale_set_draw_value(GTK_SCALE(self->zoom), FALSE);
    gtk_widget_set_size_request(self->zoom, 76, -1);
    name_control(self->zoom, "Zoom");
    g_signal_connect(self->zoom, "value-changed", G_CALLBACK(on_zoom_moved), self);
    gtk_box_append(GTK_BOX(group), self->zoom);
    gtk_widget_add_css_class(add_button(group, "+", "zoom-in", "Zoom in"), "flat");
    add_button(group, "Fit", "fit", "Show the whole run");
    return group;
}

static GtkWidget *
new_status(Controls *self)
{
    self->status = new_fixed_label(STATUS_CHARS, 0);
    return self->status;
}

/* ---- the widget ---- */

static void
controls_dispose(GObject *object)
{
    g_clear_pointer(&AWAITSCOPE_CONTROLS(object)->bar, gtk_widget_unparent);
    G_OBJECT_CLASS(controls_parent_class)->dispose(object);
}

static void
controls_class_init(ControlsClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = controls_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "controls");
}

static void
controls_init(Controls *self)
{
    self->bar = bar_new();
    bar_append(AWAITSCOPE_BAR(self->bar), new_exact_switch(), 0);
    bar_append(AWAITSCOPE_BAR(self->bar), new_status(self), 2);
    bar_append(AWAITSCOPE_BAR(self->bar), new_steps(self), 0);
    bar_append(AWAITSCOPE_BAR(self->bar), new_place(self), 0);
    bar_append(AWAITSCOPE_BAR(self->bar), new_axis_switch(), 0);
    bar_append(AWAITSCOPE_BAR(self->bar), new_zoom(self), 1);
    gtk_widget_set_parent(self->bar, GTK_WIDGET(self));
}

GtkWidget *
controls_new(TimelineView *timeline, Playback *playback)
{
    Controls *self = g_object_new(CONTROLS_TYPE, NULL);

    self->timeline = timeline;
    self->playback = playback;
    g_signal_connect_object(playback, "changed", G_CALLBACK(update_playback), self,
                            G_CONNECT_SWAPPED);
    g_signal_connect_object(timeline, "view-changed", G_CALLBACK(update_zoom), self,
                            G_CONNECT_SWAPPED);
    return GTK_WIDGET(self);
}
