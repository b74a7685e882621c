/* SPDX-License-Identifier: GPL-3.0-or-later */
/* controls.c - the bar below the timeline. */
#include "app/window/controls.h"

#include "app/window/buttons.h"

#include "ui/model/text.h"

struct _Controls {
    GtkWidget parent_instance;
    TimelineView *timeline;
    GtkWidget *box, *status, *time, *event, *zoom;
};

G_DEFINE_FINAL_TYPE(Controls, controls, GTK_TYPE_WIDGET)

static const char *const tones[] = {
    [TONE_QUIET] = "quiet", [TONE_LIVE] = "live", [TONE_GOOD] = "good", [TONE_BAD] = "bad"};

static void
update_status(Controls *self, Recording *recording)
{
    Tone tone;
    const char *status = recording_get_status(recording, &tone);
    g_autofree char *text = *status ? g_strdup_printf("● %s", status) : g_strdup("");

    gtk_label_set_text(GTK_LABEL(self->status), text);
    gtk_widget_set_tooltip_text(self->status, *status ? status : NULL);
    gtk_widget_set_css_classes(self->status, (const char *[]){"status", tones[tone], NULL});
}

/* "1.000": the time without its unit, which the time after the slash has. */
static char *
bare_time(gint64 ns, gint64 span_ns)
{
    char *text = text_time(ns, span_ns);
    char *unit = strrchr(text, ' ');

    if (unit)
        *unit = 0;
    return text;
}

/* "event 7 of 61", numbered as in the run: the recording may hold only its last part. */
static char *
number_of(const Model *model, gsize event, gsize n)
{
    return g_strdup_printf("event %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT,
                           (guint64) model_event(model, event)->number,
                           (guint64) model_event(model, n - 1)->number);
}

static void
update_place(Controls *self, const Model *model)
{
    gsize n = model_n_events(model), event = timeline_view_get_playhead(self->timeline);
    gint64 duration_ns = model_duration_ns(model), span_ns = model_span_ns(model);
    gint64 now_ns = event < n ? model_event(model, event)->time_ns : 0;
    g_autofree char *now = bare_time(now_ns, span_ns);
    g_autofree char *end = text_time(duration_ns, span_ns);
    g_autofree char *time = n ? g_strdup_printf("%s / %s", now, end) : g_strdup("");
    g_autofree char *number = event < n ? number_of(model, event, n) : g_strdup("");

    gtk_label_set_text(GTK_LABEL(self->time), time);
    gtk_label_set_text(GTK_LABEL(self->event), number);
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
}

/* ---- the widget ---- */

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
    gtk_accessible_update_property(GTK_ACCESSIBLE(toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   "Exact: run on the virtual clock", -1);
    gtk_widget_set_valign(toggle, GTK_ALIGN_CENTER);
    gtk_widget_set_tooltip_text(group, tip);
    gtk_box_append(GTK_BOX(group), label);
    gtk_box_append(GTK_BOX(group), toggle);
    return group;
}

static GtkWidget *
new_steps(void)
{
    GtkWidget *group = new_group(NULL, 6);

    add_button(group, "|◀", "first", "First event");
    add_button(group, "◀ step", "back", "Previous event");
    add_button(group, "step ▶", "forward", "Next event");
    add_button(group, "▶|", "last", "Last event");
    return group;
}

static GtkWidget *
new_axis_switch(void)
{
    static const struct {
        const char *label, *action, *tip;
    } sides[] = {
        {"Time", "axis::time", "Time axis: to scale"},
        {"Elastic", "axis::elastic",
         "Elastic axis: bursts are widened, idle stretches are squeezed"},
    };
    GtkWidget *group = new_group("linked", 0);

    for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
        GtkWidget *side = gtk_toggle_button_new_with_label(sides[i].label);
        button_set_action(side, sides[i].action, sides[i].tip);
        gtk_box_append(GTK_BOX(group), side);
    }
    return group;
}

/* A label of fixed width, so that the bar does not move while a run grows. */
static GtkWidget *
new_place_label(const char *class)
{
    GtkWidget *label = gtk_label_new("");

    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_widget_set_size_request(label, 136, -1);
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
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->zoom), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   "Zoom", -1);
    g_signal_connect(self->zoom, "value-changed", G_CALLBACK(on_zoom_moved), self);
    gtk_box_append(GTK_BOX(group), self->zoom);
    gtk_widget_add_css_class(add_button(group, "+", "zoom-in", "Zoom in"), "flat");
    add_button(group, "Fit", "fit", "Show the whole run");
    return group;
}

static GtkWidget *
new_status(Controls *self)
{
    self->status = gtk_label_new("");
    gtk_label_set_xalign(GTK_LABEL(self->status), 0);
    gtk_label_set_ellipsize(GTK_LABEL(self->status), PANGO_ELLIPSIZE_END);
    gtk_widget_set_size_request(self->status, 160, -1);
    gtk_label_set_width_chars(GTK_LABEL(self->status), 10);
    return self->status;
}

static void
controls_dispose(GObject *object)
{
    g_clear_pointer(&AWAITSCOPE_CONTROLS(object)->box, gtk_widget_unparent);
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
    self->box = new_group(NULL, 12);
    gtk_box_append(GTK_BOX(self->box), new_status(self));
    gtk_box_append(GTK_BOX(self->box), new_exact_switch());
    gtk_box_append(GTK_BOX(self->box), new_steps());
    gtk_box_append(GTK_BOX(self->box), new_place(self));
    gtk_box_append(GTK_BOX(self->box), new_axis_switch());
    gtk_box_append(GTK_BOX(self->box), new_zoom(self));
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
}

GtkWidget *
controls_new(TimelineView *timeline)
{
    Controls *self = g_object_new(CONTROLS_TYPE, NULL);

    self->timeline = timeline;
    g_signal_connect_object(timeline, "view-changed", G_CALLBACK(update_zoom), self,
                            G_CONNECT_SWAPPED);
    return GTK_WIDGET(self);
}
