/* SPDX-License-Identifier: GPL-3.0-or-later */
/* render.c - from cairo's streams and statuses to bytes and errors; and names and dates. */
#include "ui/export/render.h"

#include "ui/export/page-address.h"

cairo_status_t
render_append(void *bytes, const unsigned char *data, unsigned size)
{
    g_byte_array_append(bytes, data, size);
    return CAIRO_STATUS_SUCCESS;
}

GByteArray *
render_result(GByteArray *bytes, cairo_status_t status, GError **error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return bytes;
    g_byte_array_unref(bytes);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot be drawn: %s",
                cairo_status_to_string(status));
    return NULL;
}

char *
render_page_name(const ExportPages *pages, guint i)
{
    g_autofree char *name = pages->name(pages->data, i), *address = page_address(pages, i);

    return pages->number(pages->data, i) == 0 ? g_steal_pointer(&name)
                                              : g_strdup_printf("%s  %s", address, name);
}

/* The current date would make every file differ: it is fixed, or the one that a build names. */
char *
render_date(void)
{
    const char *given = g_getenv("SOURCE_DATE_EPOCH");
    g_autoptr(GDateTime) date =
        given ? g_date_time_new_from_unix_utc(g_ascii_strtoll(given, NULL, 10)) : NULL;

    return date ? g_date_time_format(date, "%FT%TZ") : g_strdup("2000-01-01T00:00:00Z");
}
