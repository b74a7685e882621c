/* SPDX-License-Identifier: GPL-3.0-or-later */
/* size.c - reads the size of a picture. */
#include "app/cli/size.h"

#include <stdio.h>

#include "app/say/message.h"

enum { MIN_SIZE = 100, MAX_SIZE = 20000 };

/* px; that of paper lies on its longer side, as pdf counts it. */
static const struct {
    const char *name;
    int width, height;
} sizes[] = {{"16:9", 1600, 900}, {"4:3", 1200, 900}, {"A4", 1123, 794}};

static gboolean
find_size(const char *name, double *ret_width, double *ret_height)
{
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (g_ascii_strcasecmp(sizes[i].name, name) == 0) {
            *ret_width = sizes[i].width;
            *ret_height = sizes[i].height;
            return TRUE;
        }
    return FALSE;
}

gboolean
size_read(const char *size, double *ret_width, double *ret_height)
{
    int width, height, length = 0;

    if (!size || find_size(size, ret_width, ret_height))
        return TRUE;
    if (sscanf(size, "%dx%d%n", &width, &height, &length) != 2 || size[length] != 0 ||
        MIN(width, height) < MIN_SIZE || MAX(width, height) > MAX_SIZE) {
        say_error("--size %s: must be 16:9, 4:3, A4, or WIDTHxHEIGHT in px, each %d to %d", size,
                  MIN_SIZE, MAX_SIZE);
        return FALSE;
    }
    *ret_width = width;
    *ret_height = height;
    return TRUE;
}
