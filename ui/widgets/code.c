/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code.c - the code pane: the source, the running line, and which task waits where. */
#include "ui/widgets/code.h"

#include <adwaita.h>

#include "ui/widgets/code-input.h"
#include "ui/widgets/code-lines.h"
#include "ui/widgets/code-marks.h"
#include "ui/widgets/code-missing.h"
#include "ui/widgets/code-source.h"

G_DEFINE_FINAL_TYPE(CodeView, code_view, GTK_TYPE_WIDGET)

/* ---- where things are ---- */

/* The area of an inner widget in the pane's own px. */
static void
to_pane(CodeView *self, GtkWidget *inner, GdkRectangle *area)
{
    double x, y;

    gtk_widget_translate_coordinates(inner, GTK_WIDGET(self), area->x, area->y, &x, &y);
    area->x = (int) x;
    area->y = (int) y;
}

gboolean
code_view_locate_line(CodeView *self, guint line, GdkRectangle *ret_area)
{
    GtkTextView *view = GTK_TEXT_VIEW(self->view);
    GtkTextIter iter;

    if (!code_find_line(self, line, &iter))
        return FALSE;
    gtk_text_view_get_iter_location(view, &iter, ret_area);
    gtk_text_view_buffer_to_window_coords(view, GTK_TEXT_WINDOW_WIDGET, ret_area->x, ret_area->y,
                                          &ret_area->x, &ret_area->y);
    to_pane(self, self->view, ret_area);
    return TRUE;
}

gboolean
code_view_locate_tag(CodeView *self, guint32 track, GdkRectangle *ret_area)
{
    graphene_rect_t area;

    if (!code_gutter_locate(self->gutter, track, &area))
        return FALSE;
    *ret_area = (GdkRectangle){(int) area.origin.x, (int) area.origin.y, (int) area.size.width,
                               (int) area.size.height};
    to_pane(self, GTK_WIDGET(self->gutter), ret_area);
    return TRUE;
}

/* ---- which task is where ---- */

static void
update_gutter(CodeView *self)
{
    code_gutter_update(self->gutter, self->first, code_last_line(self));
}

static void
update_heading(CodeView *self, const Place *focus)
{
    g_autofree char *text = NULL;

    if (focus && focus->running && !g_strcmp0(focus->file, self->file))
        text = g_strdup_printf("%s · %s at line %u", self->file, focus->track->name, focus->line);
    pane_widget_set_detail(PANE_WIDGET(self->pane), text ? text : self->file ? self->file : "", 0);
}

/* The place that is looked at: what runs, or else where something happened last. */
static const Place *
place_of_interest(const GArray *places)
{
    const Place *found = NULL;

    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        if (place->running)
            return place;
        if (!found || place->since > found->since)
            found = place;
    }
    return found;
}

/* What runs says which file is shown; while nothing does, the file stays. */
static void
choose_file(CodeView *self, const Place *focus)
{
    if (focus && (focus->running || !self->file))
        code_show_file(self, focus->file);
    else if (self->file)
        code_show_file(self, self->file); /* its source may have come */
    else
        code_show_first_file(self);
}

static void
show_place(CodeView *self, const GArray *places, const Place *focus)
{
    guint first = focus->line, last = focus->line;

    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        if (g_strcmp0(place->file, self->file))
            continue;
        first = MIN(first, place->line);
        last = MAX(last, place->line);
    }
    code_scroll_to(self, focus->line, first, last);
}

void
code_view_set_event(CodeView *self, gsize event)
{
    g_autoptr(GArray) places = NULL;
    const Place *focus;

    self->event = event;
    if (!self->model || event == MODEL_NONE)
        return;
    places = model_places(self->model, event);
    focus = place_of_interest(places);
    choose_file(self, focus);
    code_marks_clear(self);
    code_marks_add(self, places);
    update_gutter(self);
    update_heading(self, focus);
    if (focus && !g_strcmp0(focus->file, self->file))
        show_place(self, places, focus);
}

void
code_view_model_changed(CodeView *self)
{
    if (self->file && !self->has_source && model_source(self->model, self->file))
        code_view_set_event(self, self->event);
}

void
code_view_set_model(CodeView *self, const Model *model)
{
    self->model = model;
    self->event = MODEL_NONE;
    g_clear_pointer(&self->file, g_free);
    self->has_source = FALSE;
    gtk_text_buffer_set_text(GTK_TEXT_BUFFER(self->buffer), "", -1);
    code_gutter_clear(self->gutter);
    code_show_first_file(self);
    code_source_set_visible(self, self->file != NULL);
    update_heading(self, NULL);
}

void
code_view_set_lit(CodeView *self, Lit lit)
{
    self->lit = lit;
    code_gutter_set_lit(self->gutter, lit);
}

void
code_view_show_source(CodeView *self, const char *file, const char *text)
{
    code_show_text(self, file, text);
    code_marks_clear(self);
    update_gutter(self);
    update_heading(self, NULL);
}

const char *
code_view_get_heading(CodeView *self)
{
    return pane_widget_get_detail(PANE_WIDGET(self->pane));
}

const char *
code_view_get_missing(CodeView *self)
{
    return self->has_source ? NULL : self->file;
}

void
code_view_tell_trouble(CodeView *self, const char *trouble)
{
    gtk_label_set_text(GTK_LABEL(self->trouble), trouble);
    gtk_widget_set_visible(self->trouble, *trouble != '\0');
}

GtkWidget *
code_view_get_find_button(CodeView *self)
{
    return self->find;
}

PaneWidget *
code_view_get_pane(CodeView *self)
{
    return PANE_WIDGET(self->pane);
}

/* ---- looks ---- */

static void
update_theme(CodeView *self)
{
    gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());
    const Theme *theme = theme_find(dark ? "dark" : "light");
    GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default();

    gtk_source_buffer_set_style_scheme(
        self->buffer,
        gtk_source_style_scheme_manager_get_scheme(schemes, dark ? "Adwaita-dark" : "Adwaita"));
    code_marks_set_theme(self, theme);
    code_gutter_set_theme(self->gutter, theme);
}

static void
make_buffer(CodeView *self)
{
    GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default();

    self->buffer = gtk_source_buffer_new_with_language(
        gtk_source_language_manager_get_language(languages, "c"));
    gtk_source_buffer_set_highlight_matching_brackets(self->buffer, FALSE);
    code_marks_init(self);
}

static void
make_view(CodeView *self)
{
    GtkSourceGutter *gutter;

    self->view = gtk_source_view_new_with_buffer(self->buffer);
    gtk_text_view_set_editable(GTK_TEXT_VIEW(self->view), FALSE);
    gtk_text_view_set_wrap_mode(GTK_TEXT_VIEW(self->view), GTK_WRAP_WORD_CHAR);
    gtk_text_view_set_monospace(GTK_TEXT_VIEW(self->view), TRUE);
    gtk_text_view_set_accepts_tab(GTK_TEXT_VIEW(self->view), FALSE);
    gtk_text_view_set_left_margin(GTK_TEXT_VIEW(self->view), 0);
    gtk_text_view_set_top_margin(GTK_TEXT_VIEW(self->view), 6);
    gtk_text_view_set_bottom_margin(GTK_TEXT_VIEW(self->view), 6);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   "Code", -1);
    self->gutter = code_gutter_new();
    gutter = gtk_source_view_get_gutter(GTK_SOURCE_VIEW(self->view), GTK_TEXT_WINDOW_LEFT);
    gtk_source_gutter_insert(gutter, GTK_SOURCE_GUTTER_RENDERER(self->gutter), 0);
}

static GtkWidget *
make_card(CodeView *self)
{
    GtkWidget *scrolled = gtk_scrolled_window_new();

    gtk_widget_set_focusable(scrolled, FALSE); /* its child is */
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), self->view);
    self->pages = gtk_stack_new();
    gtk_stack_add_named(GTK_STACK(self->pages), scrolled, "source");
    gtk_stack_add_named(GTK_STACK(self->pages), code_missing_new(self), "missing");
    gtk_widget_set_overflow(self->pages, GTK_OVERFLOW_HIDDEN);
    gtk_widget_add_css_class(self->pages, "pane-card");
    return self->pages;
}

static void
code_view_dispose(GObject *object)
{
    CodeView *self = CODE_VIEW(object);

    g_clear_pointer(&self->pane, gtk_widget_unparent);
    g_clear_object(&self->buffer);
    g_clear_pointer(&self->file, g_free);
    G_OBJECT_CLASS(code_view_parent_class)->dispose(object);
}

static void
code_view_class_init(CodeViewClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = code_view_dispose;
    linked_add_signals(G_OBJECT_CLASS(klass));
    g_signal_new("source-wanted", CODE_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                 G_TYPE_NONE, 0);
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static void
code_view_init(CodeView *self)
{
    make_buffer(self);
    make_view(self);
    code_input_init(self);
    self->event = MODEL_NONE;
    self->pane = pane_widget_new("Code", make_card(self), TRUE);
    gtk_widget_set_parent(self->pane, GTK_WIDGET(self));
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
    g_signal_connect_object(adw_style_manager_get_default(), "notify::dark",
                            G_CALLBACK(update_theme), self, G_CONNECT_SWAPPED);
    update_theme(self);
}

GtkWidget *
code_view_new(void)
{
    return g_object_new(CODE_TYPE_VIEW, NULL);
}
