/* SPDX-License-Identifier: GPL-3.0-or-later */
/* talk-keys.c - the table of keys, at the end. */
#include "app/present/talk-keys.h"

#include "app/present/go-to.h"

typedef struct {
    guint key;
    void (*run)(Talk *talk, GtkWidget *window);
} TalkKey;

static void
next(Talk *talk, GtkWidget *window)
{
    talk_step(talk, 1);
}

static void
back(Talk *talk, GtkWidget *window)
{
    talk_step(talk, -1);
}

static void
first(Talk *talk, GtkWidget *window)
{
    talk_go(talk, 0);
}

static void
last(Talk *talk, GtkWidget *window)
{
    talk_go(talk, G_MAXUINT);
}

static void
black(Talk *talk, GtkWidget *window)
{
    talk_toggle_cover(talk, COVER_BLACK);
}

static void
white(Talk *talk, GtkWidget *window)
{
    talk_toggle_cover(talk, COVER_WHITE);
}

static void
spot(Talk *talk, GtkWidget *window)
{
    talk_toggle_spot(talk);
}

static void
larger(Talk *talk, GtkWidget *window)
{
    talk_change_size(talk, 1);
}

static void
smaller(Talk *talk, GtkWidget *window)
{
    talk_change_size(talk, -1);
}

static void
go(Talk *talk, GtkWidget *window)
{
    go_to_ask(talk, GTK_WINDOW(window));
}

static void
end(Talk *talk, GtkWidget *window)
{
    talk_end(talk);
}

static const TalkKey talk_keys[];
static const gsize n_talk_keys;

static gboolean
on_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, Talk *talk)
{
    GtkWidget *window = gtk_event_controller_get_widget(GTK_EVENT_CONTROLLER(keys));

    if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK) ||
        GTK_IS_TEXT_VIEW(gtk_window_get_focus(GTK_WINDOW(window))))
        return FALSE;
    for (gsize i = 0; i < n_talk_keys; i++)
        if (talk_keys[i].key == gdk_keyval_to_lower(key)) {
            talk_keys[i].run(talk, window);
            return TRUE;
        }
    return FALSE;
}

/* They come before those of what has the focus, which would scroll; a note that is written has all
 * keys. */
void
talk_keys_add(GtkWidget *window, Talk *talk)
{
    GtkEventController *keys = gtk_event_controller_key_new();

    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    g_signal_connect_object(keys, "key-pressed", G_CALLBACK(on_key), talk, 0);
    gtk_widget_add_controller(window, keys);
}

const TalkKeyWords *
talk_keys_words(gsize *ret_n)
{
    static const TalkKeyWords words[] = {
        {"Page Down", "next"},
        {"Page Up", "back"},
        {"B", "black"},
        {"W", "white"},
        {"P", "pointer"},
        {"G", "go to step"},
        {"+ −", "size of these notes"},
        {"Esc", "end"},
    };

    *ret_n = G_N_ELEMENTS(words);
    return words;
}

/* ---- the table: also what remote controls send ---- */

/* clang-format off */
static const TalkKey talk_keys[] = {
    {GDK_KEY_Page_Down, next},
    {GDK_KEY_Right, next},
    {GDK_KEY_Down, next},
    {GDK_KEY_space, next},
    {GDK_KEY_n, next},
    {GDK_KEY_Page_Up, back},
    {GDK_KEY_Left, back},
    {GDK_KEY_Up, back},
    {GDK_KEY_BackSpace, back},
    {GDK_KEY_Home, first},
    {GDK_KEY_End, last},
    {GDK_KEY_b, black},
    {GDK_KEY_period, black},
    {GDK_KEY_w, white},
    {GDK_KEY_comma, white},
    {GDK_KEY_p, spot},
    {GDK_KEY_g, go},
    {GDK_KEY_plus, larger},
    {GDK_KEY_equal, larger},
    {GDK_KEY_KP_Add, larger},
    {GDK_KEY_minus, smaller},
    {GDK_KEY_KP_Subtract, smaller},
    {GDK_KEY_Escape, end},
};
/* clang-format on */

static const gsize n_talk_keys = G_N_ELEMENTS(talk_keys);
