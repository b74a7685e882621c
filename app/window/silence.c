/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silence.c - checks once a second how long ago the last event was. */
#include "app/window/silence.h"

#include "app/say/testlog.h"
#include "ui/model/silence.h"

struct _Silence {
    GtkWidget parent_instance;
    GtkWidget *label;
    Recording *recording; /* NULL until one is set */
    guint timer;          /* 0 while there is nothing to check */
};

G_DEFINE_FINAL_TYPE(Silence, silence, GTK_TYPE_WIDGET)

static gboolean on_timer(void *data);

/* The line changes with every full second since the last event. A timer of one second is exact
 * enough. */
static void
look_again(Silence *self)
{
    if (!self->timer && self->recording && recording_is_live(self->recording))
        self->timer = g_timeout_add(1000, on_timer, self);
}

static void
show(Silence *self, const char *text)
{
    if (!g_strcmp0(text, silence_get_text(self)))
        return;
    gtk_label_set_text(GTK_LABEL(self->label), text);
    gtk_widget_set_tooltip_text(GTK_WIDGET(self), *text ? text : NULL);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    gtk_widget_set_visible(GTK_WIDGET(self), *text != '\0');
    test_log("silence %s", text);
}

void
silence_update(Silence *self)
{
    gint64 silent_s = self->recording ? recording_silent_s(self->recording) : 0;
    g_autofree char *text = silent_s >= SILENCE_AFTER_S
                                ? model_silence(recording_get_model(self->recording), silent_s)
                                : g_strdup("");

    show(self, text);
    look_again(self);
}

static gboolean
on_timer(void *data)
{
    Silence *self = data;

    self->timer = 0;
    silence_update(self);
    return G_SOURCE_REMOVE;
}

void
silence_set_recording(Silence *self, Recording *recording)
{
    g_set_object(&self->recording, recording);
    silence_update(self);
}

const char *
silence_get_text(Silence *self)
{
    return gtk_label_get_text(GTK_LABEL(self->label));
}

/* ---- the widget ---- */

static void
silence_dispose(GObject *object)
{
    Silence *self = AWAITSCOPE_SILENCE(object);

    g_clear_handle_id(&self->timer, g_source_remove);
    g_clear_object(&self->recording);
    g_clear_pointer(&self->label, gtk_widget_unparent);
    G_OBJECT_CLASS(silence_parent_class)->dispose(object);
}

/* The role is that of a status, which screen readers read out when it changes. */
static void
silence_class_init(SilenceClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = silence_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "silence");
    gtk_widget_class_set_accessible_role(GTK_WIDGET_CLASS(klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
silence_init(Silence *self)
{
    self->label = gtk_label_new("");
    gtk_label_set_xalign(GTK_LABEL(self->label), 0);
    gtk_label_set_ellipsize(GTK_LABEL(self->label), PANGO_ELLIPSIZE_END);
    gtk_widget_set_parent(self->label, GTK_WIDGET(self));
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
}

GtkWidget *
silence_new(void)
{
    return g_object_new(SILENCE_TYPE, NULL);
}
