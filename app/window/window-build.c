/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-build.c - puts the widgets of the window together. */
#include "app/window/window-build.h"

#include "app/window/actions.h"
#include "app/window/buttons.h"
#include "app/window/controls.h"
#include "app/window/menus.h"
#include "app/window/window-copy.h"
#include "app/window/window-files.h"
#include "app/window/window-links.h"

static void
name_it(GtkWidget *widget, const char *name)
{
    gtk_accessible_update_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
new_menu_button(const char *label, const char *icon, GMenuModel *menu, const char *name)
{
    GtkWidget *button = gtk_menu_button_new();

    if (icon)
        gtk_menu_button_set_icon_name(GTK_MENU_BUTTON(button), icon);
    else
        gtk_menu_button_set_label(GTK_MENU_BUTTON(button), label);
    gtk_menu_button_set_menu_model(GTK_MENU_BUTTON(button), menu);
    g_object_unref(menu);
    gtk_widget_add_css_class(button, icon ? "flat" : "raised");
    gtk_widget_set_tooltip_text(button, name);
    name_it(button, name);
    return button;
}

static GtkWidget *
make_header(MainWindow *self)
{
    GtkWidget *header = adw_header_bar_new(), *toggle = gtk_toggle_button_new_with_label("◧");
    GtkWidget *column = gtk_toggle_button_new_with_label("◨");
    AdwHeaderBar *bar = ADW_HEADER_BAR(header);

    gtk_widget_add_css_class(header, "main");
    button_set_action(toggle, "sidebar", "Show or hide the scenarios");
    name_it(toggle, "Scenarios");
    button_set_action(column, "column", "Show or hide code, loop and output");
    name_it(column, "Explanation");
    self->title = adw_window_title_new("Awaitscope", "");
    self->run = button_new("▶ Run", "run", NULL);
    gtk_widget_add_css_class(self->run, "suggested-action");
    self->save = button_new("Save", "save", "Save the recording");
    self->export = new_menu_button("Export", NULL, menus_export(),
                                   "Export the timeline; dragged from here, it is a picture");
    copy_add_drag(self, self->export);
    adw_header_bar_pack_start(bar, toggle);
    adw_header_bar_pack_start(bar, button_new("Open", "open", "Open a recording"));
    adw_header_bar_set_title_widget(bar, self->title);
    adw_header_bar_pack_end(bar,
                            new_menu_button(NULL, "view-more-symbolic", menus_main(), "Main menu"));
    adw_header_bar_pack_end(bar, column);
    adw_header_bar_pack_end(bar, self->export);
    adw_header_bar_pack_end(bar, self->save);
    adw_header_bar_pack_end(bar, self->run);
    return header;
}

/* The scrollbar is visible only if not everything fits. It appears and disappears with the next
 * frame, since no new size may be requested while sizes are being allocated. */
static gboolean
update_scrollbar(GtkWidget *timeline, GdkFrameClock *clock, void *bar)
{
    GtkAdjustment *adjustment = timeline_view_get_vadjustment(TIMELINE_VIEW(timeline));

    gtk_widget_set_visible(bar, gtk_adjustment_get_upper(adjustment) >
                                    gtk_adjustment_get_page_size(adjustment));
    return G_SOURCE_REMOVE;
}

static void
on_adjustment_changed(GtkAdjustment *adjustment, MainWindow *self)
{
    gtk_widget_add_tick_callback(self->timeline, update_scrollbar, self->scrollbar, NULL);
}

static GtkWidget *
make_timeline(MainWindow *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkAdjustment *adjustment;

    self->timeline = timeline_view_new();
    gtk_widget_set_hexpand(self->timeline, TRUE);
    adjustment = timeline_view_get_vadjustment(TIMELINE_VIEW(self->timeline));
    self->scrollbar = gtk_scrollbar_new(GTK_ORIENTATION_VERTICAL, adjustment);
    gtk_widget_set_visible(self->scrollbar, FALSE);
    g_signal_connect_object(adjustment, "changed", G_CALLBACK(on_adjustment_changed), self, 0);
    gtk_box_append(GTK_BOX(box), self->timeline);
    gtk_box_append(GTK_BOX(box), self->scrollbar);
    g_signal_connect_swapped(self->timeline, "playhead-changed", G_CALLBACK(window_on_playhead),
                             self);
    g_signal_connect_swapped(self->timeline, "selection-changed", G_CALLBACK(window_on_selection),
                             self);
    return box;
}

static GtkWidget *
new_paned(GtkWidget *start, GtkWidget *end)
{
    GtkWidget *paned = gtk_paned_new(GTK_ORIENTATION_HORIZONTAL);

    gtk_paned_set_start_child(GTK_PANED(paned), start);
    gtk_paned_set_end_child(GTK_PANED(paned), end);
    gtk_paned_set_shrink_start_child(GTK_PANED(paned), FALSE);
    gtk_paned_set_shrink_end_child(GTK_PANED(paned), FALSE);
    return paned;
}

static GtkWidget *
new_invitation_label(const char *class)
{
    GtkWidget *label = gtk_label_new("");

    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_justify(GTK_LABEL(label), GTK_JUSTIFY_CENTER);
    gtk_widget_add_css_class(label, class);
    return label;
}

static GtkWidget *
make_invitation(MainWindow *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);

    self->invitation_title = new_invitation_label("title-1");
    self->invitation = new_invitation_label("dim-label");
    gtk_box_append(GTK_BOX(box), self->invitation_title);
    gtk_box_append(GTK_BOX(box), self->invitation);
    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    return box;
}

static GtkWidget *
make_stage(MainWindow *self)
{
    self->stage = gtk_stack_new();
    gtk_stack_add_named(GTK_STACK(self->stage), make_timeline(self), "timeline");
    gtk_stack_add_named(GTK_STACK(self->stage), make_invitation(self), "invitation");
    return self->stage;
}

static GtkWidget *
make_body(MainWindow *self)
{
    GtkWidget *body = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *stage = make_stage(self), *paned;

    self->column = column_new(self->settings);
    paned = new_paned(stage, self->column);
    self->sidebar = sidebar_new(self->settings);
    g_signal_connect_swapped(self->sidebar, "activated", G_CALLBACK(main_window_run), self);
    gtk_widget_set_hexpand(paned, TRUE);
    gtk_widget_set_vexpand(body, TRUE);
    gtk_box_append(GTK_BOX(body), self->sidebar);
    gtk_box_append(GTK_BOX(body), paned);
    return body;
}

static void
on_chosen(MainWindow *self)
{
    main_window_show_scenario(self, sidebar_get_row(AWAITSCOPE_SIDEBAR(self->sidebar)));
}

GtkWidget *
window_make_content(MainWindow *self)
{
    GtkWidget *content = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *body = make_body(self);
    GtkDropTarget *drop = gtk_drop_target_new(G_TYPE_FILE, GDK_ACTION_COPY);

    self->progress = gtk_progress_bar_new();
    gtk_widget_add_css_class(self->progress, "loading");
    gtk_widget_set_visible(self->progress, FALSE);
    name_it(self->progress, "Loading");
    window_link(self);
    window_keep_column_width(self);
    self->silence = silence_new();
    self->playback = playback_new(TIMELINE_VIEW(self->timeline));
    self->controls = controls_new(TIMELINE_VIEW(self->timeline), self->playback);
    g_signal_connect_swapped(self->sidebar, "chosen", G_CALLBACK(on_chosen), self);
    g_signal_connect(drop, "drop", G_CALLBACK(window_on_drop), self);
    gtk_widget_add_controller(content, GTK_EVENT_CONTROLLER(drop));
    gtk_box_append(GTK_BOX(content), make_header(self));
    gtk_box_append(GTK_BOX(content), self->progress);
    self->toasts = adw_toast_overlay_new();
    adw_toast_overlay_set_child(ADW_TOAST_OVERLAY(self->toasts), body);
    gtk_box_append(GTK_BOX(content), self->toasts);
    gtk_box_append(GTK_BOX(content), self->silence);
    gtk_box_append(GTK_BOX(content), self->controls);
    return content;
}
