/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-cursor.c - goes to the state at any event: copies that are kept now and then, and the
 * events since. Some more copies are kept of a stretch in which the cursor goes back twice. */
#include "ui/model/state-cursor.h"

#include "ui/model/state-copy.h"
#include "ui/model/state-fold.h"

enum {
    EVENTS_PER_COPY = 65536, /* at least */
    BYTES_PER_EVENT = 4,     /* of copies, at most; an event takes the model more than 100 */
    WINDOW_COPIES = 64,
    EVENTS_PER_STEP = 1024, /* between the copies of a window, at least */
    SLOTS_PER_EVENT = 4,    /* copied in the time in which an event is taken in */
    UNSETTLED = 1000,       /* as far as fold_next() looks */
};

typedef struct {
    StateCopy *copy;
    gsize n_events, size;
} KeptCopy;

static void
copy_clear(gpointer data)
{
    g_free(((KeptCopy *) data)->copy);
}

static GArray *
copies_new(void)
{
    GArray *copies = g_array_new(FALSE, FALSE, sizeof(KeptCopy));

    g_array_set_clear_func(copies, copy_clear);
    return copies;
}

State *
state_new(const Model *model)
{
    State *state = g_new0(State, 1);

    state->model = model;
    table_init(&state->now);
    table_init(&state->ahead);
    state->copies = copies_new();
    state->window = copies_new();
    state->window_from = G_MAXSIZE;
    return state;
}

void
state_free(State *state)
{
    if (!state)
        return;
    state_unsort(state);
    table_clear(&state->now);
    table_clear(&state->ahead);
    g_array_unref(state->copies);
    g_array_unref(state->window);
    g_free(state);
}

void
state_unsort(State *state)
{
    g_clear_pointer(&state->rows, g_array_unref);
    g_clear_pointer(&state->due, g_array_unref);
}

/* ---- copies ---- */

static gsize
last_of(const GArray *copies)
{
    return copies->len ? g_array_index(copies, KeptCopy, copies->len - 1).n_events : 0;
}

static void
keep_copy(State *state, GArray *copies, const StateTable *table)
{
    KeptCopy kept = {.n_events = table->head.n_events};

    kept.copy = state_copy_new(table, &kept.size);
    state->memory += kept.size;
    g_array_append_val(copies, kept);
}

/* Copies of a large state are farther apart. */
static gboolean
is_copy_due(const State *state)
{
    const StateTable *ahead = &state->ahead;
    gsize n = ahead->head.n_events;

    return n - last_of(state->copies) >= EVENTS_PER_COPY &&
           state->memory + state_copy_size(ahead) <= n * BYTES_PER_EVENT;
}

/* How many events do what they do whatever comes: of the last one of the loop in a run that goes
 * on, what follows may still say what it did. */
static gsize
n_settled(const Model *model)
{
    gsize n = model_n_events(model);

    if (model_end(model))
        return n;
    for (gsize i = n; i > 0 && n - i < UNSETTLED; i--)
        if (model_event(model, i - 1)->thread == 0)
            return i - 1;
    return n;
}

gboolean
state_read_ahead(State *state, gsize n)
{
    gsize settled = n_settled(state->model);

    for (; n > 0 && state->ahead.head.n_events < settled; n--) {
        state_fold(&state->ahead, state->model);
        if (is_copy_due(state))
            keep_copy(state, state->copies, &state->ahead);
    }
    return state->ahead.head.n_events < settled;
}

/* The last copy of at most `n` events, or NULL. */
static const KeptCopy *
copy_before(const GArray *copies, gsize n)
{
    guint low = 0, high = copies->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(copies, KeptCopy, middle).n_events <= n)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &g_array_index(copies, KeptCopy, low - 1) : NULL;
}

/* ---- going there ---- */

static void
forget_window(State *state)
{
    for (guint i = 0; i < state->window->len; i++)
        state->memory -= g_array_index(state->window, KeptCopy, i).size;
    g_array_set_size(state->window, 0);
    state->window_from = G_MAXSIZE;
}

/* How many events lie between the copies of a window; they take a quarter of what copies may, and
 * about the time that the events do. */
static gsize
window_step(const State *state, gsize length)
{
    const StateTable *now = &state->now;
    gsize may = state->ahead.head.n_events * BYTES_PER_EVENT / 4;
    gsize n = MIN(may / state_copy_size(now), WINDOW_COPIES);
    gsize least = MAX(EVENTS_PER_STEP, (now->live_rows + now->live_words) / SLOTS_PER_EVENT);

    return n ? MAX(length / n, least) : length;
}

/* Goes on to `n` events, and keeps copies on the way, `step` events apart. */
static void
replay(State *state, gsize n, gsize step)
{
    gsize from = state->now.head.n_events;

    while (state->now.head.n_events < n) {
        state_fold(&state->now, state->model);
        gsize at = state->now.head.n_events;
        if (at >= MAX(from, last_of(state->window)) + step && at < n)
            keep_copy(state, state->window, &state->now);
    }
}

static void
start_over(State *state, const KeptCopy *kept)
{
    if (kept) {
        state_copy_restore(kept->copy, &state->now);
        return;
    }
    table_clear(&state->now);
    table_init(&state->now);
}

/* Back to the copy before `n`. Who comes to the same stretch again is likely to go on stepping back
 * there, so from then on a window of copies is kept of it. */
static void
go_back(State *state, gsize n)
{
    const KeptCopy *kept = copy_before(state->copies, n);
    gsize from = kept ? kept->n_events : 0;
    gboolean again = state->window_from == from;
    const KeptCopy *nearer = again ? copy_before(state->window, n) : NULL;

    if (!again)
        forget_window(state);
    state->window_from = from;
    start_over(state, nearer ? nearer : kept);
    replay(state, n, again ? window_step(state, n - state->now.head.n_events) : G_MAXSIZE / 2);
}

/* Whether `n` is nearer, going on, than from any copy. */
static gboolean
is_near(const State *state, gsize n)
{
    const KeptCopy *kept = copy_before(state->copies, n);

    return !state->unsettled_at && state->now.head.n_events <= n &&
           (!kept || kept->n_events <= state->now.head.n_events + EVENTS_PER_STEP);
}

static void
go_on(State *state, gsize n)
{
    while (state->now.head.n_events < n)
        state_fold(&state->now, state->model);
}

/* The last events of a run that goes on: from where all is settled. */
static void
go_to_end(State *state, gsize n)
{
    gsize size;
    g_autofree StateCopy *copy = state_copy_new(&state->ahead, &size);

    state_copy_restore(copy, &state->now);
    go_on(state, n);
    state->unsettled_at = model_n_events(state->model);
}

static void
go_to(State *state, gsize n)
{
    if (state->ahead.head.n_events < n)
        state_read_ahead(state, n - state->ahead.head.n_events);
    if (state->ahead.head.n_events < n) {
        go_to_end(state, n);
        return;
    }
    if (is_near(state, n))
        go_on(state, n);
    else
        go_back(state, n);
    state->unsettled_at = 0;
}

gboolean
state_seek(State *state, gsize event)
{
    gsize n_events = model_n_events(state->model), n = event < n_events ? event + 1 : n_events;
    gboolean settled = !state->unsettled_at || state->unsettled_at == n_events;

    if (n == state->now.head.n_events && settled)
        return n > 0;
    state_unsort(state);
    go_to(state, n);
    return n > 0;
}

gsize
state_n_read(const State *state)
{
    return state->ahead.head.n_events;
}

gsize
state_event(const State *state)
{
    return state->now.head.n_events ? state->now.head.n_events - 1 : MODEL_NONE;
}

gsize
state_memory(const State *state)
{
    return state->memory;
}
