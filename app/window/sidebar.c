/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sidebar.c - lists the scenarios in the groups of the registry. */
#include "app/window/sidebar.h"

enum { WIDTH_PX = 217 };
enum { SIGNAL_CHOSEN, SIGNAL_ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

struct _Sidebar {
    GtkWidget parent_instance;
    GtkWidget *box, *list, *parameters;
    const ScenarioRow *row; /* NULL: none is chosen */
};

G_DEFINE_FINAL_TYPE(Sidebar, sidebar, GTK_TYPE_WIDGET)

static const ScenarioRow *
row_of(GtkListBoxRow *item)
{
    return item ? &scenario_rows[gtk_list_box_row_get_index(item)] : NULL;
}

static GtkWidget *
new_item(const ScenarioRow *row)
{
    GtkWidget *item = gtk_list_box_row_new(), *label = gtk_label_new(row->scenario->title);

    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(item), label);
    gtk_widget_set_tooltip_text(item, row->scenario->about);
    gtk_accessible_update_property(GTK_ACCESSIBLE(item), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   row->scenario->title, -1);
    return item;
}

static void
set_header(GtkListBoxRow *item, GtkListBoxRow *before, void *data)
{
    const char *group = row_of(item)->group;
    GtkWidget *header;

    if (before && g_str_equal(row_of(before)->group, group)) {
        gtk_list_box_row_set_header(item, NULL);
        return;
    }
    header = gtk_label_new(group);
    gtk_label_set_xalign(GTK_LABEL(header), 0);
    gtk_widget_add_css_class(header, "group-title");
    gtk_list_box_row_set_header(item, header);
}

static void
choose(Sidebar *self, const ScenarioRow *row)
{
    self->row = row;
    parameters_set_row(AWAITSCOPE_PARAMETERS(self->parameters), row);
}

static void
on_selected(GtkListBox *list, GtkListBoxRow *item, Sidebar *self)
{
    if (!item || row_of(item) == self->row)
        return;
    choose(self, row_of(item));
    g_signal_emit(self, signals[SIGNAL_CHOSEN], 0);
}

static void
on_activated(GtkListBox *list, GtkListBoxRow *item, Sidebar *self)
{
    g_signal_emit(self, signals[SIGNAL_ACTIVATED], 0);
}

const ScenarioRow *
sidebar_get_row(Sidebar *self)
{
    return self->row;
}

void
sidebar_set_row(Sidebar *self, const ScenarioRow *row)
{
    GtkListBox *list = GTK_LIST_BOX(self->list);

    choose(self, row);
    if (row)
        gtk_list_box_select_row(list,
                                gtk_list_box_get_row_at_index(list, (int) (row - scenario_rows)));
    else
        gtk_list_box_unselect_all(list);
}

Parameters *
sidebar_get_parameters(Sidebar *self)
{
    return AWAITSCOPE_PARAMETERS(self->parameters);
}

/* ---- the widget ---- */

static GtkWidget *
make_list(Sidebar *self)
{
    GtkWidget *scrolled = gtk_scrolled_window_new();

    self->list = gtk_list_box_new();
    gtk_widget_add_css_class(self->list, "navigation-sidebar");
    gtk_list_box_set_activate_on_single_click(GTK_LIST_BOX(self->list), FALSE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   "Scenarios", -1);
    for (size_t i = 0; i < scenario_n_rows; i++)
        gtk_list_box_append(GTK_LIST_BOX(self->list), new_item(&scenario_rows[i]));
    gtk_list_box_set_header_func(GTK_LIST_BOX(self->list), set_header, NULL, NULL);
    g_signal_connect(self->list, "row-selected", G_CALLBACK(on_selected), self);
    g_signal_connect(self->list, "row-activated", G_CALLBACK(on_activated), self);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER,
                                   GTK_POLICY_AUTOMATIC);
    gtk_widget_set_focusable(scrolled, FALSE); /* its content is focusable */
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), self->list);
    gtk_widget_set_vexpand(scrolled, TRUE);
    return scrolled;
}

static gboolean
has_focus(const Sidebar *self, GtkWidget *part)
{
    GtkWidget *focus = gtk_root_get_focus(gtk_widget_get_root(GTK_WIDGET(self)));

    return focus && gtk_widget_is_ancestor(focus, part);
}

static gboolean
focus_list(Sidebar *self)
{
    GtkListBoxRow *item = gtk_list_box_get_selected_row(GTK_LIST_BOX(self->list));

    return gtk_widget_grab_focus(
        GTK_WIDGET(item ? item : gtk_list_box_get_row_at_index(GTK_LIST_BOX(self->list), 0)));
}

/* Tab treats the list as one widget. By default it would go through every scenario, and choose
 * each. */
static gboolean
sidebar_focus(GtkWidget *widget, GtkDirectionType direction)
{
    Sidebar *self = AWAITSCOPE_SIDEBAR(widget);
    gboolean forward = direction == GTK_DIR_TAB_FORWARD;

    if (!forward && direction != GTK_DIR_TAB_BACKWARD)
        return gtk_widget_child_focus(self->box, direction);
    if (has_focus(self, self->list))
        return forward && gtk_widget_child_focus(self->parameters, direction);
    if (forward && !has_focus(self, self->parameters))
        return focus_list(self);
    return gtk_widget_child_focus(self->parameters, direction) || (!forward && focus_list(self));
}

static void
sidebar_dispose(GObject *object)
{
    g_clear_pointer(&AWAITSCOPE_SIDEBAR(object)->box, gtk_widget_unparent);
    G_OBJECT_CLASS(sidebar_parent_class)->dispose(object);
}

static void
sidebar_class_init(SidebarClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = sidebar_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    GTK_WIDGET_CLASS(klass)->focus = sidebar_focus;
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "sidebar");
    signals[SIGNAL_CHOSEN] = g_signal_new("chosen", SIDEBAR_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
    signals[SIGNAL_ACTIVATED] = g_signal_new("activated", SIDEBAR_TYPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
}

static void
sidebar_init(Sidebar *self)
{
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_size_request(self->box, WIDTH_PX, -1);
    gtk_box_append(GTK_BOX(self->box), make_list(self));
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
}

GtkWidget *
sidebar_new(Settings *settings)
{
    Sidebar *self = g_object_new(SIDEBAR_TYPE, NULL);

    self->parameters = parameters_new(settings);
    gtk_box_append(GTK_BOX(self->box), self->parameters);
    return GTK_WIDGET(self);
}
