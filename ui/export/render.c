/* SPDX-License-Identifier: GPL-3.0-or-later */
/* render.c - from cairo's streams and statuses to bytes and errors. */
#include "ui/export/render.h"

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
