/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column.c - the right column: its panes from top to bottom, and what is remembered of them. */
#include "app/window/column-heights.h"

enum {
    SPACE_PX = 10,
    HANDLE_PX = 6,        /* by which the handle above can be taken on either side */
    READ_AT_ONCE = 10000, /* events, in about 1 ms */
};

G_DEFINE_FINAL_TYPE(Column, column, GTK_TYPE_WIDGET)

/* ---- the moment ---- */

/* So that stepping in a long recording is quick: while nothing else is to be done, the state is
 * read to the end. */
static gboolean
on_idle(void *data)
{
    Column *self = data;

    if (state_read_ahead(self->state, READ_AT_ONCE))
        return G_SOURCE_CONTINUE;
    self->reading = 0;
    return G_SOURCE_REMOVE;
}

static void
read_ahead(Column *self)
{
    if (self->state && !self->reading)
        self->reading = g_idle_add_full(G_PRIORITY_LOW, on_idle, self, NULL);
}

gsize
column_n_read(Column *self)
{
    return self->state ? state_n_read(self->state) : 0;
}

/* Nobody reads the words of a pane that is folded. */
static void
tell(Column *self)
{
    if (!pane_widget_get_folded(PANE_WIDGET(self->words)))
        sentence_view_tell(SENTENCE_VIEW(self->sentence), self->model, self->state);
}

void
column_set_model(Column *self, const Model *model)
{
    State *before = self->state;

    g_clear_handle_id(&self->reading, g_source_remove);
    self->model = model;
    self->state = model ? state_new(model) : NULL;
    code_view_set_model(CODE_VIEW(self->code), model);
    loop_view_set_state(LOOP_VIEW(self->loop), model, self->state);
    tell(self);
    state_free(before);
    output_view_set_model(OUTPUT_VIEW(self->output), model);
    read_ahead(self);
}

void
column_set_event(Column *self, gsize event)
{
    if (self->state && event != MODEL_NONE)
        state_seek(self->state, event);
    code_view_set_event(CODE_VIEW(self->code), event);
    loop_view_state_changed(LOOP_VIEW(self->loop));
    tell(self);
    output_view_set_event(OUTPUT_VIEW(self->output), event);
}

void
column_model_changed(Column *self, gsize event)
{
    code_view_model_changed(CODE_VIEW(self->code));
    loop_view_model_changed(LOOP_VIEW(self->loop));
    output_view_set_event(OUTPUT_VIEW(self->output), event);
    read_ahead(self);
}

void
column_set_visible(Column *self, gboolean visible)
{
    pane_widget_settle(code_view_get_pane(CODE_VIEW(self->code)));
    pane_widget_settle(output_view_get_pane(OUTPUT_VIEW(self->output)));
    gtk_widget_set_visible(GTK_WIDGET(self), visible);
}

void
column_set_lit(Column *self, Lit lit)
{
    code_view_set_lit(CODE_VIEW(self->code), lit);
    loop_view_set_lit(LOOP_VIEW(self->loop), lit);
    output_view_set_lit(OUTPUT_VIEW(self->output), lit);
}

CodeView *
column_get_code(Column *self)
{
    return CODE_VIEW(self->code);
}

LoopView *
column_get_loop(Column *self)
{
    return LOOP_VIEW(self->loop);
}

SentenceView *
column_get_sentence(Column *self)
{
    return SENTENCE_VIEW(self->sentence);
}

OutputView *
column_get_output(Column *self)
{
    return OUTPUT_VIEW(self->output);
}

/* ---- folding ---- */

static void
on_folded(PaneWidget *pane, Column *self)
{
    settings_set_number(self->settings, "folded", gtk_widget_get_name(GTK_WIDGET(pane)),
                        pane_widget_get_folded(pane));
    tell(self);
    column_arrange(self);
}

static void
remember_folding(Column *self, PaneWidget *pane, const char *name)
{
    gtk_widget_set_name(GTK_WIDGET(pane), name);
    pane_widget_set_folded(pane, settings_get_number(self->settings, "folded", name, FALSE) != 0);
    g_signal_connect(pane, "folded", G_CALLBACK(on_folded), self);
}

/* ---- what the panes say ---- */

static void
on_hovered(Column *self, guint track)
{
    g_signal_emit_by_name(self, "track-hovered", track);
}

static void
on_track_chosen(Column *self, guint track)
{
    linked_choose_track(self, track);
}

static void
on_event_chosen(Column *self, guint64 event)
{
    linked_choose_event(self, (gsize) event);
}

static void
pass_on(Column *self, GtkWidget *pane)
{
    g_signal_connect_swapped(pane, "track-hovered", G_CALLBACK(on_hovered), self);
    g_signal_connect_swapped(pane, "track-chosen", G_CALLBACK(on_track_chosen), self);
    g_signal_connect_swapped(pane, "event-chosen", G_CALLBACK(on_event_chosen), self);
}

/* ---- the widget ---- */

static void
column_dispose(GObject *object)
{
    Column *self = AWAITSCOPE_COLUMN(object);

    if (self->paned)
        column_set_model(self, NULL);
    column_leave_heights(self);
    g_clear_pointer(&self->paned, gtk_widget_unparent);
    G_OBJECT_CLASS(column_parent_class)->dispose(object);
}

static void
column_class_init(ColumnClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = column_dispose;
    linked_add_signals(G_OBJECT_CLASS(klass));
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_lower(Column *self)
{
    self->lower = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE_PX);
    gtk_widget_set_margin_top(self->lower, HANDLE_PX);
    self->loop = loop_view_new();
    self->sentence = sentence_view_new();
    self->output = output_view_new();
    self->words = pane_widget_new("In words", self->sentence, FALSE);
    gtk_box_append(GTK_BOX(self->lower), self->loop);
    gtk_box_append(GTK_BOX(self->lower), self->words);
    gtk_box_append(GTK_BOX(self->lower), self->output);
    return self->lower;
}

static void
column_init(Column *self)
{
    GtkPaned *paned = GTK_PANED(gtk_paned_new(GTK_ORIENTATION_VERTICAL));

    self->paned = GTK_WIDGET(paned);
    self->code = code_view_new();
    gtk_paned_set_start_child(paned, self->code);
    gtk_paned_set_end_child(paned, make_lower(self));
    gtk_paned_set_shrink_start_child(paned, FALSE);
    gtk_paned_set_shrink_end_child(paned, FALSE);
    gtk_widget_add_css_class(self->paned, "stacked");
    gtk_widget_add_css_class(self->paned, "side");
    gtk_widget_set_parent(self->paned, GTK_WIDGET(self));
    gtk_widget_set_size_request(GTK_WIDGET(self), COLUMN_MIN_WIDTH_PX, -1);
    pass_on(self, self->code);
    pass_on(self, self->loop);
    pass_on(self, self->output);
}

GtkWidget *
column_new(Settings *settings)
{
    Column *self = g_object_new(COLUMN_TYPE, NULL);

    self->settings = settings;
    remember_folding(self, code_view_get_pane(CODE_VIEW(self->code)), "code");
    remember_folding(self, loop_view_get_pane(LOOP_VIEW(self->loop)), "loop");
    remember_folding(self, PANE_WIDGET(self->words), "words");
    remember_folding(self, output_view_get_pane(OUTPUT_VIEW(self->output)), "output");
    column_keep_heights(self);
    return GTK_WIDGET(self);
}
