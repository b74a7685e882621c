/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-options.c - a row for each choice; the table of them is at the end. */
#include "app/window/slides-options.h"

#include "app/say/testlog.h"
#include "ui/export/deck-steps.h"

enum {
    CHOICE_FORMAT,
    CHOICE_STEPS,
    CHOICE_RANGE,
    CHOICE_LANES,
    CHOICE_FUTURE,
    CHOICE_THEME,
    N_CHOICES
};

enum { MOST_ITEMS = 7 };

typedef struct {
    const char *key, *title, *usual;
    struct {
        const char *name, *label; /* in settings, and as on the command line; for people */
    } items[MOST_ITEMS];          /* none: the formats */
} ChoiceRow;

static const ChoiceRow choice_rows[];

struct _SlidesOptions {
    GtkWidget parent_instance;
    Settings *settings;
    GtkWidget *scroller, *title;
    GtkWidget *rows[N_CHOICES];
};

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SlidesOptions, slides_options, GTK_TYPE_WIDGET)

/* ---- choices ---- */

/* NULL: there are no more. */
static const char *
item_name(const ChoiceRow *row, guint i)
{
    gsize n;
    const ExportFormat *const *formats = export_formats(&n);

    if (row->items[0].name)
        return i < MOST_ITEMS ? row->items[i].name : NULL;
    return i < n ? formats[i]->extension : NULL;
}

static char *
item_label(const ChoiceRow *row, guint i)
{
    gsize n;
    const ExportFormat *const *formats = export_formats(&n);

    if (row->items[0].name)
        return g_strdup(row->items[i].label);
    g_autofree char *name = g_ascii_strup(formats[i]->extension, -1);
    return g_strdup_printf("%s%s", name, formats[i]->render_pages ? "" : ", a file a page");
}

static const char *
chosen(SlidesOptions *self, guint choice)
{
    return item_name(&choice_rows[choice],
                     adw_combo_row_get_selected(ADW_COMBO_ROW(self->rows[choice])));
}

const char *
slides_options_get_ending(SlidesOptions *self)
{
    return chosen(self, CHOICE_FORMAT);
}

static gboolean
is_chosen(SlidesOptions *self, guint choice, const char *name)
{
    return g_str_equal(chosen(self, choice), name);
}

void
slides_options_read(SlidesOptions *self, const SlidesView *view, DeckOptions *options)
{
    const char *title = gtk_editable_get_text(GTK_EDITABLE(self->title));
    gboolean in_view = is_chosen(self, CHOICE_RANGE, "view");

    deck_steps_find(chosen(self, CHOICE_STEPS), options);
    options->title = *title ? title : NULL;
    options->from_ns = in_view ? view->from_ns : 0;
    options->to_ns = in_view ? view->to_ns : -1;
    options->lanes = is_chosen(self, CHOICE_LANES, "view") ? view->lanes : NULL;
    options->no_outline = is_chosen(self, CHOICE_FUTURE, "none");
    options->theme = theme_find(chosen(self, CHOICE_THEME));
}

/* ---- changes ---- */

static void
on_chosen(AdwComboRow *row, GParamSpec *spec, SlidesOptions *self)
{
    for (guint i = 0; i < N_CHOICES; i++)
        if (GTK_WIDGET(row) == self->rows[i]) {
            settings_set_text(self->settings, "slides", choice_rows[i].key, chosen(self, i));
            test_log("slides %s %s", choice_rows[i].key, chosen(self, i));
        }
    g_signal_emit(self, signals[SIGNAL_CHANGED], 0);
}

static void
on_title(SlidesOptions *self)
{
    g_signal_emit(self, signals[SIGNAL_CHANGED], 0);
}

/* ---- the widget ---- */

static GtkWidget *
choice_new(SlidesOptions *self, const ChoiceRow *choice)
{
    GtkWidget *row = adw_combo_row_new();
    g_autoptr(GtkStringList) labels = gtk_string_list_new(NULL);
    g_autofree char *before =
        settings_get_text(self->settings, "slides", choice->key, choice->usual);
    guint selected = 0;

    for (guint i = 0; item_name(choice, i); i++) {
        gtk_string_list_take(labels, item_label(choice, i));
        if (g_strcmp0(before, item_name(choice, i)) == 0)
            selected = i;
    }
    adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), choice->title);
    adw_combo_row_set_model(ADW_COMBO_ROW(row), G_LIST_MODEL(labels));
    adw_combo_row_set_selected(ADW_COMBO_ROW(row), selected);
    g_signal_connect(row, "notify::selected", G_CALLBACK(on_chosen), self);
    return row;
}

static void
add_rows(SlidesOptions *self)
{
    GtkWidget *group = adw_preferences_group_new();

    self->title = adw_entry_row_new();
    adw_preferences_row_set_title(ADW_PREFERENCES_ROW(self->title), "Title of the talk");
    g_signal_connect_swapped(self->title, "changed", G_CALLBACK(on_title), self);
    adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), self->title);
    for (guint i = 0; i < N_CHOICES; i++) {
        self->rows[i] = choice_new(self, &choice_rows[i]);
        adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), self->rows[i]);
    }
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroller), group);
}

static void
slides_options_dispose(GObject *object)
{
    g_clear_pointer(&AWAITSCOPE_SLIDES_OPTIONS(object)->scroller, gtk_widget_unparent);
    G_OBJECT_CLASS(slides_options_parent_class)->dispose(object);
}

static void
slides_options_class_init(SlidesOptionsClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = slides_options_dispose;
    signals[SIGNAL_CHANGED] = g_signal_new("changed", SLIDES_OPTIONS_TYPE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "slidesoptions");
}

static void
slides_options_init(SlidesOptions *self)
{
    self->scroller = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroller), GTK_POLICY_NEVER,
                                   GTK_POLICY_AUTOMATIC);
    gtk_widget_set_parent(self->scroller, GTK_WIDGET(self));
}

GtkWidget *
slides_options_new(Settings *settings)
{
    SlidesOptions *self = g_object_new(SLIDES_OPTIONS_TYPE, NULL);

    self->settings = settings;
    add_rows(self);
    return GTK_WIDGET(self);
}

/* ---- the table ---- */

/* clang-format off */
static const ChoiceRow choice_rows[] = {
    [CHOICE_FORMAT] = {"format", "Format", "pdf", {{NULL, NULL}}},
    [CHOICE_STEPS] = {"steps", "A page for", "run", {
        {"run", "what happens"},
        {"event", "each event"},
        {"resume", "each resume"},
        {"turn", "each turn"},
        {"wake", "each wake-up"},
        {"bookmarks", "each bookmark"},
    }},
    [CHOICE_RANGE] = {"range", "Of", "whole", {{"whole", "the whole run"}, {"view", "what is in view"}}},
    [CHOICE_LANES] = {"lanes", "Lanes", "fit", {{"fit", "all that fit"}, {"view", "those in view"}}},
    [CHOICE_FUTURE] = {"future", "What is to come", "outline", {{"outline", "as an outline"}, {"none", "not shown"}}},
    [CHOICE_THEME] = {"theme", "Colours", "light", {{"light", "light"}, {"dark", "dark"}, {"print", "for print"}}},
};
/* clang-format on */
