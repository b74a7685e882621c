/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code.c - the code pane: the source, the running line, and which task waits where. */
#include "ui/widgets/code.h"

#include <adwaita.h>

#include "ui/model/licence.h"
#include "ui/widgets/code-input.h"
#include "ui/widgets/code-marks.h"

G_DEFINE_FINAL_TYPE(CodeView, code_view, GTK_TYPE_WIDGET)

/* ---- which file ---- */

static guint
count_lines(const char *text, const char *end)
{
    guint n = 0;

    for (; text < end; text++)
        n += *text == '\n';
    return n;
}

/* The size without the last newline, which would show as an empty line. */
static int
text_size(const char *text)
{
    gsize size = strlen(text);

    return (int) (size && text[size - 1] == '\n' ? size - 1 : size);
}

static void
set_visible(CodeView *self, gboolean visible)
{
    pane_widget_settle(PANE_WIDGET(self->pane));
    gtk_widget_set_visible(GTK_WIDGET(self), visible);
}

static void
show_text(CodeView *self, const char *file, const char *text)
{
    const char *shown = text ? licence_end(text) : "";

    if (!g_strcmp0(file, self->file))
        return;
    g_free(self->file);
    self->file = g_strdup(file);
    self->first = text ? 1 + count_lines(text, shown) : 1;
    code_gutter_clear(self->gutter);
    gtk_text_buffer_set_text(GTK_TEXT_BUFFER(self->buffer), shown, text_size(shown));
    set_visible(self, text != NULL);
}

static void
show_file(CodeView *self, const char *file)
{
    show_text(self, file, file ? model_source(self->model, file) : NULL);
}

/* Shows the first file, until the playhead's place decides which. */
static void
show_first_file(CodeView *self)
{
    const GPtrArray *files = self->model ? model_files(self->model) : NULL;

    if (files && files->len)
        show_file(self, files->pdata[0]);
}

/* ---- lines ---- */

gboolean
code_find_line(CodeView *self, guint line, GtkTextIter *ret_iter)
{
    return line >= self->first &&
           gtk_text_buffer_get_iter_at_line(GTK_TEXT_BUFFER(self->buffer), ret_iter,
                                            (int) (line - self->first));
}

static guint
last_line(CodeView *self)
{
    int n = gtk_text_buffer_get_line_count(GTK_TEXT_BUFFER(self->buffer));

    return self->first + (guint) n - 1;
}

guint
code_line_at(CodeView *self, double y)
{
    GtkTextView *view = GTK_TEXT_VIEW(self->view);
    GtkTextIter iter;
    int text_y, line_y, height;

    gtk_text_view_window_to_buffer_coords(view, GTK_TEXT_WINDOW_WIDGET, 0, (int) y, NULL, &text_y);
    gtk_text_view_get_line_at_y(view, &iter, text_y, NULL);
    gtk_text_view_get_line_yrange(view, &iter, &line_y, &height);
    if (text_y < line_y || text_y >= line_y + height)
        return 0;
    return self->first + (guint) gtk_text_iter_get_line(&iter);
}

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
    code_gutter_update(self->gutter, self->first, last_line(self));
}

static const Place *
running_place(const GArray *places)
{
    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        if (place->running)
            return place;
    }
    return NULL;
}

static void
update_heading(CodeView *self, const Place *running)
{
    g_autofree char *text = NULL;

    if (running && !g_strcmp0(running->file, self->file))
        text =
            g_strdup_printf("%s · %s at line %u", self->file, running->track->name, running->line);
    pane_widget_set_detail(PANE_WIDGET(self->pane), text ? text : self->file ? self->file : "", 0);
}

/* Scrolls only if the line is out of view: code that jumps cannot be read. */
static void
show_line(CodeView *self, guint line)
{
    GtkTextView *view = GTK_TEXT_VIEW(self->view);
    GtkTextIter iter;
    GdkRectangle visible, place;

    if (!code_find_line(self, line, &iter))
        return;
    gtk_text_view_get_visible_rect(view, &visible);
    gtk_text_view_get_iter_location(view, &iter, &place);
    if (place.y >= visible.y && place.y + place.height <= visible.y + visible.height)
        return;
    gtk_text_buffer_move_mark(GTK_TEXT_BUFFER(self->buffer), self->shown, &iter);
    gtk_text_view_scroll_to_mark(view, self->shown, 0, TRUE, 0, 0.4);
}

/* The first place says which file is shown, the running one if there is one. */
static void
choose_file(CodeView *self, const GArray *places, const Place *running)
{
    const Place *shown = running ? running : places->len ? &g_array_index(places, Place, 0) : NULL;

    if (shown && (running || !self->file) && model_source(self->model, shown->file))
        show_file(self, shown->file);
    else if (!self->file)
        show_first_file(self);
}

void
code_view_set_event(CodeView *self, gsize event)
{
    g_autoptr(GArray) places = NULL;
    const Place *running;

    self->event = event;
    if (!self->model || event == MODEL_NONE)
        return;
    places = model_places(self->model, event);
    running = running_place(places);
    choose_file(self, places, running);
    code_marks_clear(self);
    code_marks_add(self, places);
    update_gutter(self);
    update_heading(self, running);
    if (running && !g_strcmp0(running->file, self->file))
        show_line(self, running->line);
}

void
code_view_set_model(CodeView *self, const Model *model)
{
    self->model = model;
    self->event = MODEL_NONE;
    g_clear_pointer(&self->file, g_free);
    gtk_text_buffer_set_text(GTK_TEXT_BUFFER(self->buffer), "", -1);
    code_gutter_clear(self->gutter);
    show_first_file(self);
    set_visible(self, self->file != NULL);
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
    show_text(self, file, text);
    code_marks_clear(self);
    update_gutter(self);
    update_heading(self, NULL);
}

const char *
code_view_get_heading(CodeView *self)
{
    return pane_widget_get_detail(PANE_WIDGET(self->pane));
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
    GtkTextBuffer *buffer;
    GtkTextIter start;

    self->buffer = gtk_source_buffer_new_with_language(
        gtk_source_language_manager_get_language(languages, "c"));
    gtk_source_buffer_set_highlight_matching_brackets(self->buffer, FALSE);
    buffer = GTK_TEXT_BUFFER(self->buffer);
    code_marks_init(self);
    gtk_text_buffer_get_start_iter(buffer, &start);
    self->shown = gtk_text_buffer_create_mark(buffer, NULL, &start, TRUE);
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
    gtk_widget_set_overflow(scrolled, GTK_OVERFLOW_HIDDEN);
    gtk_widget_add_css_class(scrolled, "pane-card");
    return scrolled;
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
