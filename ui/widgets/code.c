/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code.c - the code pane: the source, the running line, and which task waits where. */
#include "ui/widgets/code.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "ui/scene/theme.h"
#include "ui/widgets/code-gutter.h"

struct _CodeView {
    GtkWidget parent_instance;
    const Model *model; /* NULL: nothing */
    char *file;         /* shown now; NULL: none */

    GtkWidget *box, *heading, *stack, *view;
    GtkSourceBuffer *buffer;
    CodeGutter *gutter;
    GtkTextTag *running, *waiting; /* bands behind lines */
};

G_DEFINE_FINAL_TYPE(CodeView, code_view, GTK_TYPE_WIDGET)

/* ---- which file ---- */

/* The size without the last newline, which would show as an empty line. */
static int
text_size(const char *text)
{
    gsize size = text ? strlen(text) : 0;

    return (int) (size && text[size - 1] == '\n' ? size - 1 : size);
}

static void
show_text(CodeView *self, const char *file, const char *text)
{
    if (!g_strcmp0(file, self->file))
        return;
    g_free(self->file);
    self->file = g_strdup(file);
    code_gutter_clear(self->gutter);
    gtk_text_buffer_set_text(GTK_TEXT_BUFFER(self->buffer), text ? text : "", text_size(text));
    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), text ? "code" : "nothing");
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

/* ---- which task is where ---- */

static char *
short_name(const char *name)
{
    if (g_str_has_prefix(name, "Task-"))
        return g_strdup_printf("T-%s", name + strlen("Task-"));
    return g_utf8_strlen(name, -1) <= 10 ? g_strdup(name) : g_utf8_substring(name, 0, 9);
}

static void
band(CodeView *self, guint line, GtkTextTag *tag)
{
    GtkTextBuffer *buffer = GTK_TEXT_BUFFER(self->buffer);
    GtkTextIter begin, end;

    if (!gtk_text_buffer_get_iter_at_line(buffer, &begin, (int) line - 1))
        return;
    end = begin;
    gtk_text_iter_forward_line(&end);
    gtk_text_buffer_apply_tag(buffer, tag, &begin, &end);
}

static void
mark_place(CodeView *self, const Place *place)
{
    g_autofree char *name = short_name(place->track->name);

    if (g_strcmp0(place->file, self->file))
        return;
    code_gutter_add(self->gutter, place->line, name, place->running);
    band(self, place->line, place->running ? self->running : self->waiting);
}

static void
clear_marks(CodeView *self)
{
    GtkTextBuffer *buffer = GTK_TEXT_BUFFER(self->buffer);
    GtkTextIter begin, end;

    gtk_text_buffer_get_bounds(buffer, &begin, &end);
    gtk_text_buffer_remove_tag(buffer, self->running, &begin, &end);
    gtk_text_buffer_remove_tag(buffer, self->waiting, &begin, &end);
    code_gutter_clear(self->gutter);
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
    gtk_label_set_text(GTK_LABEL(self->heading), text ? text : self->file ? self->file : "");
}

/* Scrolls only if the line is out of view: code that jumps cannot be read. */
static void
show_line(CodeView *self, guint line)
{
    GtkTextView *view = GTK_TEXT_VIEW(self->view);
    GtkTextIter iter;
    GdkRectangle visible, place;

    if (!gtk_text_buffer_get_iter_at_line(GTK_TEXT_BUFFER(self->buffer), &iter, (int) line - 1))
        return;
    gtk_text_view_get_visible_rect(view, &visible);
    gtk_text_view_get_iter_location(view, &iter, &place);
    if (place.y < visible.y || place.y + place.height > visible.y + visible.height) {
        gtk_text_buffer_place_cursor(GTK_TEXT_BUFFER(self->buffer), &iter);
        gtk_text_view_scroll_to_mark(
            view, gtk_text_buffer_get_insert(GTK_TEXT_BUFFER(self->buffer)), 0, TRUE, 0, 0.4);
    }
}

void
code_view_set_event(CodeView *self, gsize event)
{
    g_autoptr(GArray) places = NULL;
    const Place *running, *shown;

    if (!self->model || event == MODEL_NONE)
        return;
    places = model_places(self->model, event);
    running = running_place(places);
    shown = running ? running : places->len ? &g_array_index(places, Place, 0) : NULL;
    if (shown && (running || !self->file))
        show_file(self, shown->file);
    else if (!self->file)
        show_first_file(self);
    clear_marks(self);
    for (guint i = 0; i < places->len; i++)
        mark_place(self, &g_array_index(places, Place, i));
    code_gutter_update(self->gutter,
                       (guint) gtk_text_buffer_get_line_count(GTK_TEXT_BUFFER(self->buffer)));
    update_heading(self, running);
    if (running)
        show_line(self, running->line);
}

void
code_view_set_model(CodeView *self, const Model *model)
{
    self->model = model;
    g_clear_pointer(&self->file, g_free);
    gtk_text_buffer_set_text(GTK_TEXT_BUFFER(self->buffer), "", -1);
    code_gutter_clear(self->gutter);
    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), "nothing");
    show_first_file(self);
    update_heading(self, NULL);
}

void
code_view_show_source(CodeView *self, const char *file, const char *text)
{
    show_text(self, file, text);
    clear_marks(self);
    code_gutter_update(self->gutter,
                       (guint) gtk_text_buffer_get_line_count(GTK_TEXT_BUFFER(self->buffer)));
    update_heading(self, NULL);
}

const char *
code_view_get_heading(CodeView *self)
{
    return gtk_label_get_text(GTK_LABEL(self->heading));
}

/* ---- looks ---- */

static GdkRGBA
band_colour(const Theme *theme, float alpha)
{
    Colour c = theme->colours[ROLE_WAITING_EDGE];

    return (GdkRGBA){c.red, c.green, c.blue, alpha};
}

static void
update_theme(CodeView *self)
{
    gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());
    const Theme *theme = theme_find(dark ? "dark" : "light");
    GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default();
    GdkRGBA running = band_colour(theme, 0.36f), waiting = band_colour(theme, 0.16f);

    gtk_source_buffer_set_style_scheme(
        self->buffer,
        gtk_source_style_scheme_manager_get_scheme(schemes, dark ? "Adwaita-dark" : "Adwaita"));
    g_object_set(self->running, "paragraph-background-rgba", &running, NULL);
    g_object_set(self->waiting, "paragraph-background-rgba", &waiting, NULL);
    code_gutter_set_theme(self->gutter, theme);
}

static void
make_buffer(CodeView *self)
{
    GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default();
    GtkTextBuffer *buffer;

    self->buffer = gtk_source_buffer_new_with_language(
        gtk_source_language_manager_get_language(languages, "c"));
    gtk_source_buffer_set_highlight_matching_brackets(self->buffer, FALSE);
    buffer = GTK_TEXT_BUFFER(self->buffer);
    self->waiting = gtk_text_buffer_create_tag(buffer, NULL, NULL);
    self->running = gtk_text_buffer_create_tag(buffer, NULL, NULL);
}

static void
make_view(CodeView *self)
{
    GtkSourceGutter *gutter;

    self->view = gtk_source_view_new_with_buffer(self->buffer);
    gtk_text_view_set_editable(GTK_TEXT_VIEW(self->view), FALSE);
    gtk_text_view_set_cursor_visible(GTK_TEXT_VIEW(self->view), FALSE);
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
make_header(CodeView *self)
{
    GtkWidget *header = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *title = gtk_label_new("Code");

    gtk_widget_add_css_class(title, "pane-title");
    self->heading = gtk_label_new("");
    gtk_widget_set_hexpand(self->heading, TRUE);
    gtk_label_set_xalign(GTK_LABEL(self->heading), 1);
    gtk_label_set_ellipsize(GTK_LABEL(self->heading), PANGO_ELLIPSIZE_START);
    gtk_widget_add_css_class(self->heading, "pane-heading");
    gtk_box_append(GTK_BOX(header), title);
    gtk_box_append(GTK_BOX(header), self->heading);
    return header;
}

static GtkWidget *
make_body(CodeView *self)
{
    GtkWidget *scrolled = gtk_scrolled_window_new();
    GtkWidget *nothing = gtk_label_new("This recording has no source of its own.");

    gtk_widget_set_focusable(scrolled, FALSE); /* its child is */
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), self->view);
    gtk_widget_add_css_class(nothing, "dim-label");
    gtk_label_set_wrap(GTK_LABEL(nothing), TRUE);
    self->stack = gtk_stack_new();
    gtk_stack_add_named(GTK_STACK(self->stack), scrolled, "code");
    gtk_stack_add_named(GTK_STACK(self->stack), nothing, "nothing");
    gtk_widget_set_vexpand(self->stack, TRUE);
    gtk_widget_set_overflow(self->stack, GTK_OVERFLOW_HIDDEN);
    gtk_widget_add_css_class(self->stack, "pane-card");
    return self->stack;
}

static void
code_view_dispose(GObject *object)
{
    CodeView *self = CODE_VIEW(object);

    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_object(&self->buffer);
    g_clear_pointer(&self->file, g_free);
    G_OBJECT_CLASS(code_view_parent_class)->dispose(object);
}

static void
code_view_class_init(CodeViewClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = code_view_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static void
code_view_init(CodeView *self)
{
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    make_buffer(self);
    make_view(self);
    gtk_box_append(GTK_BOX(self->box), make_header(self));
    gtk_box_append(GTK_BOX(self->box), make_body(self));
    g_signal_connect_object(adw_style_manager_get_default(), "notify::dark",
                            G_CALLBACK(update_theme), self, G_CONNECT_SWAPPED);
    update_theme(self);
}

GtkWidget *
code_view_new(void)
{
    return g_object_new(CODE_TYPE_VIEW, NULL);
}
