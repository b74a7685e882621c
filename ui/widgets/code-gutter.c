/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-gutter.c - line numbers and the tags of tasks, drawn as one column. */
#include "ui/widgets/code-gutter.h"

enum { PAD_PX = 8, TAG_PAD_PX = 7, STRIPE_PX = 4, GAP_PX = 2 /* to the text */, MAX_NAMES = 3 };

/* The tasks at one line. */
typedef struct {
    GString *text;
    guint n_names;
    gboolean running;
} Tag;

struct _CodeGutter {
    GtkSourceGutterRenderer parent_instance;
    GHashTable *tags; /* line from 1 -> Tag */
    const Theme *theme;
    int number_width, tags_width; /* px */
};

G_DEFINE_FINAL_TYPE(CodeGutter, code_gutter, GTK_SOURCE_TYPE_GUTTER_RENDERER)

static void
tag_free(void *data)
{
    Tag *tag = data;

    g_string_free(tag->text, TRUE);
    g_free(tag);
}

static Tag *
find_tag(CodeGutter *self, guint line)
{
    return g_hash_table_lookup(self->tags, GUINT_TO_POINTER(line));
}

static Tag *
need_tag(CodeGutter *self, guint line)
{
    Tag *tag = find_tag(self, line);

    if (!tag) {
        tag = g_new0(Tag, 1);
        tag->text = g_string_new(NULL);
        g_hash_table_insert(self->tags, GUINT_TO_POINTER(line), tag);
    }
    return tag;
}

void
code_gutter_add(CodeGutter *self, guint line, const char *name, gboolean running)
{
    Tag *tag = need_tag(self, line);

    tag->n_names++;
    tag->running |= running;
    if (running)
        g_string_append(tag->text, "▶ ");
    if (tag->n_names <= MAX_NAMES)
        g_string_append_printf(tag->text, "%s%s", tag->n_names > 1 ? " " : "", name);
    else if (tag->n_names == MAX_NAMES + 1)
        g_string_append(tag->text, " …");
}

void
code_gutter_clear(CodeGutter *self)
{
    g_hash_table_remove_all(self->tags);
}

void
code_gutter_set_theme(CodeGutter *self, const Theme *theme)
{
    self->theme = theme;
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

/* ---- drawing ---- */

static PangoLayout *
new_layout(CodeGutter *self, const char *text, gboolean tag)
{
    PangoLayout *layout = gtk_widget_create_pango_layout(GTK_WIDGET(self), text);

    if (tag) {
        static PangoFontDescription *font;
        if (!font)
            font = pango_font_description_from_string("Sans Bold 8");
        pango_layout_set_font_description(layout, font);
    }
    return layout;
}

static int
text_width(CodeGutter *self, const char *text, gboolean tag)
{
    g_autoptr(PangoLayout) layout = new_layout(self, text, tag);
    int width;

    pango_layout_get_pixel_size(layout, &width, NULL);
    return width;
}

void
code_gutter_update(CodeGutter *self, guint n_lines)
{
    g_autofree char *number = g_strdup_printf("%u", MAX(n_lines, 100));
    GHashTableIter tags;
    void *tag;

    self->number_width = text_width(self, number, FALSE);
    g_hash_table_iter_init(&tags, self->tags);
    /* The width only ever grows, so that the code does not jump sideways. */
    self->tags_width =
        MAX(self->tags_width, text_width(self, "T-3 T-4 T-5", TRUE) + 2 * TAG_PAD_PX);
    while (g_hash_table_iter_next(&tags, NULL, &tag)) {
        int width = text_width(self, ((Tag *) tag)->text->str, TRUE) + 2 * TAG_PAD_PX;
        self->tags_width = MAX(self->tags_width, width);
    }
    gtk_widget_queue_resize(GTK_WIDGET(self));
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

static GdkRGBA
colour(const Theme *theme, Role role, float alpha)
{
    Colour c = theme->colours[role];

    return (GdkRGBA){c.red, c.green, c.blue, c.alpha * alpha};
}

static void
draw_text(GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *c, float x, float y,
          int height)
{
    int text_height;

    pango_layout_get_pixel_size(layout, NULL, &text_height);
    gtk_snapshot_save(snapshot);
    gtk_snapshot_translate(snapshot,
                           &GRAPHENE_POINT_INIT(x, y + (float) ((height - text_height) / 2)));
    gtk_snapshot_append_layout(snapshot, layout, c);
    gtk_snapshot_restore(snapshot);
}

static void
draw_number(CodeGutter *self, GtkSnapshot *snapshot, guint line, int y, int height)
{
    g_autofree char *number = g_strdup_printf("%u", line);
    g_autoptr(PangoLayout) layout = new_layout(self, number, FALSE);
    GdkRGBA dim = colour(self->theme, ROLE_TEXT_DIM, 1);
    int width;

    pango_layout_get_pixel_size(layout, &width, NULL);
    draw_text(snapshot, layout, &dim, (float) (PAD_PX + self->number_width - width), (float) y,
              height);
}

static void
draw_chip(GtkSnapshot *snapshot, const GdkRGBA *fill, const graphene_rect_t *area)
{
    GskRoundedRect outline;

    gsk_rounded_rect_init_from_rect(&outline, area, 4);
    gtk_snapshot_push_rounded_clip(snapshot, &outline);
    gtk_snapshot_append_color(snapshot, fill, area);
    gtk_snapshot_pop(snapshot);
}

static void
draw_tag(CodeGutter *self, GtkSnapshot *snapshot, const Tag *tag, int y, int height)
{
    g_autoptr(PangoLayout) layout = new_layout(self, tag->text->str, TRUE);
    GdkRGBA fill = colour(self->theme, tag->running ? ROLE_RUNNING : ROLE_WAITING_EDGE,
                          tag->running ? 1 : 0.35f);
    GdkRGBA text = colour(self->theme, tag->running ? ROLE_RUNNING_TEXT : ROLE_WAITING_TEXT, 1);
    float x = (float) (2 * PAD_PX + self->number_width);
    int width;

    pango_layout_get_pixel_size(layout, &width, NULL);
    draw_chip(snapshot, &fill,
              &GRAPHENE_RECT_INIT(x, (float) y + 1, (float) (width + 2 * TAG_PAD_PX),
                                  (float) height - 2));
    draw_text(snapshot, layout, &text, x + TAG_PAD_PX, (float) y, height);
}

static void
draw_band(CodeGutter *self, GtkSnapshot *snapshot, const Tag *tag, int y, int height)
{
    GdkRGBA band = colour(self->theme, ROLE_WAITING_EDGE, tag->running ? 0.36f : 0.16f);
    GdkRGBA stripe = colour(self->theme, ROLE_RUNNING, 1);
    int width = gtk_widget_get_width(GTK_WIDGET(self));

    gtk_snapshot_append_color(snapshot, &band,
                              &GRAPHENE_RECT_INIT(0, (float) y, (float) width, (float) height));
    if (tag->running)
        gtk_snapshot_append_color(snapshot, &stripe,
                                  &GRAPHENE_RECT_INIT(0, (float) y, STRIPE_PX, (float) height));
}

static void
code_gutter_snapshot_line(GtkSourceGutterRenderer *renderer, GtkSnapshot *snapshot,
                          GtkSourceGutterLines *lines, guint line)
{
    CodeGutter *self = CODE_GUTTER(renderer);
    const Tag *tag = find_tag(self, line + 1);
    int y, height;

    gtk_source_gutter_lines_get_line_yrange(
        lines, line, GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_CELL, &y, &height);
    if (tag)
        draw_band(self, snapshot, tag, y, height);
    draw_number(self, snapshot, line + 1, y, height);
    if (tag)
        draw_tag(self, snapshot, tag, y, height);
}

static void
code_gutter_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
    CodeGutter *self = CODE_GUTTER(widget);
    int width = self->number_width + self->tags_width + 3 * PAD_PX;

    *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : 0;
}

static void
code_gutter_finalize(GObject *object)
{
    g_hash_table_unref(CODE_GUTTER(object)->tags);
    G_OBJECT_CLASS(code_gutter_parent_class)->finalize(object);
}

static void
code_gutter_class_init(CodeGutterClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = code_gutter_finalize;
    GTK_WIDGET_CLASS(klass)->measure = code_gutter_measure;
    GTK_SOURCE_GUTTER_RENDERER_CLASS(klass)->snapshot_line = code_gutter_snapshot_line;
}

static void
code_gutter_init(CodeGutter *self)
{
    self->tags = g_hash_table_new_full(NULL, NULL, NULL, tag_free);
    self->theme = theme_find("light");
}

CodeGutter *
code_gutter_new(void)
{
    return g_object_new(CODE_TYPE_GUTTER, NULL);
}
