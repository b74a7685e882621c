/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pane.c - a part of a column with a heading that folds it. */
#include "ui/widgets/pane.h"

struct _PaneWidget {
    GtkWidget parent_instance;
    GtkWidget *box, *button, *arrow, *detail, *child;
    gboolean folded, expands;
};

G_DEFINE_FINAL_TYPE(PaneWidget, pane_widget, GTK_TYPE_WIDGET)

void
pane_widget_set_detail(PaneWidget *self, const char *detail, float part)
{
    gtk_label_set_text(GTK_LABEL(self->detail), detail);
    gtk_label_set_xalign(GTK_LABEL(self->detail), part);
}

const char *
pane_widget_get_detail(PaneWidget *self)
{
    return gtk_label_get_text(GTK_LABEL(self->detail));
}

gboolean
pane_widget_get_folded(PaneWidget *self)
{
    return self->folded;
}

static void
settle(GtkAdjustment *adjustment)
{
    gtk_adjustment_set_value(adjustment, gtk_adjustment_get_value(adjustment));
}

void
pane_widget_settle(PaneWidget *self)
{
    GtkWidget *page = GTK_IS_STACK(self->child)
                          ? gtk_stack_get_visible_child(GTK_STACK(self->child))
                          : self->child;

    if (!GTK_IS_SCROLLED_WINDOW(page))
        return;
    settle(gtk_scrolled_window_get_hadjustment(GTK_SCROLLED_WINDOW(page)));
    settle(gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(page)));
}

static void
update(PaneWidget *self)
{
    pane_widget_settle(self);
    gtk_image_set_from_icon_name(GTK_IMAGE(self->arrow),
                                 self->folded ? "pan-end-symbolic" : "pan-down-symbolic");
    gtk_widget_set_visible(self->child, !self->folded);
    gtk_widget_set_vexpand(GTK_WIDGET(self), self->expands && !self->folded);
    gtk_accessible_update_state(GTK_ACCESSIBLE(self->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                                !self->folded, -1);
}

void
pane_widget_set_folded(PaneWidget *self, gboolean folded)
{
    if (folded == self->folded)
        return;
    self->folded = folded;
    update(self);
    g_signal_emit_by_name(self, "folded");
}

GtkWidget *
pane_widget_get_button(PaneWidget *self)
{
    return self->button;
}

static void
on_clicked(GtkButton *button, PaneWidget *self)
{
    pane_widget_set_folded(self, !self->folded);
}

/* ---- the widget ---- */

static GtkWidget *
make_button(PaneWidget *self, const char *title)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4), *label = gtk_label_new(title);

    self->arrow = gtk_image_new();
    self->button = gtk_button_new();
    gtk_widget_add_css_class(label, "pane-title");
    gtk_widget_add_css_class(self->button, "flat");
    gtk_widget_add_css_class(self->button, "pane-button");
    gtk_box_append(GTK_BOX(box), self->arrow);
    gtk_box_append(GTK_BOX(box), label);
    gtk_button_set_child(GTK_BUTTON(self->button), box);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   title, -1);
    g_signal_connect(self->button, "clicked", G_CALLBACK(on_clicked), self);
    return self->button;
}

static GtkWidget *
make_heading(PaneWidget *self, const char *title)
{
    GtkWidget *heading = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    self->detail = gtk_label_new("");
    gtk_widget_set_hexpand(self->detail, TRUE);
    gtk_label_set_ellipsize(GTK_LABEL(self->detail), PANGO_ELLIPSIZE_START);
    gtk_widget_add_css_class(self->detail, "pane-heading");
    gtk_box_append(GTK_BOX(heading), make_button(self, title));
    gtk_box_append(GTK_BOX(heading), self->detail);
    return heading;
}

static void
pane_widget_dispose(GObject *object)
{
    g_clear_pointer(&PANE_WIDGET(object)->box, gtk_widget_unparent);
    G_OBJECT_CLASS(pane_widget_parent_class)->dispose(object);
}

static void
pane_widget_class_init(PaneWidgetClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = pane_widget_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "pane");
    g_signal_new("folded", G_OBJECT_CLASS_TYPE(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                 G_TYPE_NONE, 0);
}

static void
pane_widget_init(PaneWidget *self)
{
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
}

GtkWidget *
pane_widget_new(const char *title, GtkWidget *child, gboolean expands)
{
    PaneWidget *self = g_object_new(PANE_TYPE_WIDGET, NULL);

    self->child = child;
    self->expands = expands;
    gtk_widget_set_vexpand(child, expands);
    gtk_box_append(GTK_BOX(self->box), make_heading(self, title));
    gtk_box_append(GTK_BOX(self->box), child);
    update(self);
    return GTK_WIDGET(self);
}
