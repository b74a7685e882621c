/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-gutter.c - line numbers and the tags of tasks, drawn as one column. */
#include "ui/widgets/code-gutter.h"

#include "ui/scene/code-tags.h"

enum { PAD_PX = 8, TAG_PAD_PX = 6, TAG_GAP_PX = 3, STRIPE_PX = 4 };

#define RUNNING_SIGN "▶ "

/* A tag as it was drawn. */
typedef struct {
    guint32 track;
    graphene_rect_t area;
} Chip;

struct _CodeGutter {
    GtkSourceGutterRenderer parent_instance;
    GHashTable *tags; /* line from 1 -> GArray of CodeTag */
    GArray *chips;    /* of Chip: those in view */
    const Theme *theme;
    Lit lit;
    guint first;                              /* number of the text's first line */
    int number_width, tags_width, row_height; /* px; of a row of a line, which may be wrapped */
};

G_DEFINE_FINAL_TYPE(CodeGutter, code_gutter, GTK_SOURCE_TYPE_GUTTER_RENDERER)

static GArray *
find_tags(CodeGutter *self, guint line)
{
    return g_hash_table_lookup(self->tags, GUINT_TO_POINTER(line));
}

void
code_gutter_add(CodeGutter *self, guint line, const Track *task, gboolean running)
{
    GArray *tags = find_tags(self, line);

    if (!tags) {
        tags = code_tags_new();
        g_hash_table_insert(self->tags, GUINT_TO_POINTER(line), tags);
    }
    code_tags_add(tags, task, running);
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

void
code_gutter_set_lit(CodeGutter *self, Lit lit)
{
    self->lit = lit;
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

guint32
code_gutter_first_at(CodeGutter *self, guint line)
{
    const GArray *tags = find_tags(self, line);

    return tags ? g_array_index(tags, CodeTag, 0).track : TRACE_NOBODY;
}

char *
code_gutter_describe(CodeGutter *self, guint line)
{
    const GArray *tags = find_tags(self, line);

    return tags ? code_tags_describe(tags) : NULL;
}

/* ---- what was drawn ---- */

guint32
code_gutter_track_at(CodeGutter *self, double x, double y)
{
    graphene_point_t point = GRAPHENE_POINT_INIT((float) x, (float) y);

    for (guint i = 0; i < self->chips->len; i++) {
        const Chip *chip = &g_array_index(self->chips, Chip, i);
        if (graphene_rect_contains_point(&chip->area, &point))
            return chip->track;
    }
    return TRACE_NOBODY;
}

gboolean
code_gutter_locate(CodeGutter *self, guint32 track, graphene_rect_t *ret_area)
{
    for (guint i = 0; i < self->chips->len; i++) {
        const Chip *chip = &g_array_index(self->chips, Chip, i);
        if (chip->track == track) {
            *ret_area = chip->area;
            return TRUE;
        }
    }
    return FALSE;
}

/* ---- sizes ---- */

static PangoLayout *
new_layout(CodeGutter *self, const char *text, gboolean tag)
{
    PangoLayout *layout = gtk_widget_create_pango_layout(GTK_WIDGET(self), text);

    if (tag) {
        static PangoFontDescription *font;
        if (!font)
            font = pango_font_description_from_string("Sans Bold 8.25");
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

static int
row_height(CodeGutter *self)
{
    g_autoptr(PangoLayout) layout = new_layout(self, "0", FALSE);
    int height;

    pango_layout_get_pixel_size(layout, NULL, &height);
    return height;
}

/* A CodeTagWidthFn. */
static double
tag_width(void *data, const char *name, gboolean running)
{
    CodeGutter *self = data;
    int sign = running ? text_width(self, RUNNING_SIGN, TRUE) : 0;

    return text_width(self, name, TRUE) + sign + 2 * TAG_PAD_PX + (running ? TAG_GAP_PX : 0);
}

/* There is room for one task that runs and two that wait, with short names. */
void
code_gutter_update(CodeGutter *self, guint first, guint last)
{
    g_autofree char *number = g_strdup_printf("%u", MAX(last, 100));

    self->first = first;
    self->row_height = row_height(self);
    self->number_width = text_width(self, number, FALSE);
    self->tags_width = (int) (tag_width(self, "T-3", TRUE) + 2 * tag_width(self, "T-4", FALSE));
    gtk_widget_queue_resize(GTK_WIDGET(self));
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
code_gutter_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
    CodeGutter *self = CODE_GUTTER(widget);
    int width = self->number_width + self->tags_width + 3 * PAD_PX;

    *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : 0;
}

/* ---- drawing ---- */

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

/* A tag is solid if its task runs, else pale; what is lit has an edge. */
static void
draw_chip(CodeGutter *self, GtkSnapshot *snapshot, const Chip *chip, gboolean running)
{
    GdkRGBA fill =
        colour(self->theme, running ? ROLE_RUNNING : ROLE_WAITING_EDGE, running ? 1 : 0.35f);
    GdkRGBA edge = colour(self->theme, ROLE_VIEWPORT_EDGE, 1);
    gboolean hovered = chip->track != TRACE_NOBODY && chip->track == self->lit.hovered;
    gboolean selected = chip->track != TRACE_NOBODY && chip->track == self->lit.selected;
    float width = hovered ? 2 : selected ? 1 : 0;
    GskRoundedRect outline;

    gsk_rounded_rect_init_from_rect(&outline, &chip->area, 4);
    gtk_snapshot_push_rounded_clip(snapshot, &outline);
    gtk_snapshot_append_color(snapshot, &fill, &chip->area);
    gtk_snapshot_pop(snapshot);
    gtk_snapshot_append_border(snapshot, &outline, (float[]){width, width, width, width},
                               (GdkRGBA[]){edge, edge, edge, edge});
}

/* Draws a tag at `x` and returns where the next one begins. */
static float
draw_tag(CodeGutter *self, GtkSnapshot *snapshot, const CodeTag *tag, float x, int y, int height)
{
    g_autofree char *text = g_strconcat(tag->running ? RUNNING_SIGN : "", tag->name, NULL);
    g_autoptr(PangoLayout) layout = new_layout(self, text, TRUE);
    GdkRGBA c = colour(self->theme, tag->running ? ROLE_RUNNING_TEXT : ROLE_WAITING_TEXT, 1);
    float end = (float) (2 * PAD_PX + self->number_width + self->tags_width);
    float width = (float) (text_width(self, text, TRUE) + 2 * TAG_PAD_PX);
    Chip chip = {tag->track,
                 GRAPHENE_RECT_INIT(x, (float) y + 1, MIN(width, end - x), (float) height - 2)};

    g_array_append_val(self->chips, chip);
    draw_chip(self, snapshot, &chip, tag->running);
    gtk_snapshot_push_clip(snapshot, &chip.area);
    draw_text(snapshot, layout, &c, x + TAG_PAD_PX, (float) y, height);
    gtk_snapshot_pop(snapshot);
    return x + width + (tag->running ? TAG_GAP_PX : 0);
}

static void
draw_tags(CodeGutter *self, GtkSnapshot *snapshot, const GArray *tags, int y, int height)
{
    guint n = code_tags_fit(tags, self->tags_width, tag_width, self);
    g_autofree char *more = g_strdup_printf("+%u", tags->len - n);
    float x = (float) (2 * PAD_PX + self->number_width);

    for (guint i = 0; i < n; i++)
        x = draw_tag(self, snapshot, &g_array_index(tags, CodeTag, i), x, y, height);
    if (n < tags->len)
        draw_tag(self, snapshot, &(CodeTag){TRACE_NOBODY, FALSE, more, NULL}, x, y, height);
}

/* The band of a wrapped line is as high as all of it. */
static void
draw_band(CodeGutter *self, GtkSnapshot *snapshot, GtkSourceGutterLines *lines, guint line)
{
    const GArray *tags = find_tags(self, self->first + line);
    gboolean running = g_array_index(tags, CodeTag, 0).running;
    GdkRGBA band = colour(self->theme, ROLE_WAITING_EDGE, running ? 0.36f : 0.16f);
    GdkRGBA stripe = colour(self->theme, ROLE_RUNNING, 1);
    float width = (float) gtk_widget_get_width(GTK_WIDGET(self));
    int y, height;

    gtk_source_gutter_lines_get_line_yrange(
        lines, line, GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_CELL, &y, &height);
    gtk_snapshot_append_color(snapshot, &band,
                              &GRAPHENE_RECT_INIT(0, (float) y, width, (float) height));
    if (running)
        gtk_snapshot_append_color(snapshot, &stripe,
                                  &GRAPHENE_RECT_INIT(0, (float) y, STRIPE_PX, (float) height));
}

static void
code_gutter_snapshot_line(GtkSourceGutterRenderer *renderer, GtkSnapshot *snapshot,
                          GtkSourceGutterLines *lines, guint line)
{
    CodeGutter *self = CODE_GUTTER(renderer);
    const GArray *tags = find_tags(self, self->first + line);
    int y, height;

    gtk_source_gutter_lines_get_line_yrange(
        lines, line, GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_CELL, &y, &height);
    height = MIN(height, self->row_height);
    if (tags)
        draw_band(self, snapshot, lines, line);
    draw_number(self, snapshot, self->first + line, y, height);
    if (tags)
        draw_tags(self, snapshot, tags, y, height);
}

static void
code_gutter_begin(GtkSourceGutterRenderer *renderer, GtkSourceGutterLines *lines)
{
    g_array_set_size(CODE_GUTTER(renderer)->chips, 0);
}

/* ---- the widget ---- */

static void
code_gutter_finalize(GObject *object)
{
    g_hash_table_unref(CODE_GUTTER(object)->tags);
    g_array_unref(CODE_GUTTER(object)->chips);
    G_OBJECT_CLASS(code_gutter_parent_class)->finalize(object);
}

static void
code_gutter_class_init(CodeGutterClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = code_gutter_finalize;
    GTK_WIDGET_CLASS(klass)->measure = code_gutter_measure;
    GTK_SOURCE_GUTTER_RENDERER_CLASS(klass)->begin = code_gutter_begin;
    GTK_SOURCE_GUTTER_RENDERER_CLASS(klass)->snapshot_line = code_gutter_snapshot_line;
}

static void
code_gutter_init(CodeGutter *self)
{
    self->tags = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
    self->chips = g_array_new(FALSE, FALSE, sizeof(Chip));
    self->theme = theme_find("light");
    self->first = 1;
}

CodeGutter *
code_gutter_new(void)
{
    return g_object_new(CODE_TYPE_GUTTER, NULL);
}
