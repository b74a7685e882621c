/* SPDX-License-Identifier: GPL-3.0-or-later */
/* things.c - follows locks, semaphores, events, conditions, barriers and queues in the log: who
 * holds them, who waits in line, what is in them. */
#include "tests/conformance/check.h"

#include <string.h>

typedef struct {
    char *who;
    const char *op;
    gboolean was_overtaken; /* overtaken by somebody who came later: may only leave with an error */
    gboolean must_leave;    /* was woken: must not be here any more when nothing moves */
} InLine;

typedef struct {
    char *name;
    const char *kind;
    gint64 size;      /* slots, parties, or maxsize */
    gint64 held;      /* slots that are taken */
    gboolean is_free; /* taken and given back freely, so that there is no balance */
    gboolean is_set, is_shut;
    GPtrArray *line; /* InLine */
    GArray *items;   /* gint64 */
    gint64 unfinished;
} Thing;

/* ---- making ---- */

static void
in_line_free(void *data)
{
    InLine *in = data;

    g_free(in->who);
    g_free(in);
}

static void
thing_free(void *data)
{
    Thing *thing = data;

    g_ptr_array_unref(thing->line);
    g_array_unref(thing->items);
    g_free(thing->name);
    g_free(thing);
}

static gint64
size_of(JsonObject *spec, const char *kind)
{
    const char *member = g_str_has_suffix(kind, "queue") ? "maxsize"
                         : g_str_equal(kind, "barrier")  ? "parties"
                                                         : "value";

    return json_object_get_int_member_with_default(spec, member,
                                                   g_str_equal(member, "maxsize") ? 0 : 1);
}

GHashTable *
things_new(JsonObject *scenario)
{
    GHashTable *things = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, thing_free);
    JsonObjectIter iter;
    const char *name;
    JsonNode *node;

    json_object_iter_init_ordered(&iter, json_object_get_object_member(scenario, "objects"));
    while (json_object_iter_next_ordered(&iter, &name, &node)) {
        JsonObject *spec = json_node_get_object(node);
        Thing *thing = g_new0(Thing, 1);
        thing->name = g_strdup(name);
        thing->kind = json_object_get_string_member(spec, "kind");
        thing->size = size_of(spec, thing->kind);
        thing->line = g_ptr_array_new_with_free_func(in_line_free);
        thing->items = g_array_new(FALSE, FALSE, sizeof(gint64));
        g_hash_table_insert(things, thing->name, thing);
    }
    return things;
}

static gboolean
is_a(const Thing *thing, const char *kind)
{
    return g_str_has_suffix(thing->kind, kind);
}

/* ---- the line ---- */

static gboolean
is_one_of(const char *op, const char *const *ops)
{
    for (; *ops; ops++)
        if (g_str_equal(op, *ops))
            return TRUE;
    return FALSE;
}

static const char *const waiting[] = {"acquire", "with", "event_wait",   "cond_wait", "put",
                                      "get",     "join", "barrier_wait", NULL};
static const char *const taking[] = {"acquire", "with", NULL};
static const char *const raw[] = {"acquire", "release", NULL};

static InLine *
place_of(Thing *thing, const char *who, guint *ret_i)
{
    for (guint i = 0; i < thing->line->len; i++) {
        InLine *in = thing->line->pdata[i];
        if (g_str_equal(in->who, who)) {
            *ret_i = i;
            return in;
        }
    }
    return NULL;
}

static void
leave(Thing *thing, const char *who)
{
    guint i;

    if (place_of(thing, who, &i))
        g_ptr_array_remove_index(thing->line, i);
}

static void
wake_all(Thing *thing, const char *op)
{
    for (guint i = 0; i < thing->line->len; i++) {
        InLine *in = thing->line->pdata[i];
        in->must_leave |= g_str_equal(in->op, op);
    }
}

void
thing_arrival(Check *check, const char *who, const char *op, const char *name)
{
    Thing *thing = g_hash_table_lookup(check->things, name);

    if (!thing)
        return;
    thing->is_free |= is_one_of(op, raw);
    if (!is_one_of(op, waiting))
        return;
    InLine *in = g_new0(InLine, 1);
    in->who = g_strdup(who);
    in->op = g_intern_string(op);
    in->must_leave = thing->is_set;
    g_ptr_array_add(thing->line, in);
    if (g_str_equal(op, "cond_wait"))
        thing->held--;
}

/* Those who wait to take something leave the line when a log line says what they got; all others
 * leave it here. */
void
thing_departure(Check *check, const char *who, const char *op, const char *name)
{
    Thing *thing = g_hash_table_lookup(check->things, name);

    if (thing && is_one_of(op, waiting) && !is_one_of(op, taking))
        leave(thing, who);
}

/* ---- what is held ---- */

/* First come, first served, except for those who give up [LK2 LK3 SE2]. */
static void
served(Check *check, Thing *thing, const char *who)
{
    guint place = 0;
    InLine *in = place_of(thing, who, &place);

    if (in && in->was_overtaken)
        check_fault(check, "%s got %s after one who came later", who, thing->name);
    for (guint i = 0; i < place; i++)
        ((InLine *) thing->line->pdata[i])->was_overtaken = TRUE;
}

static void
take(Check *check, Thing *thing)
{
    if (++thing->held > thing->size)
        check_fault(check, "%s is held by %" G_GINT64_FORMAT " at once", thing->name, thing->held);
}

static void
on_acquire(Check *check, Thing *thing, const Line *line)
{
    if (!line->error) {
        served(check, thing, line->who);
        take(check, thing);
    }
    leave(thing, line->who);
}

static void
on_release(Check *check, Thing *thing, const Line *line)
{
    (void) check;
    thing->held -= !line->error;
}

/* With or without an error, the waiter holds the lock again [CV5]. */
static void
on_cond_wait(Check *check, Thing *thing, const Line *line)
{
    (void) line;
    take(check, thing);
}

static void
on_notify_all(Check *check, Thing *thing, const Line *line)
{
    (void) check;
    if (!line->error)
        wake_all(thing, "cond_wait");
}

static void
on_event_set(Check *check, Thing *thing, const Line *line)
{
    (void) check;
    (void) line;
    thing->is_set = TRUE;
    wake_all(thing, "event_wait");
}

static void
on_event_clear(Check *check, Thing *thing, const Line *line)
{
    (void) check;
    (void) line;
    thing->is_set = FALSE;
}

/* ---- what is in a queue ---- */

/* The index of the next item. */
static guint
next_item(const Thing *thing)
{
    const gint64 *items = (const gint64 *) (void *) thing->items->data;
    guint first = 0;

    if (is_a(thing, "lifo_queue"))
        return thing->items->len - 1;
    for (guint i = 1; is_a(thing, "priority_queue") && i < thing->items->len; i++)
        if (items[i] < items[first])
            first = i;
    return first;
}

static void
on_put(Check *check, Thing *thing, const Line *line)
{
    gint64 item = line->n > 2 ? g_ascii_strtoll(line->words[2], NULL, 10) : 0;

    if (line->error)
        return;
    g_array_append_val(thing->items, item);
    thing->unfinished++;
    if (thing->size && thing->items->len > thing->size)
        check_fault(check, "%s holds %u items", thing->name, thing->items->len);
    if (thing->is_shut)
        check_fault(check, "%s took an item after it was shut down", thing->name);
}

static void
on_get(Check *check, Thing *thing, const Line *line)
{
    gint64 item, next;

    if (line->error || thing->is_shut) /* a shutdown may have dropped the items */
        return;
    if (!thing->items->len || line->n < 4) {
        check_fault(check, "%s gave what nobody put", thing->name);
        return;
    }
    item = g_ascii_strtoll(line->words[3], NULL, 10);
    next = g_array_index(thing->items, gint64, next_item(thing));
    if (item != next)
        check_fault(check, "%s gave %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " was next",
                    thing->name, item, next);
    g_array_remove_index(thing->items, next_item(thing));
}

static void
on_task_done(Check *check, Thing *thing, const Line *line)
{
    (void) check;
    thing->unfinished -= !line->error;
}

static void
on_shutdown(Check *check, Thing *thing, const Line *line)
{
    (void) check;
    (void) line;
    thing->is_shut = TRUE;
}

static const struct {
    const char *op;
    void (*fn)(Check *check, Thing *thing, const Line *line);
} rows[] = {
    {"acquire", on_acquire},
    {"release", on_release},
    {"cond_wait", on_cond_wait},
    {"notify_all", on_notify_all},
    {"event_set", on_event_set},
    {"event_clear", on_event_clear},
    {"put", on_put},
    {"put_nowait", on_put},
    {"get", on_get},
    {"get_nowait", on_get},
    {"task_done", on_task_done},
    {"queue_shutdown", on_shutdown},
};

gboolean
thing_line(Check *check, const Line *line)
{
    Thing *thing = line->n > 1 ? g_hash_table_lookup(check->things, line->words[1]) : NULL;

    for (size_t i = 0; thing && i < G_N_ELEMENTS(rows); i++)
        if (g_str_equal(line->words[0], rows[i].op)) {
            rows[i].fn(check, thing, line);
            return TRUE;
        }
    return FALSE;
}

/* ---- audits ---- */

static gboolean
can_get(const Thing *thing)
{
    return thing->items->len > 0 || thing->is_shut;
}

static gboolean
can_put(const Thing *thing)
{
    return !thing->size || thing->items->len < thing->size || thing->is_shut;
}

static gboolean
can_join(const Thing *thing)
{
    return thing->unfinished == 0 && !thing->is_shut;
}

static gboolean
has_slots(const Thing *thing)
{
    return thing->held < thing->size;
}

static gboolean
is_full_house(const Thing *thing)
{
    return thing->line->len >= thing->size;
}

/* When an op on a thing has no reason to wait. For ops not listed, only those who must leave have
 * none. */
static const struct {
    const char *op;
    gboolean (*can_go)(const Thing *thing);
} ways[] = {
    {"get", can_get},       {"put", can_put},    {"join", can_join},
    {"acquire", has_slots}, {"with", has_slots}, {"barrier_wait", is_full_house},
};

static gboolean
can_go(const Thing *thing, const InLine *in)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
        if (g_str_equal(in->op, ways[i].op))
            return ways[i].can_go(thing);
    return in->must_leave && (!is_a(thing, "condition") || has_slots(thing));
}

void
things_audit(Check *check)
{
    GHashTableIter iter;
    Thing *thing;

    g_hash_table_iter_init(&iter, check->things);
    while (g_hash_table_iter_next(&iter, NULL, (void **) &thing))
        for (guint i = 0; i < thing->line->len; i++) {
            InLine *in = thing->line->pdata[i];
            if (can_go(thing, in))
                check_fault(check, "lost wake-up: %s waits in %s %s, and nothing is in its way",
                            in->who, in->op, thing->name);
        }
}

void
things_end(Check *check)
{
    GHashTableIter iter;
    Thing *thing;

    g_hash_table_iter_init(&iter, check->things);
    while (g_hash_table_iter_next(&iter, NULL, (void **) &thing)) {
        if (thing->held && !thing->is_free)
            check_fault(check, "%s is still held", thing->name);
        if (thing->line->len)
            check_fault(check, "somebody still waits for %s", thing->name);
    }
}
