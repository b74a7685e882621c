/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-page.c - a small slide above its check mark. */
#include "app/window/slides-page.h"

#include "ui/scene/deck.h"
#include "ui/widgets/slide.h"

enum { WIDTH = 224 /* px */ };

struct _SlidesPage {
    GtkBox parent_instance;
    GtkWidget *slide, *check, *caption;
    guint index;
    gboolean stale;
    gboolean changing; /* the check mark, by us */
    char *facts;       /* the caption, for those who do not see the rest */
};

enum { SIGNAL_TOGGLED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SlidesPage, slides_page, GTK_TYPE_BOX)

void
slides_page_set_index(SlidesPage *self, guint index)
{
    self->index = index;
    self->stale = TRUE;
    slide_view_set_page(SLIDE_VIEW(self->slide), NULL, theme_find("light"), "");
}

guint
slides_page_get_index(SlidesPage *self)
{
    return self->index;
}

gboolean
slides_page_is_stale(SlidesPage *self)
{
    return self->stale;
}

void
slides_page_set_stale(SlidesPage *self)
{
    self->stale = TRUE;
}

static char *
caption_of(const SlidesPageFacts *facts)
{
    const char *note = facts->has_note ? " · note" : "";

    if (facts->name)
        return g_strconcat(facts->name, note, NULL);
    if (facts->left_out)
        return g_strdup_printf("left out%s", note);
    return g_strdup_printf("Step %u%s", facts->number, note);
}

void
slides_page_set_facts(SlidesPage *self, const SlidesPageFacts *facts)
{
    g_free(self->facts);
    self->facts = caption_of(facts);
    gtk_label_set_text(GTK_LABEL(self->caption), self->facts);
    gtk_widget_set_visible(self->check, facts->name == NULL);
    self->changing = TRUE;
    gtk_check_button_set_active(GTK_CHECK_BUTTON(self->check), !facts->left_out);
    self->changing = FALSE;
    if (facts->left_out)
        gtk_widget_add_css_class(GTK_WIDGET(self), "left-out");
    else
        gtk_widget_remove_css_class(GTK_WIDGET(self), "left-out");
}

/* The cell that it is in has the focus, so that is what must have a name. */
static void
name_cell(SlidesPage *self, const char *words)
{
    GtkWidget *cell = gtk_widget_get_parent(GTK_WIDGET(self));
    g_autofree char *name = g_strdup_printf("%s: %s", self->facts, words);

    if (cell)
        gtk_accessible_update_property(GTK_ACCESSIBLE(cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                       -1);
}

void
slides_page_paint(SlidesPage *self, DeckPages *pages, guint i, const Theme *theme)
{
    const ExportPages ask = deck_pages_export(pages);
    g_autofree char *words = ask.words(ask.data, i);

    slide_view_set_page(SLIDE_VIEW(self->slide), deck_pages_scene(pages, i), theme, words);
    gtk_widget_set_tooltip_text(self->slide, words);
    name_cell(self, words);
    self->stale = FALSE;
}

static void
on_toggled(GtkCheckButton *check, SlidesPage *self)
{
    if (!self->changing)
        g_signal_emit(self, signals[SIGNAL_TOGGLED], 0);
}

static void
slides_page_finalize(GObject *object)
{
    g_free(AWAITSCOPE_SLIDES_PAGE(object)->facts);
    G_OBJECT_CLASS(slides_page_parent_class)->finalize(object);
}

static void
slides_page_class_init(SlidesPageClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = slides_page_finalize;
    signals[SIGNAL_TOGGLED] = g_signal_new("toggled", SLIDES_PAGE_TYPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "slidespage");
}

static GtkWidget *
below_new(SlidesPage *self)
{
    GtkWidget *below = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);

    self->check = gtk_check_button_new();
    self->caption = gtk_label_new("");
    gtk_widget_set_focusable(self->check, FALSE); /* the cell has the focus, and the space key */
    gtk_widget_set_tooltip_text(self->check, "Leave this page out, or take it in again (Space)");
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   "Is one of the slides", -1);
    gtk_widget_set_halign(below, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(below), self->check);
    gtk_box_append(GTK_BOX(below), self->caption);
    g_signal_connect(self->check, "toggled", G_CALLBACK(on_toggled), self);
    return below;
}

static void
slides_page_init(SlidesPage *self)
{
    self->slide = slide_view_new();
    self->facts = g_strdup("");
    self->stale = TRUE;
    gtk_widget_set_size_request(self->slide, WIDTH, WIDTH * DECK_HEIGHT / DECK_WIDTH);
    gtk_widget_set_halign(self->slide, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(self), self->slide);
    gtk_box_append(GTK_BOX(self), below_new(self));
}

GtkWidget *
slides_page_new(void)
{
    return g_object_new(SLIDES_PAGE_TYPE, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 2,
                        NULL);
}
