/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-grid.c - a GtkGridView, which has widgets for the pages near those in view; frame by frame
 * those that are in view are painted. */
#include "app/window/slides-grid.h"

#include "app/say/testlog.h"

enum { MOST_COLUMNS = 8, FRAME_US = 12000 /* for painting, in a frame */ };

struct _SlidesGrid {
    GtkWidget parent_instance;
    GtkWidget *scroller, *grid;
    GtkStringList *numbers; /* an item for each page */
    GPtrArray *widgets;     /* SlidesPage, those that have a page; not owned */
    SlidesShown shown;
    guint tick; /* callback that paints; 0: all is painted */
};

enum { SIGNAL_SELECTED, SIGNAL_ACTIVATED, SIGNAL_TOGGLED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SlidesGrid, slides_grid, GTK_TYPE_WIDGET)

static GtkSingleSelection *
selection_of(SlidesGrid *self)
{
    return GTK_SINGLE_SELECTION(gtk_grid_view_get_model(GTK_GRID_VIEW(self->grid)));
}

/* ---- which pages ---- */

static guint
n_left_out_before(SlidesGrid *self, guint page)
{
    guint n = 0;

    for (guint i = 0; i < self->shown.left_out->len; i++)
        n += g_array_index(self->shown.left_out, guint, i) < page;
    return n;
}

static gboolean
is_left_out(SlidesGrid *self, guint page)
{
    return n_left_out_before(self, page + 1) > n_left_out_before(self, page);
}

static void
show_facts(SlidesGrid *self, SlidesPage *widget)
{
    guint page = slides_page_get_index(widget);
    gboolean left_out = is_left_out(self, page);
    DeckPlace place = deck_pages_place(self->shown.all, page);
    g_autofree char *note = deck_pages_note(self->shown.all, page);
    const SlidesPageFacts facts = {
        .number = left_out ? 0 : place.number - n_left_out_before(self, page),
        .left_out = left_out,
        .name = place.is_cover      ? "Cover"
                : place.number == 0 ? "Title page"
                                    : NULL,
        .has_note = *note != '\0',
    };

    slides_page_set_facts(widget, &facts);
}

/* ---- painting ---- */

static void
paint_page(SlidesGrid *self, SlidesPage *widget)
{
    guint page = slides_page_get_index(widget);

    if (is_left_out(self, page) || !self->shown.kept)
        slides_page_paint(widget, self->shown.all, page, self->shown.theme);
    else
        slides_page_paint(widget, self->shown.kept, page - n_left_out_before(self, page),
                          self->shown.theme);
    test_log("slides painted %u", page);
}

/* The next to be painted; NULL: none. The grid unmaps those that are out of view. */
static SlidesPage *
next_stale(SlidesGrid *self)
{
    for (guint i = 0; i < self->widgets->len; i++) {
        SlidesPage *widget = g_ptr_array_index(self->widgets, i);
        if (slides_page_is_stale(widget) && gtk_widget_get_mapped(GTK_WIDGET(widget)))
            return widget;
    }
    return NULL;
}

static gboolean
paint_some(GtkWidget *widget, GdkFrameClock *clock, void *data)
{
    SlidesGrid *self = AWAITSCOPE_SLIDES_GRID(widget);
    gint64 end_us = g_get_monotonic_time() + FRAME_US;
    SlidesPage *page;

    while ((page = next_stale(self))) {
        if (gtk_widget_get_width(GTK_WIDGET(page)) == 0)
            return G_SOURCE_CONTINUE; /* this frame gives it a place, or finds it out of view */
        paint_page(self, page);
        if (g_get_monotonic_time() >= end_us)
            return G_SOURCE_CONTINUE;
    }
    self->tick = 0;
    test_log("slides all painted");
    return G_SOURCE_REMOVE;
}

static void
paint_soon(SlidesGrid *self)
{
    if (!self->tick)
        self->tick = gtk_widget_add_tick_callback(GTK_WIDGET(self), paint_some, NULL, NULL);
}

/* ---- what is shown ---- */

static gboolean
is_like(const DeckPages *deck, guint page, DeckPlace place, gsize event)
{
    DeckPlace other = deck_pages_place(deck, page);

    if (place.number == 0)
        return other.number == 0 && other.chapter == place.chapter &&
               other.is_cover == place.is_cover;
    return other.number > 0 && other.chapter == place.chapter &&
           deck_pages_event(deck, page) >= event;
}

/* The page of `deck` that shows what page `i` of another shows, or what comes next. */
static guint
page_like(const DeckPages *deck, const DeckPages *before, guint i)
{
    DeckPlace place = deck_pages_place(before, i);
    gsize event = deck_pages_event(before, i);

    for (guint page = 0; page < deck_pages_n(deck); page++)
        if (is_like(deck, page, place, event))
            return page;
    return 0;
}

static guint
page_to_select(SlidesGrid *self, const DeckPages *deck)
{
    guint selected = slides_grid_get_selected(self);
    const DeckPages *before = self->shown.all;

    return deck && before && deck != before && selected < deck_pages_n(before)
               ? page_like(deck, before, selected)
               : selected;
}

void
slides_grid_show(SlidesGrid *self, const SlidesShown *shown)
{
    guint before = g_list_model_get_n_items(G_LIST_MODEL(self->numbers));
    guint n = shown->all ? deck_pages_n(shown->all) : 0,
          selected = page_to_select(self, shown->all);
    g_autofree const char **items = g_new(const char *, n + 1);

    self->shown = *shown;
    for (guint i = 0; i < n; i++)
        items[i] = "";
    items[n] = NULL;
    if (n < before)
        gtk_string_list_splice(self->numbers, n, before - n, NULL);
    else
        gtk_string_list_splice(self->numbers, before, 0, items + before);
    if (selected != GTK_INVALID_LIST_POSITION)
        gtk_single_selection_set_selected(selection_of(self), selected);
    for (guint i = 0; i < self->widgets->len; i++) {
        slides_page_set_stale(g_ptr_array_index(self->widgets, i));
        show_facts(self, g_ptr_array_index(self->widgets, i));
    }
    paint_soon(self);
}

void
slides_grid_notes_changed(SlidesGrid *self)
{
    for (guint i = 0; i < self->widgets->len; i++)
        show_facts(self, g_ptr_array_index(self->widgets, i));
}

guint
slides_grid_get_selected(SlidesGrid *self)
{
    return gtk_single_selection_get_selected(selection_of(self));
}

/* ---- signals ---- */

static void
toggle(SlidesGrid *self, guint page)
{
    if (deck_pages_place(self->shown.all, page).number > 0)
        g_signal_emit(self, signals[SIGNAL_TOGGLED], 0, page);
}

static void
on_toggled(SlidesPage *widget, SlidesGrid *self)
{
    toggle(self, slides_page_get_index(widget));
}

static void
on_selected(SlidesGrid *self)
{
    g_signal_emit(self, signals[SIGNAL_SELECTED], 0);
}

static void
on_activated(SlidesGrid *self)
{
    g_signal_emit(self, signals[SIGNAL_ACTIVATED], 0);
}

/* A grid would take the space key to select what is selected already. */
static gboolean
on_space(GtkWidget *grid, GVariant *arguments, void *data)
{
    SlidesGrid *self = data;
    guint page = slides_grid_get_selected(self);

    if (page != GTK_INVALID_LIST_POSITION)
        toggle(self, page);
    return TRUE;
}

static GtkEventController *
space_new(SlidesGrid *self)
{
    GtkEventController *keys = gtk_shortcut_controller_new();

    gtk_shortcut_controller_add_shortcut(
        GTK_SHORTCUT_CONTROLLER(keys),
        gtk_shortcut_new(gtk_keyval_trigger_new(GDK_KEY_space, 0),
                         gtk_callback_action_new(on_space, self, NULL)));
    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    return keys;
}

/* ---- the grid's widgets ---- */

static void
on_setup(GtkListItemFactory *factory, GtkListItem *item, SlidesGrid *self)
{
    GtkWidget *page = slides_page_new();

    g_signal_connect_object(page, "toggled", G_CALLBACK(on_toggled), self, 0);
    g_signal_connect_object(page, "map", G_CALLBACK(paint_soon), self, G_CONNECT_SWAPPED);
    gtk_list_item_set_child(item, page);
}

static void
on_bind(GtkListItemFactory *factory, GtkListItem *item, SlidesGrid *self)
{
    SlidesPage *page = AWAITSCOPE_SLIDES_PAGE(gtk_list_item_get_child(item));

    slides_page_set_index(page, gtk_list_item_get_position(item));
    g_ptr_array_add(self->widgets, page);
    show_facts(self, page);
    paint_soon(self);
}

static void
on_unbind(GtkListItemFactory *factory, GtkListItem *item, SlidesGrid *self)
{
    g_ptr_array_remove(self->widgets, gtk_list_item_get_child(item));
}

static GtkListItemFactory *
factory_new(SlidesGrid *self)
{
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new();

    g_signal_connect_object(factory, "setup", G_CALLBACK(on_setup), self, 0);
    g_signal_connect_object(factory, "bind", G_CALLBACK(on_bind), self, 0);
    g_signal_connect_object(factory, "unbind", G_CALLBACK(on_unbind), self, 0);
    return factory;
}

/* ---- the widget ---- */

static gboolean
slides_grid_grab_focus(GtkWidget *widget)
{
    return gtk_widget_grab_focus(AWAITSCOPE_SLIDES_GRID(widget)->grid);
}

static void
slides_grid_dispose(GObject *object)
{
    SlidesGrid *self = AWAITSCOPE_SLIDES_GRID(object);

    if (self->tick)
        gtk_widget_remove_tick_callback(GTK_WIDGET(self), self->tick);
    self->tick = 0;
    g_clear_pointer(&self->scroller, gtk_widget_unparent);
    G_OBJECT_CLASS(slides_grid_parent_class)->dispose(object);
}

static void
slides_grid_finalize(GObject *object)
{
    g_ptr_array_unref(AWAITSCOPE_SLIDES_GRID(object)->widgets);
    G_OBJECT_CLASS(slides_grid_parent_class)->finalize(object);
}

static void
slides_grid_class_init(SlidesGridClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = slides_grid_dispose;
    G_OBJECT_CLASS(klass)->finalize = slides_grid_finalize;
    GTK_WIDGET_CLASS(klass)->grab_focus = slides_grid_grab_focus;
    signals[SIGNAL_SELECTED] = g_signal_new("selected", SLIDES_GRID_TYPE, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[SIGNAL_ACTIVATED] = g_signal_new("activated", SLIDES_GRID_TYPE, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[SIGNAL_TOGGLED] = g_signal_new("toggled", SLIDES_GRID_TYPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static void
slides_grid_init(SlidesGrid *self)
{
    GtkSingleSelection *selection;

    self->widgets = g_ptr_array_new();
    self->numbers = gtk_string_list_new(NULL);
    selection = gtk_single_selection_new(G_LIST_MODEL(self->numbers));
    g_signal_connect_object(selection, "notify::selected", G_CALLBACK(on_selected), self,
                            G_CONNECT_SWAPPED);
    self->grid = gtk_grid_view_new(GTK_SELECTION_MODEL(selection), factory_new(self));
    gtk_grid_view_set_max_columns(GTK_GRID_VIEW(self->grid), MOST_COLUMNS);
    g_signal_connect_object(self->grid, "activate", G_CALLBACK(on_activated), self,
                            G_CONNECT_SWAPPED);
    gtk_widget_add_controller(self->grid, space_new(self));
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   "Pages", -1);
    self->scroller = gtk_scrolled_window_new();
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroller), self->grid);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroller), GTK_POLICY_NEVER,
                                   GTK_POLICY_AUTOMATIC);
    gtk_widget_set_parent(self->scroller, GTK_WIDGET(self));
}

GtkWidget *
slides_grid_new(void)
{
    return g_object_new(SLIDES_GRID_TYPE, NULL);
}
