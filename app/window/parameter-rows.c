/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parameter-rows.c - a row with a spin button for each parameter; times are in seconds. */
#include "app/window/parameter-rows.h"

#include <math.h>

#include "app/run/param-text.h"

struct _Parameters {
    GtkWidget parent_instance;
    Settings *settings;
    const ScenarioRow *row; /* NULL: none */
    GtkWidget *box, *grid, *reset;
    GtkWidget *spins[AW_MAX_PARAMS];
};

G_DEFINE_FINAL_TYPE(Parameters, parameters, GTK_TYPE_WIDGET)

static const AwParam *
param_at(const Parameters *self, guint i)
{
    const AwParam *param = self->row ? &self->row->scenario->params[i] : NULL;

    return param && i < AW_MAX_PARAMS && param->name ? param : NULL;
}

static gboolean
is_time(const AwParam *param)
{
    return param->type == AW_PARAM_TIME;
}

static double
unit_of(const AwParam *param)
{
    return is_time(param) ? 1e9 : 1;
}

static char *
group_of(const ScenarioRow *row)
{
    return g_strdup_printf("scenario %s", row->name);
}

static gint64
value_of(const Parameters *self, guint i)
{
    double shown = gtk_spin_button_get_value(GTK_SPIN_BUTTON(self->spins[i]));

    return (gint64) llround(shown * unit_of(param_at(self, i)));
}

char **
parameters_get_settings(Parameters *self)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

    for (guint i = 0; param_at(self, i); i++) {
        g_autofree char *setting = param_setting(param_at(self, i), value_of(self, i));
        g_strv_builder_add(builder, setting);
    }
    return g_strv_builder_end(builder);
}

/* ---- changes ---- */

static void
update_reset(Parameters *self)
{
    gboolean changed = FALSE;

    for (guint i = 0; param_at(self, i) && self->spins[i]; i++)
        changed |= value_of(self, i) != *param_at(self, i)->at;
    gtk_widget_set_visible(self->reset, changed);
}

static void
on_changed(GtkSpinButton *spin, Parameters *self)
{
    g_autofree char *group = group_of(self->row);

    for (guint i = 0; param_at(self, i); i++) {
        const AwParam *param = param_at(self, i);
        if (self->spins[i] != GTK_WIDGET(spin))
            continue;
        if (value_of(self, i) == *param->at)
            settings_unset(self->settings, group, param->name);
        else
            settings_set_number(self->settings, group, param->name, value_of(self, i));
    }
    update_reset(self);
}

static gboolean
show_seconds(GtkSpinButton *spin, void *data)
{
    g_autofree char *text = g_strdup_printf("%.*f s", (int) gtk_spin_button_get_digits(spin),
                                            gtk_spin_button_get_value(spin));

    gtk_editable_set_text(GTK_EDITABLE(spin), text);
    return TRUE;
}

static int
read_seconds(GtkSpinButton *spin, double *ret_value, void *data)
{
    const char *text = gtk_editable_get_text(GTK_EDITABLE(spin));
    char *end;

    *ret_value = g_strtod(text, &end);
    g_strchug(end);
    return end != text && (!*end || g_str_equal(end, "s")) ? TRUE : GTK_INPUT_ERROR;
}

gboolean
parameters_set(Parameters *self, const char *name, gint64 value)
{
    for (guint i = 0; param_at(self, i); i++) {
        const AwParam *param = param_at(self, i);
        if (!g_str_equal(param->name, name))
            continue;
        gtk_spin_button_set_value(GTK_SPIN_BUTTON(self->spins[i]), (double) value / unit_of(param));
        return TRUE;
    }
    return FALSE;
}

void
parameters_reset(Parameters *self)
{
    for (guint i = 0; param_at(self, i); i++)
        parameters_set(self, param_at(self, i)->name, *param_at(self, i)->at);
}

/* ---- rows ---- */

/* The step of a spin button: fine enough for the lower end of the range, coarse enough to cross
 * it. */
static double
step_of(const AwParam *param)
{
    if (!is_time(param))
        return 1;
    return param->max <= AW_SECOND ? 0.01 : 0.1;
}

/* The name with spaces in place of the underscores that it has in C. */
static char *
name_of(const AwParam *param)
{
    return g_strdelimit(g_strdup(param->name), "_", ' ');
}

static GtkWidget *
new_spin(Parameters *self, const AwParam *param)
{
    double unit = unit_of(param), step = step_of(param);
    g_autofree char *name = name_of(param);
    GtkWidget *spin = gtk_spin_button_new_with_range((double) param->min / unit,
                                                     (double) param->max / unit, step);

    gtk_spin_button_set_digits(GTK_SPIN_BUTTON(spin), step == 1 ? 0 : step < 0.1 ? 2 : 1);
    if (is_time(param)) {
        gtk_spin_button_set_numeric(GTK_SPIN_BUTTON(spin),
                                    FALSE); /* the number is followed by "s" */
        g_signal_connect(spin, "output", G_CALLBACK(show_seconds), NULL);
        g_signal_connect(spin, "input", G_CALLBACK(read_seconds), NULL);
    }
    gtk_editable_set_width_chars(GTK_EDITABLE(spin), 5);
    gtk_editable_set_max_width_chars(GTK_EDITABLE(spin), 6);
    gtk_widget_set_tooltip_text(spin, param->help);
    gtk_accessible_update_property(GTK_ACCESSIBLE(spin), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    return spin;
}

static void
add_row(Parameters *self, guint i)
{
    const AwParam *param = param_at(self, i);
    g_autofree char *group = group_of(self->row);
    g_autofree char *name = name_of(param);
    GtkWidget *label = gtk_label_new(name);
    gint64 value = settings_get_number(self->settings, group, param->name, *param->at);

    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_set_tooltip_text(label, param->help);
    self->spins[i] = new_spin(self, param);
    gtk_spin_button_set_value(GTK_SPIN_BUTTON(self->spins[i]), (double) value / unit_of(param));
    g_signal_connect(self->spins[i], "value-changed", G_CALLBACK(on_changed), self);
    gtk_grid_attach(GTK_GRID(self->grid), label, 0, (int) i, 1, 1);
    gtk_grid_attach(GTK_GRID(self->grid), self->spins[i], 1, (int) i, 1, 1);
}

void
parameters_set_row(Parameters *self, const ScenarioRow *row)
{
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(self->grid)))
        gtk_grid_remove(GTK_GRID(self->grid), child);
    memset(self->spins, 0, sizeof self->spins);
    self->row = row;
    for (guint i = 0; param_at(self, i); i++)
        add_row(self, i);
    update_reset(self);
    gtk_widget_set_visible(GTK_WIDGET(self), param_at(self, 0) != NULL);
}

/* ---- the widget ---- */

static GtkWidget *
make_header(Parameters *self)
{
    GtkWidget *header = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
    GtkWidget *title = gtk_label_new("Parameters");

    gtk_label_set_xalign(GTK_LABEL(title), 0);
    gtk_widget_set_hexpand(title, TRUE);
    gtk_widget_add_css_class(title, "group-title");
    self->reset = gtk_button_new_with_label("Reset");
    gtk_widget_add_css_class(self->reset, "flat");
    gtk_widget_add_css_class(self->reset, "small");
    gtk_widget_set_tooltip_text(self->reset, "Back to what the scenario's author chose");
    g_signal_connect_swapped(self->reset, "clicked", G_CALLBACK(parameters_reset), self);
    gtk_box_append(GTK_BOX(header), title);
    gtk_box_append(GTK_BOX(header), self->reset);
    return header;
}

static void
parameters_dispose(GObject *object)
{
    g_clear_pointer(&AWAITSCOPE_PARAMETERS(object)->box, gtk_widget_unparent);
    G_OBJECT_CLASS(parameters_parent_class)->dispose(object);
}

static void
parameters_class_init(ParametersClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = parameters_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "parameters");
}

static void
parameters_init(Parameters *self)
{
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
    self->grid = gtk_grid_new();
    gtk_grid_set_row_spacing(GTK_GRID(self->grid), 4);
    gtk_grid_set_column_spacing(GTK_GRID(self->grid), 8);
    gtk_box_append(GTK_BOX(self->box), make_header(self));
    gtk_box_append(GTK_BOX(self->box), self->grid);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
}

GtkWidget *
parameters_new(Settings *settings)
{
    Parameters *self = g_object_new(PARAMETERS_TYPE, NULL);

    self->settings = settings;
    return GTK_WIDGET(self);
}
