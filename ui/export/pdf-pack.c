/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf-pack.c - puts all objects that are not streams into streams of objects, compressed, which
 * takes a fifth of the file away, and adds to the catalog and to figures on the way. */
#include "ui/export/pdf-pack.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    ENTRY_SIZE = 20, /* of cairo's table: ten digits of a place, five of a generation, and a kind */
    MOST_TOGETHER = 500, /* objects in a stream */
    PLACE_BYTES = 4,
};

/* Where an object was and is. */
typedef struct {
    gulong number;
    gsize begin, end; /* in cairo's bytes */
    guint kind;       /* in the new table: 1 stands alone, 2 is in a stream; 0: there is none */
    gsize place;      /* where it begins, or the number of that stream */
    guint index;      /* in that stream */
} Object;

typedef struct {
    const char *bytes;
    gsize size;
    gulong root, info;
    GArray *objects;  /* of Object, by number */
    GPtrArray *order; /* the same by their places in cairo's bytes */
    const char *language;
    const GPtrArray *figures;
    guint n_figures; /* told of so far */
    GByteArray *out;
} Pack;

/* ---- reading ---- */

static const char *
find(const char *begin, const char *end, const char *text)
{
    return g_strstr_len(begin, end - begin, text);
}

static gulong
number_after(const char *text, const char *name)
{
    const char *found = strstr(text, name);

    return found ? strtoul(found + strlen(name), NULL, 10) : 0;
}

/* The last bytes as text, which begins with the trailer's word; NULL: there is none. */
static char *
trailer_of(const GByteArray *bytes)
{
    static const char word[] = "\ntrailer\n";
    g_autofree char *all = g_strndup((const char *) bytes->data + bytes->len - MIN(bytes->len, 300),
                                     MIN(bytes->len, 300));
    gsize n = MIN(bytes->len, 300);
    const char *found = find(all, all + n, word);

    return found ? g_strdup(found) : NULL;
}

static int
by_place(const void *a, const void *b)
{
    const Object *one = *(Object *const *) a, *other = *(Object *const *) b;

    return (one->begin > other->begin) - (one->begin < other->begin);
}

/* An object ends where the next one begins. */
static void
find_ends(Pack *pack, gsize table)
{
    for (guint i = 0; i < pack->objects->len; i++) {
        Object *object = &g_array_index(pack->objects, Object, i);
        if (object->begin)
            g_ptr_array_add(pack->order, object);
    }
    g_ptr_array_sort(pack->order, by_place);
    for (guint i = 0; i < pack->order->len; i++) {
        Object *object = g_ptr_array_index(pack->order, i);
        const Object *next =
            i + 1 < pack->order->len ? g_ptr_array_index(pack->order, i + 1) : NULL;
        object->end = next ? next->begin : table;
    }
}

static gboolean
read_table(Pack *pack, gsize table)
{
    const char *at = pack->bytes + table, *end = pack->bytes + pack->size;
    char *entries;

    if (table >= pack->size || !g_str_has_prefix(at, "xref\n0 "))
        return FALSE;
    gulong n = strtoul(at + strlen("xref\n0 "), &entries, 10);
    if (end - entries < (gssize) (n * ENTRY_SIZE))
        return FALSE;
    for (gulong i = 0; i < n; i++) {
        const char *entry = entries + 1 + i * ENTRY_SIZE;
        Object object = {.number = i, .begin = entry[17] == 'n' ? strtoul(entry, NULL, 10) : 0};
        g_array_append_val(pack->objects, object);
    }
    find_ends(pack, table);
    return pack->order->len > 0;
}

/* ---- writing ---- */

static void
append(GByteArray *bytes, const char *text)
{
    g_byte_array_append(bytes, (const guint8 *) text, (guint) strlen(text));
}

static void
append_stream(GByteArray *out, gulong number, const char *dictionary, const GByteArray *content)
{
    uLongf size = compressBound(content->len);
    g_autofree guint8 *small = g_malloc(size);

    compress2(small, &size, content->data, content->len, Z_BEST_COMPRESSION);
    g_autofree char *head = g_strdup_printf(
        "%lu 0 obj\n<< %s/Filter /FlateDecode /Length %lu >>\nstream\n", number, dictionary, size);
    append(out, head);
    g_byte_array_append(out, small, (guint) size);
    append(out, "\nendstream\nendobj\n");
}

/* In hexadecimal: any text, without brackets. */
static void
append_text(GString *object, const char *text)
{
    glong n = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &n, NULL);

    g_string_append(object, "<FEFF");
    for (glong i = 0; i < n; i++)
        g_string_append_printf(object, "%04X", units[i]);
    g_string_append(object, ">");
}

/* What is to be said beyond what cairo has. */
static void
add_entries(Pack *pack, const Object *object, GString *text)
{
    gboolean is_figure = strstr(text->str, "/S /Figure\n") != NULL;
    gboolean is_told = is_figure && pack->n_figures < pack->figures->len;

    if (object->number != pack->root && !is_told)
        return;
    g_string_truncate(text, (gsize) (g_strrstr(text->str, ">>") - text->str));
    if (object->number == pack->root)
        g_string_append_printf(text, "   /Lang (%s)\n", pack->language);
    if (is_told) {
        g_string_append(text, "   /Alt ");
        append_text(text, g_ptr_array_index(pack->figures, pack->n_figures++));
        g_string_append(text, "\n");
    }
    g_string_append(text, ">>");
}

/* What is between "1 0 obj" and "endobj"; NULL: a stream. The caller frees. */
static GString *
text_of(const Pack *pack, const Object *object)
{
    const char *begin = pack->bytes + object->begin, *end = pack->bytes + object->end;
    const char *inside = find(begin, end, "obj\n"), *stop = find(begin, end, "\nendobj\n");
    const char *stream = find(begin, end, ">>\nstream\n");

    if (!inside || !stop || (stream && stream < stop))
        return NULL;
    inside += strlen("obj\n");
    return g_string_new_len(inside, stop - inside);
}

static void
copy_object(Pack *pack, Object *object)
{
    object->kind = 1;
    object->place = pack->out->len;
    g_byte_array_append(pack->out, (const guint8 *) pack->bytes + object->begin,
                        (guint) (object->end - object->begin));
}

/* Objects for one stream: their numbers and places, then themselves. */
typedef struct {
    GString *heads, *texts;
    guint n;
} Together;

static void
write_together(Pack *pack, Together *together)
{
    g_autofree char *dictionary = g_strdup_printf("/Type /ObjStm /N %u /First %" G_GSIZE_FORMAT " ",
                                                  together->n, together->heads->len);
    g_autoptr(GByteArray) content = g_byte_array_new();
    Object stream = {.number = pack->objects->len, .kind = 1, .place = pack->out->len};

    append(content, together->heads->str);
    append(content, together->texts->str);
    append_stream(pack->out, stream.number, dictionary, content);
    g_array_append_val(pack->objects, stream);
    g_string_truncate(together->heads, 0);
    g_string_truncate(together->texts, 0);
    together->n = 0;
}

static void
add_together(Pack *pack, Together *together, gulong number, const GString *text)
{
    Object *object = &g_array_index(pack->objects, Object, number);

    object->kind = 2;
    object->place = pack->objects->len;
    object->index = together->n++;
    g_string_append_printf(together->heads, "%lu %" G_GSIZE_FORMAT " ", number,
                           together->texts->len);
    g_string_append_printf(together->texts, "%s\n", text->str);
    if (together->n == MOST_TOGETHER)
        write_together(pack, together);
}

/* By number, which is how cairo counts the figures. */
static void
write_objects(Pack *pack)
{
    Together together = {g_string_new(NULL), g_string_new(NULL), 0};
    guint n = pack->objects->len;

    for (guint i = 0; i < n; i++) {
        Object *object = &g_array_index(pack->objects, Object, i);
        GString *text = object->begin ? text_of(pack, object) : NULL;
        if (text) {
            add_entries(pack, object, text);
            add_together(pack, &together, i, text);
            g_string_free(text, TRUE);
        } else if (object->begin) {
            copy_object(pack, object);
        }
    }
    if (together.n)
        write_together(pack, &together);
    g_string_free(together.heads, TRUE);
    g_string_free(together.texts, TRUE);
}

static void
append_number(GByteArray *bytes, gsize number, guint size)
{
    while (size-- > 0) {
        guint8 byte = (guint8) (number >> 8 * size);
        g_byte_array_append(bytes, &byte, 1);
    }
}

/* The table is the last object, and names itself. */
static void
write_table(Pack *pack)
{
    g_autoptr(GByteArray) table = g_byte_array_new();
    Object self = {.number = pack->objects->len, .kind = 1, .place = pack->out->len};
    g_array_append_val(pack->objects, self);

    for (guint i = 0; i < pack->objects->len; i++) {
        const Object *object = &g_array_index(pack->objects, Object, i);
        append_number(table, object->kind, 1);
        append_number(table, object->place, PLACE_BYTES);
        append_number(table, object->index, 2);
    }
    g_autofree char *dictionary =
        g_strdup_printf("/Type /XRef /Size %u /W [1 %d 2] /Root %lu 0 R /Info %lu 0 R ",
                        pack->objects->len, PLACE_BYTES, pack->root, pack->info);
    append_stream(pack->out, self.number, dictionary, table);
    g_autofree char *end = g_strdup_printf("startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", self.place);
    append(pack->out, end);
}

static void
write_all(Pack *pack)
{
    const Object *first = g_ptr_array_index(pack->order, 0);

    g_byte_array_append(pack->out, (const guint8 *) pack->bytes, (guint) first->begin);
    write_objects(pack);
    write_table(pack);
}

GByteArray *
pdf_pack(const GByteArray *bytes, const char *language, const GPtrArray *figures)
{
    g_autofree char *trailer = trailer_of(bytes);
    g_autoptr(GArray) objects = g_array_new(FALSE, FALSE, sizeof(Object));
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    Pack pack = {.bytes = (const char *) bytes->data,
                 .size = bytes->len,
                 .objects = objects,
                 .order = order,
                 .language = language,
                 .figures = figures,
                 .out = g_byte_array_new()};

    if (trailer) {
        pack.root = number_after(trailer, "/Root ");
        pack.info = number_after(trailer, "/Info ");
    }
    if (trailer && read_table(&pack, number_after(trailer, "startxref\n")))
        write_all(&pack);
    else
        g_byte_array_append(pack.out, bytes->data, bytes->len);
    return pack.out;
}
