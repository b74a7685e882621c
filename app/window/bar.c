/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bar.c - lays widgets out in a row, as many as there is room for. */
#include "app/window/bar.h"

enum { MAX_PARTS = 8, SPACING_PX = 12 };

typedef struct {
    GtkWidget *widget;
    int rank;
} Part;

struct _Bar {
    GtkWidget parent_instance;
    Part parts[MAX_PARTS];
    guint n_parts;
};

G_DEFINE_FINAL_TYPE(Bar, bar, GTK_TYPE_WIDGET)

static int
part_width(const Part *part, gboolean least)
{
    int minimum, natural;

    gtk_widget_measure(part->widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL,
                       NULL);
    return least ? minimum : natural;
}

/* The width of all parts up to this rank. */
static int
parts_width(Bar *self, int rank, gboolean least)
{
    int width = -SPACING_PX;

    for (guint i = 0; i < self->n_parts; i++)
        if (self->parts[i].rank <= rank)
            width += part_width(&self->parts[i], least) + SPACING_PX;
    return width;
}

static void
bar_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
            int *minimum_baseline, int *natural_baseline)
{
    Bar *self = AWAITSCOPE_BAR(widget);

    *minimum = *natural = 0;
    if (orientation == GTK_ORIENTATION_HORIZONTAL) {
        *minimum = parts_width(self, 0, TRUE);
        *natural = parts_width(self, MAX_PARTS, FALSE);
        return;
    }
    for (guint i = 0; i < self->n_parts; i++) {
        int least, height;

        gtk_widget_measure(self->parts[i].widget, orientation, -1, &least, &height, NULL, NULL);
        *minimum = MAX(*minimum, least);
        *natural = MAX(*natural, height);
    }
}

static void
part_allocate(const Part *part, int x, int width, int height)
{
    gtk_widget_size_allocate(part->widget, &(GtkAllocation){x, 0, width, height}, -1);
}

static void
bar_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    Bar *self = AWAITSCOPE_BAR(widget);
    int rank = MAX_PARTS, x = 0;

    while (rank > 0 && parts_width(self, rank, FALSE) > width)
        rank--;
    gboolean least = parts_width(self, rank, FALSE) > width;
    for (guint i = 0; i < self->n_parts; i++) {
        const Part *part = &self->parts[i];

        gtk_widget_set_child_visible(part->widget, part->rank <= rank);
        if (part->rank > rank)
            continue;
        part_allocate(part, x, part_width(part, least), height);
        x += part_width(part, least) + SPACING_PX;
    }
}

static void
bar_dispose(GObject *object)
{
    Bar *self = AWAITSCOPE_BAR(object);

    for (; self->n_parts > 0; self->n_parts--)
        gtk_widget_unparent(self->parts[self->n_parts - 1].widget);
    G_OBJECT_CLASS(bar_parent_class)->dispose(object);
}

static void
bar_class_init(BarClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = bar_dispose;
    GTK_WIDGET_CLASS(klass)->measure = bar_measure;
    GTK_WIDGET_CLASS(klass)->size_allocate = bar_size_allocate;
}

static void
bar_init(Bar *self)
{
}

GtkWidget *
bar_new(void)
{
    return g_object_new(BAR_TYPE, NULL);
}

void
bar_append(Bar *self, GtkWidget *widget, int rank)
{
    g_return_if_fail(self->n_parts < MAX_PARTS);
    self->parts[self->n_parts++] = (Part){widget, rank};
    gtk_widget_set_parent(widget, GTK_WIDGET(self));
}
