/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentence.c - the box with the words about an event. It has room for two lines at least, so that
 * nothing jumps. */
#include "ui/widgets/sentence.h"

#include "ui/model/sentence.h"

struct _SentenceView {
    GtkWidget parent_instance;
    GtkWidget *box, *what, *more;
};

G_DEFINE_FINAL_TYPE(SentenceView, sentence_view, GTK_TYPE_WIDGET)

void
sentence_view_tell(SentenceView *self, const Model *model, State *state)
{
    Sentences sentences = {0};

    if (state && state_event(state) != MODEL_NONE)
        sentences = sentences_at(model, state);
    gtk_label_set_text(GTK_LABEL(self->what), sentences.first ? sentences.first : "");
    gtk_label_set_text(GTK_LABEL(self->more), sentences.second ? sentences.second : "");
    sentences_clear(&sentences);
}

const char *
sentence_view_get_text(SentenceView *self)
{
    return gtk_label_get_text(GTK_LABEL(self->what));
}

/* ---- the widget ---- */

static void
sentence_view_dispose(GObject *object)
{
    g_clear_pointer(&SENTENCE_VIEW(object)->box, gtk_widget_unparent);
    G_OBJECT_CLASS(sentence_view_parent_class)->dispose(object);
}

/* The role is that of a status, which screen readers read out when it changes. */
static void
sentence_view_class_init(SentenceViewClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = sentence_view_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "sentence");
    gtk_widget_class_set_accessible_role(GTK_WIDGET_CLASS(klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static GtkWidget *
add_label(SentenceView *self, const char *class)
{
    GtkWidget *label = gtk_label_new("");

    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_widget_add_css_class(label, class);
    gtk_box_append(GTK_BOX(self->box), label);
    return label;
}

static void
sentence_view_init(SentenceView *self)
{
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    self->what = add_label(self, "what");
    self->more = add_label(self, "more");
}

GtkWidget *
sentence_view_new(void)
{
    return g_object_new(SENTENCE_TYPE_VIEW, NULL);
}
