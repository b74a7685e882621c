/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop.c - the pane with the loop's picture. It follows the playhead only while it is unfolded. */
#include "ui/widgets/loop.h"

enum {
    MAX_HEIGHT_PX = 300,   /* of the picture; what is higher scrolls */
    LEAST_HEIGHT_PX = 230, /* of the pane */
};

struct _LoopView {
    GtkWidget parent_instance;
    const Model *model;
    State *state; /* not owned; NULL: nothing */
    GtkWidget *pane, *picture;
};

G_DEFINE_FINAL_TYPE(LoopView, loop_view, GTK_TYPE_WIDGET)

/* ---- what is shown ---- */

/* Turns are numbered as in the run, of which the recording may have only the last part. */
void
loop_view_model_changed(LoopView *self)
{
    gsize n = self->model ? model_n_events(self->model) : 0;
    g_autofree char *text = NULL;

    if (n > 0) {
        guint now = state_turn(self->state);
        guint more =
            model_turn(self->model, n - 1) - model_turn(self->model, state_event(self->state));
        text = g_strdup_printf("turn %u of %u", now, now + more);
    }
    pane_widget_set_detail(PANE_WIDGET(self->pane), text ? text : "", 1);
}

void
loop_view_state_changed(LoopView *self)
{
    g_autofree char *words = NULL;

    if (!self->state || pane_widget_get_folded(PANE_WIDGET(self->pane)))
        return;
    gtk_widget_set_visible(GTK_WIDGET(self),
                           state_event(self->state) == MODEL_NONE || state_has_loop(self->state));
    loop_picture_state_changed(LOOP_PICTURE(self->picture));
    words = now_describe(self->model, self->state);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->picture),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
    loop_view_model_changed(self);
}

void
loop_view_set_state(LoopView *self, const Model *model, State *state)
{
    self->model = model;
    self->state = state;
    loop_picture_set_state(LOOP_PICTURE(self->picture), model, state);
    gtk_widget_set_visible(GTK_WIDGET(self), TRUE);
    pane_widget_set_detail(PANE_WIDGET(self->pane), "", 1);
}

void
loop_view_set_lit(LoopView *self, Lit lit)
{
    loop_picture_set_lit(LOOP_PICTURE(self->picture), lit);
}

LoopPicture *
loop_view_get_picture(LoopView *self)
{
    return LOOP_PICTURE(self->picture);
}

PaneWidget *
loop_view_get_pane(LoopView *self)
{
    return PANE_WIDGET(self->pane);
}

/* ---- signals of the picture ---- */

static void
on_hovered(LoopView *self, guint track)
{
    g_signal_emit_by_name(self, "track-hovered", track);
}

static void
on_chosen(LoopView *self, guint track)
{
    linked_choose_track(self, track);
}

/* ---- the widget ---- */

/* Where there is no room for all of the picture, it scrolls. */
static void
loop_view_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                  int *natural, int *minimum_baseline, int *natural_baseline)
{
    gtk_widget_measure(LOOP_VIEW(widget)->pane, orientation, for_size, minimum, natural, NULL,
                       NULL);
    if (orientation == GTK_ORIENTATION_VERTICAL)
        *minimum = MIN(*natural, LEAST_HEIGHT_PX);
}

static void
loop_view_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    gtk_widget_allocate(LOOP_VIEW(widget)->pane, width, height, baseline, NULL);
}

static GtkSizeRequestMode
loop_view_get_request_mode(GtkWidget *widget)
{
    return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
loop_view_dispose(GObject *object)
{
    LoopView *self = LOOP_VIEW(object);

    self->state = NULL;
    g_clear_pointer(&self->pane, gtk_widget_unparent);
    G_OBJECT_CLASS(loop_view_parent_class)->dispose(object);
}

static void
loop_view_class_init(LoopViewClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = loop_view_dispose;
    linked_add_signals(G_OBJECT_CLASS(klass));
    GTK_WIDGET_CLASS(klass)->measure = loop_view_measure;
    GTK_WIDGET_CLASS(klass)->size_allocate = loop_view_size_allocate;
    GTK_WIDGET_CLASS(klass)->get_request_mode = loop_view_get_request_mode;
}

static GtkWidget *
make_card(LoopView *self)
{
    GtkWidget *scrolled = gtk_scrolled_window_new();
    GtkScrolledWindow *window = GTK_SCROLLED_WINDOW(scrolled);

    self->picture = loop_picture_new();
    gtk_widget_set_focusable(scrolled, FALSE); /* its child is */
    gtk_scrolled_window_set_policy(window, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_propagate_natural_height(window, TRUE);
    gtk_scrolled_window_set_max_content_height(window, MAX_HEIGHT_PX);
    gtk_scrolled_window_set_child(window, self->picture);
    gtk_widget_set_overflow(scrolled, GTK_OVERFLOW_HIDDEN);
    gtk_widget_add_css_class(scrolled, "pane-card");
    return scrolled;
}

static void
loop_view_init(LoopView *self)
{
    self->pane = pane_widget_new("The loop now", make_card(self), FALSE);
    gtk_widget_set_parent(self->pane, GTK_WIDGET(self));
    g_signal_connect_swapped(self->pane, "folded", G_CALLBACK(loop_view_state_changed), self);
    g_signal_connect_swapped(self->picture, "track-hovered", G_CALLBACK(on_hovered), self);
    g_signal_connect_swapped(self->picture, "track-chosen", G_CALLBACK(on_chosen), self);
}

GtkWidget *
loop_view_new(void)
{
    return g_object_new(LOOP_TYPE_VIEW, NULL);
}
